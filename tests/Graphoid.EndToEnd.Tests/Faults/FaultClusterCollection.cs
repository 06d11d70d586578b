namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>Tests that use one cluster one after the other, beside those of <see cref="CrashTests"/>: nearly all of the time is waiting.</summary>
[CollectionDefinition(Name)]
public sealed class FaultClusterCollection : ICollectionFixture<FaultCluster>
{
    /// <summary>What the tests name.</summary>
    public const string Name = "one cluster with faults";
}
