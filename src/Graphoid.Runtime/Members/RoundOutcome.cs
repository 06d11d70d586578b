using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Members;

/// <summary>A reply to one of the driver's messages.</summary>
/// <param name="Index">Which of its targets.</param>
/// <param name="FailedAt">Where the failed message stands, when there is a failure.</param>
internal readonly record struct DriverReply(int Index, Value Result, MessageOrder FailedAt, GraphoidException? Failure);

/// <summary>What a round on one member gives the driver: effects to show or do, and replies.</summary>
/// <param name="Behavior">The name of the program's only behaviour when nodes ran it for want of another, else null.</param>
internal sealed record RoundOutcome(
    string? Behavior,
    List<HeldEffect> Effects,
    List<LaterBroadcast> Broadcasts,
    List<(long Sequence, Value Reply)> Collected,
    List<DriverReply> Replies)
{
    private const byte Broadcast = 0;
    private const byte Send = 1;
    private const byte Change = 2;
    private const byte Actor = 3;
    private const byte Channel = 4;

    private bool IsEmpty =>
        Behavior is null && Effects.Count == 0 && Broadcasts.Count == 0 && Collected.Count == 0 && Replies.Count == 0;

    /// <summary>The outcome as bytes; none when there is nothing in it.</summary>
    public byte[] ToBytes(Func<ValueWriter> newWriter)
    {
        if (IsEmpty)
        {
            return [];
        }

        var writer = newWriter();
        writer.Text(Behavior);
        writer.Varint(Effects.Count);
        foreach (var effect in Effects)
        {
            writer.Varint(effect.Round);
            writer.Varint(effect.Receiver);
            writer.Varint(effect.Index);
            writer.Byte((byte)effect.Kind);
            writer.Text(effect.Text);
            if (effect.Work is { } work)
            {
                Write(writer, work);
            }
        }

        writer.Varint(Broadcasts.Count);
        foreach (var later in Broadcasts)
        {
            writer.Varint(later.Round);
            writer.Varint(later.Sender);
            writer.Varint(later.Order);
            writer.Value(later.Message);
            Write(writer, later.Options);
        }

        writer.Varint(Collected.Count);
        foreach (var (sequence, reply) in Collected)
        {
            writer.Varint(sequence);
            writer.Value(reply);
        }

        writer.Varint(Replies.Count);
        foreach (var reply in Replies)
        {
            writer.Varint(reply.Index);
            writer.Value(reply.Result);
            writer.Bool(reply.Failure is not null);
            if (reply.Failure is { } failure)
            {
                writer.Varint(reply.FailedAt.Sender);
                writer.Varint(reply.FailedAt.Order);
                writer.Varint(reply.FailedAt.Receiver);
                writer.Error(failure.Error);
            }
        }

        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> gave.</summary>
    public static RoundOutcome Read(ValueReader reader) => new(
        reader.Text(),
        RequestCodec.ReadList(reader, ReadEffect),
        RequestCodec.ReadList(
            reader,
            r => new LaterBroadcast((int)r.Varint(), r.Varint(), (int)r.Varint(), r.Value(), ReadOptions(r))),
        RequestCodec.ReadList(reader, r => (r.Varint(), r.Value())),
        RequestCodec.ReadList(reader, ReadReply));

    /// <summary>All outcomes of an operation as one, effects in order.</summary>
    public static RoundOutcome Merge(IEnumerable<RoundOutcome> outcomes)
    {
        var merged = new RoundOutcome(null, [], [], [], []);
        foreach (var outcome in outcomes)
        {
            merged = merged with { Behavior = merged.Behavior ?? outcome.Behavior };
            merged.Effects.AddRange(outcome.Effects);
            merged.Broadcasts.AddRange(outcome.Broadcasts);
            merged.Collected.AddRange(outcome.Collected);
            merged.Replies.AddRange(outcome.Replies);
        }

        merged.Effects.Sort();
        merged.Collected.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return merged;
    }

    private static HeldEffect ReadEffect(ValueReader reader)
    {
        var round = (int)reader.Varint();
        var receiver = reader.Varint();
        var index = (int)reader.Varint();
        var kind = (EffectKind)reader.Byte();
        var text = reader.Text()!;
        return new HeldEffect(round, receiver, index, kind, text, kind == EffectKind.Work ? ReadWork(reader) : null);
    }

    private static DriverReply ReadReply(ValueReader reader)
    {
        var index = (int)reader.Varint();
        var result = reader.Value();
        return reader.Bool()
            ? new DriverReply(
                index, result, new MessageOrder(reader.Varint(), (int)reader.Varint(), reader.Varint()), new GraphoidException(reader.Error()))
            : new DriverReply(index, result, default, null);
    }

    private static void Write(ValueWriter writer, OutsideWork work)
    {
        switch (work)
        {
            case BroadcastWork broadcast:
                writer.Byte(Broadcast);
                writer.Value(Value.Of(broadcast.Graph));
                writer.Value(broadcast.Message);
                Write(writer, broadcast.Options);
                break;
            case SendWork send:
                writer.Byte(Send);
                writer.Value(Value.Of(send.Graph));
                writer.Value(send.Message);
                RequestCodec.Write(writer, send.Route);
                break;
            case ChangeWork change:
                writer.Byte(Change);
                writer.Value(Value.Of(change.Graph));
                RequestCodec.Write(writer, change.Change);
                break;
            case ActorWork actor:
                writer.Byte(Actor);
                writer.Value(Value.Of(actor.Actor));
                RequestCodec.WriteOptional(writer, actor.Message);
                break;
            case ChannelWork channel:
                writer.Byte(Channel);
                writer.Value(Value.Of(channel.Channel));
                RequestCodec.WriteOptional(writer, channel.Value);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(work.GetType().Name);
        }
    }

    private static OutsideWork ReadWork(ValueReader reader) => reader.Byte() switch
    {
        Broadcast => new BroadcastWork((GraphObject)reader.Value().Reference!, reader.Value(), ReadOptions(reader)),
        Send => new SendWork((GraphObject)reader.Value().Reference!, reader.Value(), RequestCodec.ReadRoute(reader)),
        Change => new ChangeWork((GraphObject)reader.Value().Reference!, RequestCodec.ReadChange(reader)),
        Actor => new ActorWork((ActorValue)reader.Value().Reference!, RequestCodec.ReadOptional(reader)),
        Channel => new ChannelWork((ChannelValue)reader.Value().Reference!, RequestCodec.ReadOptional(reader)),
        var other => throw new BrokenEncodingException(0, $"there is no work of kind {other}"),
    };

    private static void Write(ValueWriter writer, WaveOptions options)
    {
        RequestCodec.WriteOptional(writer, options.Where);
        writer.Byte((byte)options.OnError);
        writer.Varint(options.RoundsMax);
    }

    private static WaveOptions ReadOptions(ValueReader reader) =>
        new(RequestCodec.ReadOptional(reader), (HandlerErrorPolicy)reader.Byte(), (int)reader.Varint());
}
