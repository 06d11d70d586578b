using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using Graphoid.Language.Text;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>Turns values into bytes for the wire, the journal and partition images; <see cref="ValueReader"/> turns them back.</summary>
/// <remarks>
/// <para>A blob is the version byte and then whatever is written, without a frame around it: the reader asks for the same things in
/// the same order. Texts, programs and everything that has an identity (functions, types, graphs, handles, errors, shared lists and
/// maps) are written once per blob and referred to afterwards, so a writer that is kept for many values writes less.</para>
/// <para>A blob shows one moment: a function, graph or type looks in all of it as it did when the writer first met it, and the
/// module variables a function can reach are frozen with it. Lists and maps are always those of the moment of their call.</para>
/// <para>Functions travel as the hash of their program's text and a number; the receiver compiles the text. Objects that refer to
/// each other in circles are no problem: each is announced first, and what is in it follows behind (see <see cref="ValueTag"/>).</para>
/// <para>For one thread at a time. A blob has at most 2 GB. The same values give the same bytes.</para>
/// </remarks>
public sealed partial class ValueWriter
{
    private const int InitialBytes = 256;

    private readonly IEncodingContext _context;
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly List<string> _textsInOrder = [];
    private readonly Dictionary<string, int> _programs = new(StringComparer.Ordinal);
    private readonly List<string> _programsInOrder = [];
    private byte[] _bytes = new byte[InitialBytes];
    private int _length;

    /// <summary>An empty blob.</summary>
    public ValueWriter(IEncodingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        Byte(EncodingFormat.Version);
    }

    /// <summary>Bytes written so far, the version byte included.</summary>
    public int Length => _length;

    /// <summary>What has been written. O(length).</summary>
    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    /// <summary>Begins a new blob and forgets everything that could be referred to.</summary>
    public void Reset()
    {
        RollBack(default);
        Byte(EncodingFormat.Version);
    }

    /// <summary>One byte.</summary>
    public void Byte(byte value) => Room(1)[0] = value;

    /// <summary>One byte, 0 or 1.</summary>
    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>A whole number, 1 byte from -64 to 63 and 10 at most.</summary>
    public void Varint(long value) => Unsigned((ulong)(value << 1) ^ (ulong)(value >> 63));

    /// <summary>8 bytes; every bit stays, also of NaN and -0.</summary>
    public void Number(double value) => BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(double)), BitConverter.DoubleToInt64Bits(value));

    /// <summary>A text or null; lone surrogates stay. A repeated one is referred to.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Unsigned(0);
        }
        else if (_texts.TryGetValue(value, out var place))
        {
            TextHeader(place, 2);
        }
        else
        {
            NewText(value);
        }
    }

    /// <summary>Bytes with their length.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Unsigned((ulong)value.Length);
        Raw(value);
    }

    /// <summary>Bytes as they are; the reader must know how many.</summary>
    public void Raw(ReadOnlySpan<byte> value) => value.CopyTo(Room(value.Length));

    /// <summary>A node's id.</summary>
    public void Key(NodeKey key)
    {
        Bool(!key.IsInteger);
        if (key.IsInteger)
        {
            Varint(key.Number);
        }
        else
        {
            Text(key.Text);
        }
    }

    /// <summary>Any value.</summary>
    /// <exception cref="GraphoidException">TypeError: something in it cannot travel; RuntimeError: it is nested too deeply. The
    /// blob is as before then.</exception>
    public void Value(Value value)
    {
        if (_isInside)
        {
            Write(value);
            return;
        }

        var mark = Begin();
        try
        {
            Write(value);
            WriteBodies();
        }
        catch
        {
            RollBack(mark);
            throw;
        }
        finally
        {
            _isInside = false;
        }
    }

    /// <summary>A graph type with its methods and its template, or null.</summary>
    /// <exception cref="GraphoidException">As <see cref="Value"/>.</exception>
    public void Type(GraphType? type)
    {
        if (_isInside)
        {
            WriteType(type);
            return;
        }

        var mark = Begin();
        try
        {
            WriteType(type);
            WriteBodies();
        }
        catch
        {
            RollBack(mark);
            throw;
        }
        finally
        {
            _isInside = false;
        }
    }

    /// <summary>An error with notes and trace.</summary>
    public void Error(ErrorValue error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Value(Values.Value.Of(error));
    }

    /// <summary>A whole number from 0.</summary>
    internal void Unsigned(ulong value)
    {
        var room = Room(10);
        var used = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[used++] = (byte)(value | 0x80);
        }

        room[used++] = (byte)value;
        _length += used - room.Length;
    }

    internal void Count(int value) => Unsigned((ulong)value);

    private void TextHeader(int count, uint form) => Unsigned((((ulong)count << 2) | form) + 1);

    private void NewText(string value)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, value.Length * 3));
        var status = Utf8.FromUtf16(value, buffer, out _, out var count, replaceInvalidSequences: false);
        if (status == OperationStatus.Done)
        {
            TextHeader(count, 0);
            Raw(buffer.AsSpan(0, count));
        }
        else
        {
            count = value.Length * sizeof(char);
            TextHeader(value.Length, 1);
            var room = Room(count);
            for (var i = 0; i < value.Length; i++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(room[(i * sizeof(char))..], value[i]);
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
        if (count >= EncodingFormat.TextTableBytesMin && _textsInOrder.Count < EncodingFormat.TextTableMax)
        {
            _texts.Add(value, _textsInOrder.Count);
            _textsInOrder.Add(value);
        }
    }

    private void Program(SourceText source)
    {
        if (!_programs.TryGetValue(source.Hash, out var place))
        {
            place = _programsInOrder.Count;
            _programs.Add(source.Hash, place);
            _programsInOrder.Add(source.Hash);
            Count(place);
            Raw(Convert.FromHexString(source.Hash));
            _context.UsesProgram(source);
            return;
        }

        Count(place);
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, (int)Math.Clamp(2L * _bytes.Length, (long)_length + count, Array.MaxLength));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
