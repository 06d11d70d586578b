using System.Text;

namespace Graphoid.Runtime.Values;

/// <summary>Gives the classes of a pattern the meaning they have in this language: <c>\d</c>, <c>\w</c> and <c>\s</c> are ASCII,
/// and one character is one Unicode scalar value.</summary>
/// <remarks>The engine has a switch for the former, but not together with running without backtracking, and none for the
/// latter: it sees a character outside of the basic plane as two. So whatever can match such a character is written out as
/// "one unit that is no half, or two halves", and never takes a pair apart.</remarks>
internal static class RegexClasses
{
    private const string Digits = "0-9";
    private const string NoDigits = @"\x00-/:-\uD7FF\uE000-\uFFFF";
    private const string WordCharacters = "A-Za-z0-9_";
    private const string NoWordCharacters = @"\x00-/:-@\[-\^`{-\uD7FF\uE000-\uFFFF";
    private const string Spaces = @"\t-\r\x20";
    private const string NoSpaces = @"\x00-\x08\x0E-\x1F!-\uD7FF\uE000-\uFFFF";
    private const string Halves = @"\uD800-\uDFFF";
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";

    /// <summary>The pattern with its classes written out.</summary>
    /// <param name="hasComments">Whether <c>#</c> begins a comment (flag <c>x</c>).</param>
    /// <param name="dotTakesLineEnds">Whether <c>.</c> fits a line end (flag <c>s</c>).</param>
    public static string WriteOut(string pattern, bool hasComments, bool dotTakesLineEnds)
    {
        if (!pattern.AsSpan().ContainsAny(@"\.[") && !pattern.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return pattern;
        }

        var result = new StringBuilder(pattern.Length * 2);
        for (var at = 0; at < pattern.Length; at++)
        {
            var character = pattern[at];
            switch (character)
            {
                case '\\' when at + 1 < pattern.Length:
                    AppendEscape(result, pattern[++at]);
                    break;
                case '.':
                    result.Append(dotTakesLineEnds ? $"(?:[^{Halves}]|{Pair})" : $@"(?:[^\n{Halves}]|{Pair})");
                    break;
                case '[':
                    at = RegexSet.WriteOut(result, pattern, at);
                    break;
                case '#' when hasComments:
                    at = CopyComment(result, pattern, at);
                    break;
                default:
                    at = CopyCharacter(result, pattern, at);
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>The elements that a class such as <c>\d</c> stands for inside a set; null for other escapes.</summary>
    /// <param name="takesPairs">Whether characters outside of the basic plane belong to it.</param>
    internal static string? ElementsOf(char escaped, out bool takesPairs)
    {
        takesPairs = escaped is 'D' or 'W' or 'S';
        return escaped switch
        {
            'd' => Digits,
            'D' => NoDigits,
            'w' => WordCharacters,
            'W' => NoWordCharacters,
            's' => Spaces,
            'S' => NoSpaces,
            _ => null,
        };
    }

    private static void AppendEscape(StringBuilder result, char escaped)
    {
        var set = ElementsOf(escaped, out var takesPairs);
        result.Append(set is null ? $"\\{escaped}" : takesPairs ? $"(?:[{set}]|{Pair})" : $"[{set}]");
    }

    private static int CopyComment(StringBuilder result, string pattern, int at)
    {
        var end = pattern.IndexOf('\n', at);
        end = end < 0 ? pattern.Length : end;
        result.Append(pattern, at, end - at);
        return end - 1;
    }

    /// <summary>A pair is kept together, so that what repeats a character repeats all of it.</summary>
    private static int CopyCharacter(StringBuilder result, string pattern, int at)
    {
        if (at + 1 == pattern.Length || !char.IsSurrogatePair(pattern, at))
        {
            result.Append(pattern[at]);
            return at;
        }

        result.Append("(?:").Append(pattern, at, 2).Append(')');
        return at + 1;
    }
}
