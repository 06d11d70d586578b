using System.Runtime.Serialization;
using Akka.Actor;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Members;

/// <summary>Looks at what is held here: by drivers between operations, by peers in the middle of rounds.</summary>
internal sealed partial class MemberActor
{
    private void Answer(MemberProtocol.Ask ask)
    {
        var share = _share!;
        var sender = Sender;
        share.Graph!.LookAsync(ask.Content).PipeTo(
            Self,
            success: content => new LookEnded(share, sender, new MemberProtocol.Answer(_graph, ask.Epoch, ask.Call, content, null)),
            failure: cause => new LookEnded(
                share, sender, new MemberProtocol.Answer(_graph, ask.Epoch, ask.Call, [], ErrorBytes(share, cause))));
    }

    private void Read(MemberProtocol.Read read)
    {
        if (!IsAt(read.Number))
        {
            return;
        }

        var share = _share!;
        var sender = Sender;
        _reading++;
        LookAsync().PipeTo(Self, success: done => new ReadEnded(share, sender, done));

        async Task<GraphProtocol.ReadDone> LookAsync()
        {
            try
            {
                var content = await share.Graph!.LookAsync(read.Content).ConfigureAwait(false);
                return new GraphProtocol.ReadDone(read.Call, share.Self, read.Members, content, null);
            }
            catch (Exception cause)
            {
                return new GraphProtocol.ReadDone(read.Call, share.Self, read.Members, [], ErrorBytes(share, cause));
            }
        }
    }

    /// <summary>Answers a look, from the actor and not from beside it: parcels of several answers must not mix.</summary>
    private void Reply(MemberShare share, IActorRef asker, object answer)
    {
        try
        {
            ParcelSender.Tell(asker, answer, Self);
        }
        catch (SerializationException unsendable)
        {
            var failure = ErrorBytes(share, unsendable);
            asker.Tell(
                answer is GraphProtocol.ReadDone done
                    ? done with { Content = [], Failure = failure }
                    : (MemberProtocol.Answer)answer with { Content = [], Failure = failure },
                Self);
        }
    }

    /// <summary>Sends a part of an operation, of any size.</summary>
    private void Send(IActorRef target, object message)
    {
        try
        {
            ParcelSender.Tell(target, message, Self);
        }
        catch (SerializationException unsendable)
        {
            Fail(unsendable.Message);
        }
    }
}
