using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Wire.Parcels;

/// <summary>Sends records of any size: what is too large for a frame goes in parcels, everything else as it is.</summary>
/// <remarks>The receiver needs a <see cref="ParcelReceiver"/>. Threads: any.</remarks>
public static class ParcelSender
{
    /// <summary>Sends a message, or the message inside of a <see cref="ShardingEnvelope"/>, whole or in parcels.</summary>
    /// <remarks>An actor of this process gets any message whole. A local actor that hands messages on to another process (the proxy of
    /// a singleton) does not show as such: send it small messages only, or in an envelope to a shard region.</remarks>
    /// <exception cref="SerializationException">The message is larger than <see cref="ParcelLimits.MessageBytesMax"/>, or incomplete.</exception>
    public static void Tell(IActorRef target, object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (message is ShardingEnvelope envelope)
        {
            foreach (var part in PartsOf(envelope.Message))
            {
                target.Tell(ReferenceEquals(part, envelope.Message) ? envelope : new ShardingEnvelope(envelope.EntityId, part), sender);
            }
        }
        else if (target is IActorRefScope { IsLocal: true })
        {
            target.Tell(message, sender);
        }
        else
        {
            foreach (var part in PartsOf(message))
            {
                target.Tell(part, sender);
            }
        }
    }

    /// <summary>The message itself, or its parcels in order.</summary>
    internal static IEnumerable<object> PartsOf(object message)
    {
        // The bound costs no copy; only what may be too large is written to know.
        if (message is not IGraphoidMessage or ParcelProtocol.Parcel
            || GraphoidSerializer.RecordOf(message) is not { } record
            || record.BytesMax(message) <= ParcelLimits.WholeBytesMax
            || record.Write(message) is not { Length: > ParcelLimits.WholeBytesMax } bytes)
        {
            return [message];
        }

        return bytes.Length <= ParcelLimits.MessageBytesMax
            ? Split(record.Manifest, bytes)
            : throw new SerializationException(
                $"a {record.Name} of {bytes.Length} bytes is too large: at most {ParcelLimits.MessageBytesMax} can be sent");
    }

    private static IEnumerable<object> Split(string manifest, byte[] bytes)
    {
        var id = Guid.NewGuid();
        var count = (bytes.Length + ParcelLimits.ParcelBytesMax - 1) / ParcelLimits.ParcelBytesMax;
        for (var index = 0; index < count; index++)
        {
            var from = index * ParcelLimits.ParcelBytesMax;
            var content = bytes.AsSpan(from, Math.Min(ParcelLimits.ParcelBytesMax, bytes.Length - from)).ToArray();
            yield return new ParcelProtocol.Parcel(id, index, count, manifest, content);
        }
    }
}
