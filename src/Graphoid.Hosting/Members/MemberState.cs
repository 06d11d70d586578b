using Akka.Actor;
using Graphoid.Actors.Journals;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Members;

/// <summary>What is known of the member that this host runs. From any thread.</summary>
internal sealed class MemberState(GraphoidOptions options, JournalDatabase database)
{
    private volatile ActorSystem? _system;
    private volatile Uri? _healthAddress;

    public GraphoidOptions Options { get; } = options;

    public JournalDatabase Database { get; } = database;

    /// <summary>Null until it runs.</summary>
    public ActorSystem? System
    {
        get => _system;
        set => _system = value;
    }

    /// <summary>Where health is asked; null when nowhere.</summary>
    public Uri? HealthAddress
    {
        get => _healthAddress;
        set => _healthAddress = value;
    }
}
