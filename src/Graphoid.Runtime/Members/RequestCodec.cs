using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Members;

/// <summary>Requests and looks as bytes. The numbers are part of the journal's format.</summary>
internal static class RequestCodec
{
    private const byte Broadcast = 1;
    private const byte Send = 2;
    private const byte Ask = 3;
    private const byte Change = 4;
    private const byte Attribute = 5;
    private const byte Configure = 6;

    /// <summary>Writes a request.</summary>
    /// <param name="origin">The running program.</param>
    public static void Write(ValueWriter writer, GraphRequest request, RequestOrigin origin)
    {
        Write(writer, origin);
        switch (request)
        {
            case BroadcastRequest broadcast:
                writer.Byte(Broadcast);
                writer.Value(broadcast.Message);
                WriteOptional(writer, broadcast.Where);
                break;
            case SendRequest send:
                writer.Byte(Send);
                writer.Value(send.Message);
                Write(writer, send.Route);
                break;
            case AskRequest ask:
                writer.Byte(Ask);
                writer.Value(ask.Message);
                Write(writer, ask.Route);
                break;
            case ChangeRequest change:
                writer.Byte(Change);
                writer.Varint(change.Changes.Count);
                foreach (var one in change.Changes)
                {
                    Write(writer, one);
                }

                break;
            case AttributeRequest attribute:
                writer.Byte(Attribute);
                writer.Key(attribute.Key);
                writer.Text(attribute.Name);
                writer.Value(attribute.Value);
                break;
            case ConfigureRequest configure:
                writer.Byte(Configure);
                writer.Value(Value.Of(configure.Settings));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(request.GetType().Name);
        }
    }

    /// <summary>Reads what <see cref="Write(ValueWriter, GraphRequest, RequestOrigin)"/> wrote.</summary>
    /// <param name="name">Told where the request comes from before any code in it is read.</param>
    public static (GraphRequest Request, RequestOrigin Origin) Read(ValueReader reader, Action<RequestOrigin> name)
    {
        var origin = ReadOrigin(reader);
        name(origin);
        GraphRequest request = reader.Byte() switch
        {
            Broadcast => new BroadcastRequest(reader.Value(), ReadOptional(reader)),
            Send => new SendRequest(reader.Value(), ReadRoute(reader)),
            Ask => new AskRequest(reader.Value(), ReadRoute(reader)),
            Change => new ChangeRequest(ReadList(reader, ReadChange)),
            Attribute => new AttributeRequest(reader.Key(), reader.Text()!, reader.Value()),
            Configure => new ConfigureRequest((MapValue)reader.Value().Reference!),
            var other => throw new BrokenEncodingException(0, $"there is no request {other}"),
        };
        return (request, origin);
    }

    /// <summary>Writes where a request comes from.</summary>
    public static void Write(ValueWriter writer, RequestOrigin origin)
    {
        writer.Text(origin.Program);
        writer.Text(origin.ProgramName);
        writer.Text(origin.Behavior);
    }

    /// <summary>Reads where a request comes from.</summary>
    public static RequestOrigin ReadOrigin(ValueReader reader) => new(reader.Text()!, reader.Text()!, reader.Text());

    /// <summary>Writes a look.</summary>
    public static void Write(ValueWriter writer, GraphLook look)
    {
        writer.Byte((byte)look.Kind);
        writer.Key(look.Key);
        writer.Text(look.Name);
        writer.Byte((byte)look.Direction);
    }

    /// <summary>Reads a look.</summary>
    public static GraphLook ReadLook(ValueReader reader) =>
        new((LookKind)reader.Byte(), reader.Key(), reader.Text(), (EdgeDirection)reader.Byte());

    /// <summary>Writes what was done in a wave; null when there was none.</summary>
    public static void Write(ValueWriter writer, WaveTrace? trace)
    {
        writer.Bool(trace is not null);
        if (trace is null)
        {
            return;
        }

        writer.Varint(trace.Rounds);
        writer.Varint(trace.MessagesAway);
        writer.Varint(trace.BytesAway);
        writer.Varint(trace.Partitions.Count);
        foreach (var partition in trace.Partitions)
        {
            writer.Varint(partition.Partition);
            writer.Varint(partition.Messages);
            writer.Varint(partition.Busy.Ticks);
        }
    }

    /// <summary>Reads what was done in a wave.</summary>
    public static WaveTrace? ReadTrace(ValueReader reader)
    {
        if (!reader.Bool())
        {
            return null;
        }

        var (rounds, messages, bytes) = ((int)reader.Varint(), reader.Varint(), reader.Varint());
        var partitions = ReadList(
            reader, each => new PartitionTrace((int)each.Varint(), each.Varint(), TimeSpan.FromTicks(each.Varint())));
        return new WaveTrace(null, rounds, partitions, messages, bytes);
    }

