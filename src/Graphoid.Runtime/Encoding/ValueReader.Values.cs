using Graphoid.Language.Text;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>One value after the other.</summary>
public sealed partial class ValueReader
{
    /// <summary>Places made for elements before the first has been read: lists inside lists that never come must not add up.</summary>
    private const int InitialElements = 16;

    private Value Read()
    {
        var tag = Byte();
        return tag >= (byte)ValueTag.SmallNumber ? Values.Value.Of((double)(tag - (byte)ValueTag.SmallNumber)) : (ValueTag)tag switch
        {
            ValueTag.Undefined => Values.Value.Undefined,
            ValueTag.None => Values.Value.None,
            ValueTag.False => Values.Value.False,
            ValueTag.True => Values.Value.True,
            ValueTag.Number => Values.Value.Of(Number()),
            ValueTag.WholeNumber => Values.Value.Of((double)Varint()),
            ValueTag.String => Values.Value.Of(RequiredText()),
            ValueTag.Symbol => Values.Value.Of(Symbol.Of(RequiredText())),
            ValueTag.Known => ReadKnown(),
            ValueTag.Exported => ReadExported(),
            _ => Values.Value.Of(ReadObject((ValueTag)tag)),
        };
    }

    private ObjectValue ReadObject(ValueTag tag) => tag switch
    {
        ValueTag.List => ReadList(),
        ValueTag.SharedList => ReadShared(ReadList),
        ValueTag.Map => ReadMap(),
        ValueTag.SharedMap => ReadShared(ReadMap),
        ValueTag.FrozenList => ReadShared(ReadList, isFrozen: true),
        ValueTag.FrozenMap => ReadShared(ReadMap, isFrozen: true),
        ValueTag.Ruled => ReadRuled(),
        ValueTag.Range => new RangeValue(Number(), Number(), Integer()),
        ValueTag.Regex => ReadRegex(),
        ValueTag.BigNumber => ReadBigNumber(),
        ValueTag.Error => ReadError(hasCause: false),
        ValueTag.CausedError => ReadError(hasCause: true),
        ValueTag.Time => TimeValue.Of(Varint(), Integer()) ?? throw Broken("there is no such time"),
        ValueTag.Function => ReadFunction(),
        ValueTag.NativeFunction => ReadNative(),
        ValueTag.Namespace => ReadNamespace(),
        ValueTag.FileModule => ReadFileModule(),
        ValueTag.Node => ReadNode(),
        ValueTag.Edge => ReadEdge(),
        ValueTag.Partition => ReadPartition(),
        ValueTag.GraphReference => Register(Reserve(), _context.GraphOf(RequiredText())),
        ValueTag.Graph => ReadGraph(),
        ValueTag.Template => (ReadType() ?? throw Broken("a template has no type")).Template,
        _ => throw Broken($"there is no kind of value {(byte)tag}"),
    };

    private ListValue ReadList()
    {
        Guard();
        var count = Count();
        var items = new Value[Math.Min(count, InitialElements)];
        for (var i = 0; i < count; i++)
        {
            if (i == items.Length)
            {
                Array.Resize(ref items, Math.Min(count, 2 * i));
            }

            items[i] = Read();
        }

        return new ListValue(items);
    }

    private MapValue ReadMap()
    {
        Guard();
        var count = Count(2);
        var map = new MapValue(Math.Min(count, InitialElements));
        for (var i = 0; i < count; i++)
        {
            var key = Read();
            CheckKey(key);
            map.Set(key.Share(), Read());
        }

        return map.Count == count ? map : throw Broken("a map has a key twice");
    }

    private T ReadShared<T>(Func<T> content, bool isFrozen = false)
        where T : ContainerValue
    {
        var place = Reserve();
        var container = content();
        container.IsShared = true;
        container.IsFrozen = isFrozen;
        return Register(place, container);
    }

