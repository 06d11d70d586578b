[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace Graphoid.Hosting.Tests;

/// <summary>Tests in which members watch each other: a busy neighbour would look like a crash to them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MembersCollection
{
    public const string Name = "members";
}
