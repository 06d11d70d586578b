using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Protocols;
using Graphoid.Distribution.Registry;

namespace Graphoid.Actors.Registry;

/// <summary>The registry of graph names, a singleton of the cluster. Answers only what is stored.</summary>
/// <remarks>For a moment there can be two of it, on either side of a break. Both would write the same number in the same journal, which
/// the journal refuses to one of them; that one ends without an answer and starts anew from what the other has stored.</remarks>
public sealed class RegistryActor : ReceivePersistentActor
{
    /// <summary>The name of the journal.</summary>
    public const string JournalName = "graphoid-registry";

    private readonly NameTable _names = new();

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public RegistryActor()
    {
        Recover<IGraphoidEvent>(_names.Apply);
        Command<RegistryProtocol.FindName>(Answer);
        Command<RegistryProtocol.ListNames>(Answer);
        Command<RegistryProtocol.BindName>(Answer);
        Command<RegistryProtocol.UnbindName>(Answer);
    }

    /// <inheritdoc/>
    public override string PersistenceId => JournalName;

    /// <summary>For the singleton: the registry below a supervisor that starts it again, after half a second to ten, when its journal fails.</summary>
    public static Props CreateProps() => BackoffSupervisor.Props(Backoff.OnStop(
        Props.Create(() => new RegistryActor()),
        "registry",
        minBackoff: TimeSpan.FromSeconds(0.5),
        maxBackoff: TimeSpan.FromSeconds(10),
        randomFactor: 0.2,
        maxNrOfRetries: -1));

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Log.Error(reason, "The registry of graph names cannot read its journal.");

    private void Answer(IGraphoidMessage command)
    {
        var decision = _names.Decide(command);
        var asker = Sender;
        if (decision.Event is null)
        {
            ParcelSender.Tell(asker, decision.Reply, Self);
            return;
        }

        Persist(decision.Event, stored =>
        {
            _names.Apply(stored);
            ParcelSender.Tell(asker, decision.Reply, Self);
        });
    }
}