    /// <summary>Writes one change of nodes or edges.</summary>
    public static void Write(ValueWriter writer, StructuralChange change)
    {
        writer.Byte((byte)change.Kind);
        writer.Key(change.Key);
        writer.Key(change.To);
        writer.Text(change.Type);
        if (change.Value.Reference is ActorValue actor && change.Kind == StructuralKind.AddNode)
        {
            // The actor itself stays with its driver; its state moves into the row.
            writer.Value(Value.Of(actor.Instance));
        }
        else
        {
            writer.Value(change.Value);
        }

        writer.Value(change.Properties);
        writer.Bool(change.Behavior is not null);
        if (change.Behavior is not null)
        {
            writer.Type(change.Behavior);
        }

        writer.Varint(change.Sender);
        writer.Varint(change.Order);
    }

    /// <summary>Reads one change.</summary>
    public static StructuralChange ReadChange(ValueReader reader) => new((StructuralKind)reader.Byte(), reader.Key())
    {
        To = reader.Key(),
        Type = reader.Text(),
        Value = reader.Value(),
        Properties = reader.Value(),
        Behavior = reader.Bool() ? reader.Type() : null,
        Sender = reader.Varint(),
        Order = (int)reader.Varint(),
    };

    /// <summary>Writes the edges an answer holds.</summary>
    public static void Write(ValueWriter writer, IReadOnlyCollection<EdgeRecordView> edges)
    {
        writer.Varint(edges.Count);
        foreach (var edge in edges)
        {
            writer.Key(edge.From);
            writer.Key(edge.To);
            writer.Text(edge.Type);
            writer.Value(edge.Weight);
            writer.Value(edge.Properties);
        }
    }

    /// <summary>Reads the edges of an answer.</summary>
    public static List<EdgeRecordView> ReadEdges(ValueReader reader) => ReadList(
        reader, r => new EdgeRecordView(r.Key(), r.Key(), r.Text()!, r.Value(), r.Value()));

    /// <summary>Writes ids.</summary>
    public static void Write(ValueWriter writer, IReadOnlyCollection<NodeKey> keys)
    {
        writer.Varint(keys.Count);
        foreach (var key in keys)
        {
            writer.Key(key);
        }
    }

    /// <summary>Reads ids.</summary>
    public static List<NodeKey> ReadKeys(ValueReader reader) => ReadList(reader, r => r.Key());

    /// <summary>Writes a route.</summary>
    public static void Write(ValueWriter writer, MessageRoute route)
    {
        writer.Bool(route.To is not null);
        if (route.To is { } to)
        {
            writer.Key(to);
        }

        writer.Bool(route.ToMany is not null);
        if (route.ToMany is { } many)
        {
            Write(writer, [.. many]);
        }

        WriteOptional(writer, route.Where);
        writer.Bool(route.From is not null);
        if (route.From is { } from)
        {
            writer.Key(from);
        }

        writer.Varint(route.Via?.Count ?? -1);
        foreach (var type in route.Via ?? [])
        {
            writer.Text(type);
        }

        writer.Byte((byte)route.Direction);
    }

    /// <summary>Reads a route.</summary>
    public static MessageRoute ReadRoute(ValueReader reader)
    {
        NodeKey? to = reader.Bool() ? reader.Key() : null;
        var many = reader.Bool() ? ReadKeys(reader) : null;
        var where = ReadOptional(reader);
        NodeKey? from = reader.Bool() ? reader.Key() : null;
        var count = reader.Varint();
        List<string>? via = count < 0 ? null : [];
        for (var i = 0L; i < count; i++)
        {
            via!.Add(reader.Text()!);
        }

        return new MessageRoute
        {
            To = to,
            ToMany = many,
            Where = where,
            From = from,
            Via = via,
            Direction = (EdgeDirection)reader.Byte(),
        };
    }

    /// <summary>Reads a list with its count in front.</summary>
    public static List<T> ReadList<T>(ValueReader reader, Func<ValueReader, T> read)
    {
        var count = reader.Varint();
        var items = new List<T>();
        for (var i = 0L; i < count; i++)
        {
            items.Add(read(reader));
        }

        return items;
    }

    /// <summary>Writes a value that may be missing.</summary>
    public static void WriteOptional(ValueWriter writer, Value? value)
    {
        writer.Bool(value is not null);
        if (value is { } present)
        {
            writer.Value(present);
        }
    }

    /// <summary>Reads a value that may be missing.</summary>
    public static Value? ReadOptional(ValueReader reader) => reader.Bool() ? reader.Value() : null;
}
