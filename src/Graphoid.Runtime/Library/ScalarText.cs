using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Strings as programs see them: sequences of Unicode scalar values, called characters.</summary>
/// <remarks>Offsets are UTF-16 code units, indices are characters. Text without surrogates, found by one vectorised scan, has
/// both equal and takes the short way. A surrogate without its other half counts as one character.</remarks>
public static class ScalarText
{
    private const char FirstSurrogate = '\uD800';
    private const char LastSurrogate = '\uDFFF';

    /// <summary>One-character strings that need no allocation.</summary>
    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(code => ((char)code).ToString())];

    /// <summary>Whether offsets and indices are the same.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => !text.ContainsAnyInRange(FirstSurrogate, LastSurrogate);

    /// <summary>Number of characters.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        var at = text.IndexOfAnyInRange(FirstSurrogate, LastSurrogate);
        for (var i = at; i >= 0 && i < text.Length; i++)
        {
            if (WidthAt(text, i) == 2)
            {
                length--;
                i++;
            }
        }

        return length;
    }

    /// <summary>Number of code units of the character at an offset, 1 or 2.</summary>
    public static int WidthAt(ReadOnlySpan<char> text, int offset) =>
        offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1]) ? 2 : 1;

    /// <summary>The offset of a character index; the length of the text for indices behind the end.</summary>
    public static int OffsetOf(ReadOnlySpan<char> text, int index)
    {
        if (IsPlain(text))
        {
            return Math.Min(index, text.Length);
        }

        var offset = 0;
        while (index > 0 && offset < text.Length)
        {
            offset += WidthAt(text, offset);
            index--;
        }

        return offset;
    }

    /// <summary>The character index of an offset.</summary>
    public static int IndexOf(ReadOnlySpan<char> text, int offset) => Length(text[..offset]);

    /// <summary>The character at an index, negative from the end; null outside the text.</summary>
    public static string? At(string text, int index)
    {
        var length = Length(text);
        index = Positions.FromEnd(index, length);
        return index < 0 || index >= length ? null : CharacterAt(text, length == text.Length ? index : OffsetOf(text, index));
    }

    /// <summary>The character at an offset as a string.</summary>
    public static string CharacterAt(string text, int offset) =>
        char.IsAscii(text[offset]) ? Ascii[text[offset]] : text.Substring(offset, WidthAt(text, offset));

    /// <summary>The code point at an offset; half a pair is its code unit.</summary>
    public static int CodePointAt(string text, int offset) =>
        WidthAt(text, offset) == 2 ? char.ConvertToUtf32(text[offset], text[offset + 1]) : text[offset];

    /// <summary>The characters from one index up to but excluding another, clamped to the text.</summary>
    public static string Slice(string text, int from, int to)
    {
        var start = OffsetOf(text, Math.Max(0, from));
        var end = OffsetOf(text, Math.Max(0, to));
        return end <= start ? string.Empty : text[start..end];
    }

    /// <summary>All characters as string values, in order.</summary>
    public static Value[] Characters(string text)
    {
        var characters = new Value[Length(text)];
        var offset = 0;
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = Value.Of(CharacterAt(text, offset));
            offset += WidthAt(text, offset);
        }

        return characters;
    }

    /// <summary>The text from its last character to its first.</summary>
    public static string Reverse(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var end = text.Length; end > 0;)
        {
            var width = end > 1 && char.IsSurrogatePair(text[end - 2], text[end - 1]) ? 2 : 1;
            end -= width;
            result.Append(text, end, width);
        }

        return result.ToString();
    }

    /// <summary>Orders by Unicode scalar value, independent of any culture.</summary>
    /// <remarks>Differs from the order of code units only where a surrogate meets U+E000 to U+FFFF: the surrogate stands for
    /// a larger scalar value.</remarks>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var a = left[common];
        var b = right[common];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b)
            : char.IsSurrogate(a) ? (b > LastSurrogate ? 1 : a.CompareTo(b))
            : a > LastSurrogate ? -1 : a.CompareTo(b);
    }
}
