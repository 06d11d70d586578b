namespace Graphoid.Runtime.Values;

/// <summary>A long text that was made by appending, so that building one in a loop takes time proportional to its length.</summary>
/// <remarks>
/// Programs never see it: <see cref="Value.Reference"/> gives the string, which is made at the first look and kept. Texts that grew
/// from each other share one buffer; a watermark says which of them owns the free room behind, as in <see cref="ListValue"/>.
/// </remarks>
internal sealed class GrowingText : ObjectValue
{
    /// <summary>Shorter results are plain strings.</summary>
    private const int LengthMin = 256;

    private readonly Buffer _buffer;
    private readonly int _length;
    private string? _text;

    private GrowingText(Buffer buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.String;

    /// <inheritdoc/>
    public override bool IsTruthy => _length > 0;

    /// <summary>The text as a string; O(length) the first time.</summary>
    public string Text => _text ??= new string(_buffer.Characters, 0, _length);

    /// <summary>The text without a string being made.</summary>
    public ReadOnlySpan<char> Characters => _buffer.Characters.AsSpan(0, _length);

    /// <summary>Two texts joined; amortised O(length of the second) where the first was made by joining.</summary>
    /// <exception cref="GraphoidException">The result is longer than a text can be.</exception>
    public static Value Join(object left, ReadOnlySpan<char> right)
    {
        if (left is GrowingText grown)
        {
            return Value.Of(grown.Append(right));
        }

        var text = (string)left;
        if (text.Length + right.Length < LengthMin)
        {
            return Value.Of(string.Concat(text, right));
        }

        var length = SizeLimits.Text((long)text.Length + right.Length);
        var buffer = new Buffer(length, Math.Min(SizeLimits.TextMax, 2 * (long)length));
        text.CopyTo(buffer.Characters);
        right.CopyTo(buffer.Characters.AsSpan(text.Length));
        return Value.Of(new GrowingText(buffer, length));
    }

    private GrowingText Append(ReadOnlySpan<char> right)
    {
        var length = SizeLimits.Text((long)_length + right.Length);
        var buffer = _buffer;
        if (length > buffer.Characters.Length || Interlocked.CompareExchange(ref buffer.Used, length, _length) != _length)
        {
            buffer = new Buffer(length, Math.Min(SizeLimits.TextMax, 2 * (long)length));
            _buffer.Characters.AsSpan(0, _length).CopyTo(buffer.Characters);
        }

        right.CopyTo(buffer.Characters.AsSpan(_length));
        return new GrowingText(buffer, length);
    }

    private sealed class Buffer(int used, long capacity)
    {
        public readonly char[] Characters = Allocate(capacity);
        public int Used = used;

        private static char[] Allocate(long capacity)
        {
            MemoryBudget.Reserve(capacity * sizeof(char));
            return GC.AllocateUninitializedArray<char>((int)capacity);
        }
    }
}
