using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Graphoid.Actors.Journals;
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
    public static Props CreateProps()
    {
        var registry = Props.Create(() => new RegistryActor());
        return Props.Create(() => new RegistryKeeper(registry));
    }

    /// <inheritdoc/>
    protected override void OnReplaySuccess() => Context.Parent.Tell(new RegistryKeeper.Ready());

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        Log.Error(reason, "The registry of graph names cannot read its journal.");
        if (JournalDamage.Find(reason) is { } damage)
        {
            Context.Parent.Tell(new RegistryKeeper.Damaged(damage));
        }
    }

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
