using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Members;

/// <summary>Messages between handlers as bytes: bare values, and the envelopes of requests, reads and replies.</summary>
internal static class MessageCodec
{
    private const byte Plain = 0;
    private const byte Request = 1;
    private const byte Copied = 2;
    private const byte Filtered = 3;
    private const byte Read = 4;
    private const byte Reply = 5;

    /// <summary>Writes a message.</summary>
    public static void Write(ValueWriter writer, Value message)
    {
        switch (message.Reference)
        {
            case RequestEnvelope request:
                writer.Byte(Request);
                Write(writer, request.Message);
                Write(writer, request.Reply);
                writer.Bool(request.IsOptional);
                break;
            case CopiedEnvelope copied:
                writer.Byte(Copied);
                writer.Value(copied.Message);
                break;
            case FilteredEnvelope filtered:
                writer.Byte(Filtered);
                writer.Value(filtered.Predicate);
                Write(writer, filtered.Message);
                break;
            case ReadEnvelope read:
                writer.Byte(Read);
                writer.Text(read.Name);
                Write(writer, read.Reply);
                break;
            case ReplyEnvelope reply:
                writer.Byte(Reply);
                writer.Varint(reply.Wait);
                writer.Value(reply.Result);
                writer.Bool(reply.Failure is not null);
                if (reply.Failure is { } failure)
                {
                    writer.Error(failure.Error);
                }

                break;
            default:
                writer.Byte(Plain);
                writer.Value(message);
                break;
        }
    }

    /// <summary>Reads a message.</summary>
    public static Value ReadMessage(ValueReader reader) => reader.Byte() switch
    {
        Plain => reader.Value().Share(),
        Request => Value.Of(new RequestEnvelope(ReadMessage(reader), ReadReply(reader), reader.Bool())),
        Copied => Value.Of(new CopiedEnvelope(reader.Value())),
        Filtered => Value.Of(new FilteredEnvelope(reader.Value(), ReadMessage(reader))),
        Read => Value.Of(new ReadEnvelope(reader.Text(), ReadReply(reader))),
        Reply => Value.Of(new ReplyEnvelope(reader.Varint(), reader.Value(), reader.Bool() ? new GraphoidException(reader.Error()) : null)),
        var other => throw new BrokenEncodingException(0, $"there is no message of kind {other}"),
    };

    private static void Write(ValueWriter writer, PendingReply reply)
    {
        // A driver's own messages are made where they are delivered, so only handlers are ever answered across members.
        var wait = (NodeReply)reply;
        writer.Varint(wait.Partition);
        writer.Varint(wait.Row);
        writer.Varint(wait.Wait);
    }

    private static NodeReply ReadReply(ValueReader reader) => new((int)reader.Varint(), (int)reader.Varint(), reader.Varint());
}