    /// <summary>Keys are looked up by their content, which has to be one that stays (see <see cref="MapKeys"/>).</summary>
    private void CheckKey(Value key)
    {
        switch (key.Reference)
        {
            case null when !double.IsNaN(key.Number):
            case string or NoneValue or BoolValue or Symbol or RegexValue or EdgeHandle or BigNumber or TimeValue:
                return;
            case ListValue list:
                Guard();
                foreach (ref readonly var item in list.Items)
                {
                    CheckKey(item);
                }

                return;
            default:
                throw Broken($"a {ValueKinds.NameOf(key.Kind)} is no key of a map");
        }
    }

    private BigNumber ReadBigNumber()
    {
        var scale = Integer(BigNumber.DigitsMax);
        var digits = new System.Numerics.BigInteger(Raw(Integer((BigNumber.BitsMax / 8) + 1)).Span);
        return BigNumber.Of(digits, scale) is var number && number.Scale == scale
            ? number
            : throw Broken("a bignum has digits that it would have rounded");
    }

    private RegexValue ReadRegex()
    {
        var place = Reserve();
        var (body, flags) = (RequiredText(), RequiredText());
        try
        {
            return Register(place, new RegexValue(body, flags));
        }
        catch (GraphoidException cause)
        {
            throw Broken(cause.Error.Message, cause);
        }
    }

    private ErrorValue ReadError(bool hasCause)
    {
        var place = Reserve();
        Guard();
        var cause = hasCause ? Required<ErrorValue>() : null;
        var name = RequiredText();
        var error = new ErrorValue(ErrorKind.Named(name) ?? throw Broken($"there is no kind of error `{name}`"), RequiredText(), RequiredText())
        {
            FitsRuntimeErrorToo = Bool(),
            Label = Text(),
            Help = Text(),
            Cause = cause,
        };
        for (var count = Count(); count > 0; count--)
        {
            error.Notes.Add(RequiredText());
        }

        error.Trace = ReadTrace(error.Notes);
        return Register(place, error);
    }

    /// <summary>Frames in texts that are not known here turn into notes: an error must not get lost because its program has.</summary>
    private List<TraceFrame> ReadTrace(List<string> notes)
    {
        var trace = new List<TraceFrame>();
        for (var count = Count(6); count > 0; count--)
        {
            var (function, name, hash) = (RequiredText(), RequiredText(), Program());
            var (start, length, line) = (Integer(), Integer(), Integer());
            SourceText source;
            try
            {
                source = _context.ProgramOf(hash).Source;
            }
            catch (GraphoidException)
            {
                notes.Add($"in {function} ({name}:{line})");
                continue;
            }

            if (start > source.Text.Length || length > source.Text.Length - start)
            {
                throw Broken($"`{source.Name}` is shorter than a place in it");
            }

            trace.Add(new TraceFrame(function, source, new TextSpan(start, length)));
        }

        return trace;
    }

    private NativeFunctionValue ReadNative()
    {
        Guard();
        var name = RequiredText();
        var entry = NativeNames.Find(name) ?? throw Broken($"this version has no built-in `{name}`");
        return new NativeFunctionValue(entry, Read());
    }

    private ModuleValue ReadNamespace()
    {
        var name = RequiredText();
        return NativeNames.FindModule(name) ?? throw Broken($"this version has no module `{name}`");
    }

    private NodeHandle ReadNode()
    {
        var place = Reserve();
        return Register(place, new NodeHandle(Required<GraphObject>(), Key()));
    }

    private EdgeHandle ReadEdge()
    {
        Guard();
        return new EdgeHandle(Required<NodeHandle>(), Required<NodeHandle>(), RequiredText(), Read(), Read());
    }

    private PartitionHandle ReadPartition()
    {
        var place = Reserve();
        return Register(place, new PartitionHandle(Required<GraphObject>(), Integer(), RequiredText()));
    }

    private Value ReadExported()
    {
        var place = Reserve();
        var (number, kind, display) = (Varint(), (ValueKind)Byte(), RequiredText());
        if (kind is not (ValueKind.Actor or ValueKind.Channel))
        {
            throw Broken($"nothing of kind {(byte)kind} stays where it is");
        }

        return Register(place, new Imported(_context.Import(number, kind, display))).Value;
    }

    private T Required<T>()
        where T : ObjectValue => ReadOptional<T>() ?? throw Broken("a part is missing");
}
