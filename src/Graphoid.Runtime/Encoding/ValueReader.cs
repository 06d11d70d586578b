using System.Buffers.Binary;
using System.Text;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>Turns the bytes of a <see cref="ValueWriter"/> back into values, in the order in which they were written.</summary>
/// <remarks>
/// <para>What comes out is new: no list, map, graph, function or type is shared with the writer's, but what was one object there is
/// one object here. Functions run in the programs that the context knows by their hash.</para>
/// <para>Trust: the bytes may be anything. A reader never allocates more than a small multiple of them and ends with
/// <see cref="BrokenEncodingException"/> at the first thing that makes no sense; after that it is not to be used again. Bytes that
/// make sense may still say something else than what was written: there is no checksum here.</para>
/// <para>For one thread at a time.</para>
/// </remarks>
public sealed partial class ValueReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly IEncodingContext _context;
    private readonly List<string> _texts = [];
    private readonly List<string> _programs = [];
    private int _at;

    /// <summary>A reader at the start of a blob.</summary>
    /// <exception cref="BrokenEncodingException">The blob is empty or of a newer version.</exception>
    public ValueReader(ReadOnlyMemory<byte> bytes, IEncodingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _bytes = bytes;
        _context = context;
        Version = Byte();
        if (Version is 0 or > EncodingFormat.Version)
        {
            throw Broken($"it has format {Version}; this version reads formats up to {EncodingFormat.Version}");
        }
    }

    /// <summary>The format of the blob.</summary>
    public byte Version { get; }

    /// <summary>Whether everything has been read.</summary>
    public bool AtEnd => _at == _bytes.Length;

    private int Left => _bytes.Length - _at;

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>One byte, 0 or 1.</summary>
    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw Broken($"{other} is neither true nor false"),
    };

    /// <summary>A whole number.</summary>
    public long Varint()
    {
        var bits = Unsigned();
        return (long)(bits >> 1) ^ -(long)(bits & 1);
    }

    /// <summary>8 bytes of a double.</summary>
    public double Number() => BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(double))));

    /// <summary>A text or null.</summary>
    public string? Text()
    {
        var header = Unsigned();
        if (header == 0)
        {
            return null;
        }

        var count = (header - 1) >> 2;
        switch ((header - 1) & 3)
        {
            case 0:
                return NewText(Utf8(Room(count, 1)));
            case 1:
                return NewText(Utf16(Room(count, sizeof(char))));
            case 2 when count < (ulong)_texts.Count:
                return _texts[(int)count];
            default:
                throw Broken("there is no such text");
        }
    }

    /// <summary>Bytes with their length; a part of the blob, not a copy.</summary>
    public ReadOnlyMemory<byte> Bytes() => Raw(Room(Unsigned(), 1));

    /// <summary>That many bytes; a part of the blob, not a copy.</summary>
    public ReadOnlyMemory<byte> Raw(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var start = _at;
        Take(count);
        return _bytes.Slice(start, count);
    }

    /// <summary>A node's id.</summary>
    public NodeKey Key() => Bool() ? NodeKey.Of(RequiredText()) : NodeKey.Of(Varint());

    /// <summary>Any value.</summary>
    /// <exception cref="BrokenEncodingException">The bytes make no sense.</exception>
    /// <exception cref="GraphoidException">The context does not know a program or graph, or the value is nested too deeply.</exception>
    public Value Value()
    {
        if (_isInside)
        {
            return Read();
        }

        _isInside = true;
        var value = Read();
        ReadBodies();
        _isInside = false;
        return value;
    }

    /// <summary>A graph type, or null.</summary>
    /// <exception cref="BrokenEncodingException">The bytes make no sense.</exception>
    /// <exception cref="GraphoidException">As <see cref="Value"/>.</exception>
    public GraphType? Type()
    {
        if (_isInside)
        {
            return ReadType();
        }

        _isInside = true;
        var type = ReadType();
        ReadBodies();
        _isInside = false;
        return type;
    }

    /// <summary>An error.</summary>
    public ErrorValue Error() => Value().Reference as ErrorValue ?? throw Broken("this is no error");

    /// <summary>Runs an action when everything that is begun has been read: for what looks into values while it puts them together,
    /// as <see cref="IEncodingContext.ReadData"/> does. The action announced last runs first.</summary>
    public void WhenComplete(Action action) => _whenComplete.Push(action);

    /// <summary>A whole number from 0.</summary>
    internal ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return shift < 63 || part <= 1 ? value : throw Broken("a number has more than 64 bits");
            }
        }

        throw Broken("a number has no end");
    }

    /// <summary>A number of things that follow, each of at least so many bytes.</summary>
    internal int Count(int bytesEach = 1) => Room(Unsigned(), bytesEach);

    /// <summary>An index, size or position.</summary>
    internal int Integer(int max = int.MaxValue)
    {
        var value = Unsigned();
        return max >= 0 && value <= (ulong)max ? (int)value : throw Broken($"{value} is out of range");
    }

    internal string RequiredText() => Text() ?? throw Broken("a text is missing");

    internal BrokenEncodingException Broken(string message, Exception? cause = null) => new(_at, message, cause);

    /// <summary>The hash of a program; the text itself may not be needed.</summary>
    private string Program()
    {
        var place = Integer(_programs.Count);
        if (place == _programs.Count)
        {
            _programs.Add(Convert.ToHexStringLower(Take(EncodingFormat.HashBytes)));
        }

        return _programs[place];
    }

    /// <summary>Sizes come from outside: nothing is allocated for more than what can still come.</summary>
    private int Room(ulong count, int bytesEach) =>
        count <= (ulong)(Left / bytesEach) ? (int)count : throw Broken($"{count} cannot follow in the {Left} bytes that are left");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left)
        {
            throw Broken($"{count} bytes are missing their end");
        }

        var taken = _bytes.Span.Slice(_at, count);
        _at += count;
        return taken;
    }

    private (string Text, int Bytes) Utf8(int count)
    {
        try
        {
            return (StrictUtf8.GetString(Take(count)), count);
        }
        catch (DecoderFallbackException cause)
        {
            throw Broken("a text is no UTF-8", cause);
        }
    }

    private (string Text, int Bytes) Utf16(int count)
    {
        var bytes = Take(count * sizeof(char));
        var letters = new char[count];
        for (var i = 0; i < count; i++)
        {
            letters[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(char))..]);
        }

        return (new string(letters), bytes.Length);
    }

    private string NewText((string Text, int Bytes) text)
    {
        if (text.Bytes >= EncodingFormat.TextTableBytesMin && _texts.Count < EncodingFormat.TextTableMax)
        {
            _texts.Add(text.Text);
        }

        return text.Text;
    }
}
