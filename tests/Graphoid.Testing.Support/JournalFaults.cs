using Akka.Actor.Setup;
using Akka.Hosting;
using Graphoid.Hosting.Options;

namespace Graphoid.Testing.Support;

/// <summary>Makes journals fail: each function gets a persistence id and returns what goes wrong, or null. From any thread.</summary>
/// <remarks>
/// A failed write ends the actor; nothing of it is kept. A rejected one leaves the actor alive. A failed replay ends the recovery.
/// The functions may be set anew at any time; what counts is what they are when the journal works.
/// </remarks>
public sealed class JournalFaults
{
    private volatile Func<string, Exception?> _onWrite = _ => null;
    private volatile Func<string, Exception?> _onReject = _ => null;
    private volatile Func<string, Exception?> _onReplay = _ => null;

    /// <summary>Before anything is written.</summary>
    public Func<string, Exception?> OnWrite
    {
        get => _onWrite;
        set => _onWrite = value;
    }

    /// <summary>Before anything is written, when <see cref="OnWrite"/> has let it pass.</summary>
    public Func<string, Exception?> OnReject
    {
        get => _onReject;
        set => _onReject = value;
    }

    /// <summary>When an actor recovers, also one without events.</summary>
    public Func<string, Exception?> OnReplay
    {
        get => _onReplay;
        set => _onReplay = value;
    }

    /// <summary>Nothing fails any more.</summary>
    public void Heal() => (OnWrite, OnReject, OnReplay) = (_ => null, _ => null, _ => null);

    /// <summary>Puts the journals that ask this one into a member that is being configured.</summary>
    public void Apply(AkkaConfigurationBuilder builder, DatabaseKind database)
    {
        var (plugin, journal) = database == DatabaseKind.Memory
            ? ("akka.persistence.journal.inmem", typeof(FaultyMemoryJournal))
            : ("akka.persistence.journal.sql", typeof(FaultySqlJournal));
        builder.AddSetup(new FaultsSetup(this));
        builder.AddHocon($"{plugin}.class = \"{journal.FullName}, {journal.Assembly.GetName().Name}\"", HoconAddMode.Prepend);
    }

    internal static JournalFaults Of(Akka.Actor.ActorSystem system) => system.Settings.Setup.Get<FaultsSetup>().Value.Faults;

    private sealed class FaultsSetup(JournalFaults faults) : Setup
    {
        public JournalFaults Faults { get; } = faults;
    }
}
