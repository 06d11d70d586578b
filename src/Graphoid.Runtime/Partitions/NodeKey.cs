using System.Globalization;

namespace Graphoid.Runtime.Partitions;

/// <summary>A node id: text, kept as a number without a string while it is a canonical integer that fits 64 bits.</summary>
/// <remarks>
/// Canonical are "0" and "-?[1-9][0-9]*"; "007", "+1" and "-0" stay text, so that key and text always convert into each other.
/// Shape: 16 bytes; <c>default</c> is the id "0".
/// </remarks>
public readonly struct NodeKey : IEquatable<NodeKey>
{
    /// <summary>The longest canonical integer is "-9223372036854775808"; anything longer is text.</summary>
    private const int IntegerTextMax = 20;

    private static readonly ulong Seed = BitConverter.ToUInt64(Guid.NewGuid().ToByteArray());

    private NodeKey(string? text, long number)
    {
        Text = text;
        Number = number;
    }

    /// <summary>Whether the id is a canonical integer.</summary>
    public bool IsInteger => Text is null;

    /// <summary>The integer; meaningful only when <see cref="IsInteger"/>.</summary>
    public long Number { get; }

    /// <summary>The text of an id that is no canonical integer, else null.</summary>
    public string? Text { get; }

    /// <summary>A 64-bit hash that never changes, on any machine, in any version: partitioners and files rely on it.</summary>
    /// <remarks>Integers: the splitmix64 finalizer of the number. Text: the same finalizer of FNV-1a (64 bits) over its UTF-8 bytes,
    /// where a lone surrogate counts as U+FFFD. It has no secret, so in-memory tables mix in <see cref="IndexHash"/>'s seed.</remarks>
    public ulong StableHash => Text is null ? Finalize((ulong)Number) : HashOf(Text);

    /// <summary>A hash for tables of this process only: seeded, so that nobody can choose ids that collide.</summary>
    internal ulong IndexHash => Text is null ? IndexHashOf(Number) : IndexHashOf(Text);

    /// <summary>The key of an id as programs write it.</summary>
    public static NodeKey Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsCanonical(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new NodeKey(null, number)
            : new NodeKey(text, 0);
    }

    /// <summary>The key of the id that is this integer's text.</summary>
    public static NodeKey Of(long number) => new(null, number);

    /// <inheritdoc/>
    public bool Equals(NodeKey other) => Number == other.Number && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NodeKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(IndexHash >> 32);

    /// <summary>The id as programs see it.</summary>
    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);

    public static bool operator ==(NodeKey left, NodeKey right) => left.Equals(right);

    public static bool operator !=(NodeKey left, NodeKey right) => !left.Equals(right);

    /// <summary>The key of a text that is known to be no canonical integer.</summary>
    internal static NodeKey OfText(string text) => new(text, 0);

    internal static ulong IndexHashOf(long number) => (Finalize((ulong)number) ^ Seed) * 0x9E3779B97F4A7C15UL;

    /// <summary>The runtime's own string hash is keyed, which the stable hash cannot be.</summary>
    internal static ulong IndexHashOf(string text) => ((ulong)text.GetHashCode(StringComparison.Ordinal) ^ Seed) * 0x9E3779B97F4A7C15UL;

    private static bool IsCanonical(string text)
    {
        if (text.Length is 0 or > IntegerTextMax)
        {
            return false;
        }

        var first = text[0] == '-' ? 1 : 0;
        if (first == text.Length)
        {
            return false;
        }

        if (text[first] == '0')
        {
            return text.Length == 1;
        }

        foreach (var letter in text.AsSpan(first))
        {
            if (!char.IsAsciiDigit(letter))
            {
                return false;
            }
        }

        return true;
    }

    private static ulong HashOf(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var part in bytes[..rune.EncodeToUtf8(bytes)])
            {
                hash = (hash ^ part) * 0x100000001B3UL;
            }
        }

        return Finalize(hash);
    }

    /// <summary>The finalizer of splitmix64 (Steele, Lea and Flood, 2014), a bijection of 64 bits.</summary>
    private static ulong Finalize(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }
}
