namespace Graphoid.Runtime.Values;

/// <summary>Regular expressions that a backtracking engine searches a text for in time proportional to its length.</summary>
/// <remarks>Those are characters and character classes in a row of which only the last may be repeated: a start that fails has looked
/// at no more characters than the pattern has, and a match ends where the next search begins. Anything else counts as unknown.</remarks>
internal static class LinearPatterns
{
    /// <summary>What has a meaning of its own outside of classes, the dot apart.</summary>
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("()|^$*+?{}#");

    /// <summary>Whether the pattern is one of them.</summary>
    public static bool Contains(string pattern)
    {
        var at = 0;
        while (at < pattern.Length)
        {
            at = EndOfAtom(pattern, at);
            if (at < 0)
            {
                return false;
            }

            if (at < pattern.Length && pattern[at] is '+' or '*')
            {
                return at == pattern.Length - 1;
            }
        }

        return pattern.Length > 0;
    }

    /// <summary>Where the character or class at a position ends, or -1.</summary>
    private static int EndOfAtom(string pattern, int at)
    {
        switch (pattern[at])
        {
            case '\\':
                return IsPlainEscape(pattern, at) ? at + 2 : -1;
            case '[':
                return EndOfClass(pattern, at + 1);
            default:
                return Special.Contains(pattern[at]) || char.IsSurrogate(pattern[at]) || char.IsWhiteSpace(pattern[at]) ? -1 : at + 1;
        }
    }

    private static int EndOfClass(string pattern, int at)
    {
        if (at < pattern.Length && pattern[at] == '^')
        {
            at++;
        }

        for (var first = at; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '\\' when IsPlainEscape(pattern, at):
                    at++;
                    break;
                case '\\':
                    return -1;
                case '[':
                    return -1;
                case ']' when at > first:
                    return at + 1;
            }
        }

        return -1;
    }

    private static bool IsPlainEscape(string pattern, int at) =>
        at + 1 < pattern.Length && (char.IsPunctuation(pattern[at + 1]) || "dDwWsSntr".Contains(pattern[at + 1], StringComparison.Ordinal));
}
