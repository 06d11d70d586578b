using System.Runtime.Serialization;
using Akka.Actor;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Wire.Parcels;

/// <summary>Answers of any size. One that is too large even for parcels is replaced, as whoever asked would ask for ever.</summary>
internal static class Replies
{
    /// <summary>Sends the answer, or one that says that it cannot be sent. Threads: the answering actor's only, so that parcels of
    /// several answers do not mix.</summary>
    /// <exception cref="SerializationException">The answer is too large and nothing can stand for it, or it is incomplete.</exception>
    public static void Tell(IActorRef asker, object reply, IActorRef sender)
    {
        try
        {
            ParcelSender.Tell(asker, reply, sender);
        }
        catch (SerializationException unsendable) when (Instead(reply, unsendable.Message) is { } instead)
        {
            asker.Tell(instead, sender);
        }
    }

    private static object? Instead(object reply, string reason) => reply switch
    {
        GraphProtocol.OperationDone done => done with
        {
            Outcome = done.Outcome with { End = OperationEnd.Forgotten, Parts = [], Failure = null, Reason = Text(reason) },
        },
        PartitionProtocol.TurnDone done => done with { Outcome = [], Refusal = Text(reason) },
        _ => null,
    };

    private static string Text(string reason) => $"it has been carried out, but the result cannot be sent: {reason}";
}
