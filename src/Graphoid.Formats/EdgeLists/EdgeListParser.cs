using System.Buffers.Text;
using System.Text;
using Graphoid.Runtime.Partitions;

namespace Graphoid.Formats.EdgeLists;

/// <summary>Turns the bytes of a chunk into edges. Pure: what a line means depends on nothing but the line.</summary>
internal sealed class EdgeListParser(int lineBytesMax, bool skipBad, bool isWeighted)
{
    private const string ExpectedFields = "two ids and perhaps a weight, separated by tabs or blanks";
    private const string ExpectedWeight = "a finite number in the third field, the weight";
    private const string ExpectedRest = "nothing but numbers after the two ids";
    private const string ExpectedText = "text without control characters";
    private const string CommaHelp = "fields are separated by tabs or blanks; a comma can neither separate them nor be part of one";

    private const string BinaryHelp = "this is a binary file, or text in UTF-16; the text must be UTF-8";
    private const string LoneReturnHelp = "lines end with LF or CR LF; a CR alone does not end one";

    /// <summary>So many digits fit 64 bits whatever they are.</summary>
    private const int SafeDigits = 18;

    /// <summary>Bytes of the longest integer that fits 64 bits, sign included.</summary>
    private const int IntegerBytesMax = 20;

    /// <summary>Fields of a line that mean something; the rest need only be numbers.</summary>
    private const int MeantFields = 3;

    /// <summary>Parses the chunk up to its end, or to the first broken line that is not to be skipped.</summary>
    public void Parse(EdgeListChunk chunk)
    {
        ReadOnlySpan<byte> text = chunk.Text.AsSpan(0, chunk.Length);
        var position = 0;
        while (position < text.Length)
        {
            chunk.LineCount++;
            if (!isWeighted && TryPlainLine(text, ref position, out var from, out var to))
            {
                chunk.Add(from, to, double.NaN);
                continue;
            }

            var rest = text[position..];
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            position += line.Length + 1;
            if (ParseLine(line, chunk) is not { } broken)
            {
                continue;
            }

            if (!skipBad || broken.IsFatal)
            {
                chunk.Broken = broken;
                return;
            }

            chunk.SkippedLines++;
        }
    }

    /// <summary>The line nearly all lines are: digits, one blank or tab, digits, end. Nothing is consumed when it is any other.</summary>
    private static bool TryPlainLine(ReadOnlySpan<byte> text, ref int position, out long from, out long to)
    {
        to = 0;
        var at = position;
        if (!TryDigits(text, ref at, out from) || at == text.Length || !IsBlank(text[at]))
        {
            return false;
        }

        at++;
        if (!TryDigits(text, ref at, out to))
        {
            return false;
        }

        if (at < text.Length && text[at] == '\r')
        {
            at++;
        }

        if (at == text.Length || text[at] != '\n')
        {
            return false;
        }

        position = at + 1;
        return true;
    }

    /// <summary>A canonical integer of at most <see cref="SafeDigits"/> digits without a sign.</summary>
    private static bool TryDigits(ReadOnlySpan<byte> text, ref int position, out long number)
    {
        number = 0;
        var start = position;
        var at = start;
        while (at < text.Length)
        {
            var digit = (uint)text[at] - '0';
            if (digit > 9)
            {
                break;
            }

            number = (number * 10) + digit;
            at++;
        }

        position = at;
        var digits = at - start;
        return digits == 1 || (digits is > 1 and <= SafeDigits && text[start] != '0');
    }

    private BrokenLine? ParseLine(ReadOnlySpan<byte> line, EdgeListChunk chunk)
    {
        if (line is [.., (byte)'\r'])
        {
            line = line[..^1];
        }

        if (line.Length > lineBytesMax)
        {
            var found = $"a line of more than {lineBytesMax} bytes, {BrokenLine.Quote(line)}";
            return new BrokenLine(chunk.LineCount, found, "shorter lines", null, IsFatal: false);
        }

        line = TrimBlanks(line);
        if (line.IsEmpty || line[0] is (byte)'#' or (byte)'%')
        {
            return null;
        }

        if (line.Contains((byte)0))
        {
            return new BrokenLine(chunk.LineCount, BrokenLine.Quote(line), ExpectedText, BinaryHelp, IsFatal: true);
        }

        if (line.ContainsAnyInRange((byte)1, (byte)('\t' - 1)) || line.ContainsAnyInRange((byte)('\t' + 1), (byte)(' ' - 1)))
        {
            var help = line.Contains((byte)'\r') ? LoneReturnHelp : null;
            return new BrokenLine(chunk.LineCount, BrokenLine.Quote(line), ExpectedText, help, IsFatal: false);
        }

        var rest = line;
        var first = NextField(ref rest);
        var second = NextField(ref rest);
        var third = NextField(ref rest);
        if (second.IsEmpty || first.Contains((byte)',') || second.Contains((byte)','))
        {
            return Broken(chunk, line, ExpectedFields);
        }

        var weight = double.NaN;
        if (third.IsEmpty ? isWeighted : !TryNumber(third, out weight))
        {
            return Broken(chunk, line, ExpectedWeight);
        }

        while (!rest.IsEmpty)
        {
            if (!TryNumber(NextField(ref rest), out _))
            {
                return Broken(chunk, line, ExpectedRest);
            }
        }

        chunk.Add(KeyOf(first), KeyOf(second), weight);
        return null;
    }

    private static BrokenLine Broken(EdgeListChunk chunk, ReadOnlySpan<byte> line, string expected) => new(
        chunk.LineCount, BrokenLine.Quote(line), expected, line.Contains((byte)',') ? CommaHelp : null, IsFatal: false);

    private static ReadOnlySpan<byte> NextField(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny((byte)' ', (byte)'\t');
        var field = end < 0 ? rest : rest[..end];
        rest = TrimBlanks(rest[field.Length..]);
        return field;
    }

    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (start < text.Length && IsBlank(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsBlank(byte letter) => letter is (byte)' ' or (byte)'\t';

    /// <summary>A finite number; "nan" and "inf" are none, for a weight that is not a number means no weight.</summary>
    private static bool TryNumber(ReadOnlySpan<byte> field, out double number) =>
        Utf8Parser.TryParse(field, out number, out var length) && length == field.Length && double.IsFinite(number);

    private static NodeKey KeyOf(ReadOnlySpan<byte> field) =>
        TryInteger(field, out var number) ? NodeKey.Of(number) : NodeKey.Of(Encoding.UTF8.GetString(field));

    /// <summary>A canonical integer of 64 bits: the same rule as that of <see cref="NodeKey"/>, without making a string.</summary>
    private static bool TryInteger(ReadOnlySpan<byte> field, out long number)
    {
        number = 0;
        var digits = field is [(byte)'-', ..] ? field[1..] : field;
        return field.Length <= IntegerBytesMax
            && digits is [>= (byte)'1' and <= (byte)'9', ..] or [(byte)'0']
            && (digits[0] != '0' || field.Length == 1)
            && Utf8Parser.TryParse(field, out number, out int length)
            && length == field.Length;
    }
}
