using System.Text;

namespace Graphoid.Runtime.Values;

/// <summary>Gives the classes of a pattern the meaning they have in this language: <c>\d</c>, <c>\w</c> and <c>\s</c> are ASCII.</summary>
/// <remarks>The engine has a switch for this, but not together with running without backtracking.</remarks>
internal static class RegexClasses
{
    private const string Digits = "0-9";
    private const string NoDigits = @"\x00-/:-\uFFFF";
    private const string WordCharacters = "A-Za-z0-9_";
    private const string NoWordCharacters = @"\x00-/:-@\[-\^`{-\uFFFF";
    private const string Spaces = @"\t-\r\x20";
    private const string NoSpaces = @"\x00-\x08\x0E-\x1F!-\uFFFF";

    /// <summary>The pattern with its classes written out.</summary>
    /// <param name="hasComments">Whether <c>#</c> begins a comment (flag <c>x</c>).</param>
    public static string WriteOut(string pattern, bool hasComments)
    {
        if (!pattern.Contains('\\', StringComparison.Ordinal))
        {
            return pattern;
        }

        var result = new StringBuilder(pattern.Length);
        var depth = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            var character = pattern[at];
            if (character == '\\' && at + 1 < pattern.Length)
            {
                var set = SetOf(pattern[++at]);
                result.Append(set is null ? $"\\{pattern[at]}" : depth > 0 ? set : $"[{set}]");
            }
            else if (depth > 0 ? character == '[' && pattern[at - 1] == '-' : character == '[')
            {
                depth++;
                at = CopyStartOfSet(result, pattern, at);
            }
            else if (hasComments && depth == 0 && character == '#')
            {
                var end = pattern.IndexOf('\n', at);
                end = end < 0 ? pattern.Length : end;
                result.Append(pattern, at, end - at);
                at = end - 1;
            }
            else
            {
                depth -= depth > 0 && character == ']' ? 1 : 0;
                result.Append(character);
            }
        }

        return result.ToString();
    }

    /// <summary>Copies <c>[</c> and <c>[^</c>; a bracket that follows them is an element.</summary>
    private static int CopyStartOfSet(StringBuilder result, string pattern, int at)
    {
        var end = at + 1;
        end += end < pattern.Length && pattern[end] == '^' ? 1 : 0;
        end += end < pattern.Length && pattern[end] == ']' ? 1 : 0;
        result.Append(pattern, at, end - at);
        return end - 1;
    }

    private static string? SetOf(char escaped) => escaped switch
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
