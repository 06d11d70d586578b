using System.Text;

namespace Graphoid.Runtime.Values;

/// <summary>Writes a set such as <c>[^a-z\d]</c> so that it fits whole characters, those outside of the basic plane included.</summary>
/// <remarks>Such characters leave the set and become alternatives beside it: a range of them is cut into pieces whose pairs
/// begin with the same half. A negated set takes every pair but those.</remarks>
internal static class RegexSet
{
    private const int FirstPair = 0x10000;
    private const int LastPair = 0x10FFFF;

    /// <summary>Appends the set that begins at an index; yields the index of its last character.</summary>
    public static int WriteOut(StringBuilder result, string pattern, int start)
    {
        var at = start + 1;
        var isNegated = at < pattern.Length && pattern[at] == '^';
        at += isNegated ? 1 : 0;
        var units = new StringBuilder();
        var pairs = new List<(int First, int Last)>();
        if (at < pattern.Length && pattern[at] == ']')
        {
            // A bracket that opens the set is an element.
            units.Append(pattern[at++]);
        }

        for (; at < pattern.Length && pattern[at] != ']'; at++)
        {
            var character = pattern[at];
            if (character == '\\' && at + 1 < pattern.Length)
            {
                units.Append(RegexClasses.ElementsOf(pattern[++at], out var takesPairs) ?? $"\\{pattern[at]}");
                if (takesPairs)
                {
                    pairs.Add((FirstPair, LastPair));
                }
            }
            else if (character == '[' && pattern[at - 1] == '-')
            {
                // The rest is taken away from the set; only the engine knows what that leaves.
                return CopyRest(result, pattern, start, at);
            }
            else if (IsPair(pattern, at))
            {
                at = AddPairs(pairs, pattern, at);
            }
            else if (at + 1 < pattern.Length && pattern[at + 1] == '-' && IsPair(pattern, at + 2))
            {
                // A range that begins in the basic plane and ends outside of it.
                units.Append(character).Append(@"-\uFFFF");
                pairs.Add((FirstPair, char.ConvertToUtf32(pattern[at + 2], pattern[at + 3])));
                at += 3;
            }
            else
            {
                units.Append(character);
            }
        }

        if (at == pattern.Length)
        {
            // It is never closed; the engine says so.
            result.Append(pattern, start, at - start);
            return at - 1;
        }

        Append(result, units.ToString(), pairs, isNegated);
        return at;
    }

    private static int CopyRest(StringBuilder result, string pattern, int start, int inner)
    {
        var end = pattern.IndexOf("]]", inner, StringComparison.Ordinal);
        end = end < 0 ? pattern.Length - 1 : end + 1;
        for (var at = start; at <= end; at++)
        {
            result.Append(pattern[at] == '\\' && at < end
                ? RegexClasses.ElementsOf(pattern[++at], out _) ?? $"\\{pattern[at]}"
                : pattern[at].ToString());
        }

        return end;
    }

    private static bool IsPair(string pattern, int at) => at + 1 < pattern.Length && char.IsSurrogatePair(pattern, at);

    private static int AddPairs(List<(int First, int Last)> pairs, string pattern, int at)
    {
        var first = char.ConvertToUtf32(pattern[at], pattern[at + 1]);
        var isRange = at + 2 < pattern.Length && pattern[at + 2] == '-' && IsPair(pattern, at + 3);
        pairs.Add((first, isRange ? char.ConvertToUtf32(pattern[at + 3], pattern[at + 4]) : first));
        return isRange ? at + 4 : at + 1;
    }

    private static void Append(StringBuilder result, string units, List<(int First, int Last)> pairs, bool isNegated)
    {
        var taken = isNegated ? Others(pairs) : pairs;
        var set = isNegated ? $@"[^{units}\uD800-\uDFFF]" : units.Length > 0 ? $"[{units}]" : null;
        if (taken.Count == 0)
        {
            result.Append(set);
            return;
        }

        result.Append("(?:").AppendJoin('|', taken.SelectMany(PiecesOf).Prepend(set).OfType<string>()).Append(')');
    }

    /// <summary>The ranges between those given.</summary>
    private static List<(int First, int Last)> Others(List<(int First, int Last)> pairs)
    {
        var others = new List<(int First, int Last)>();
        var next = FirstPair;
        foreach (var (first, last) in pairs.Order())
        {
            if (first > next)
            {
                others.Add((next, first - 1));
            }

            next = Math.Max(next, last + 1);
        }

        if (next <= LastPair)
        {
            others.Add((next, LastPair));
        }

        return others;
    }

    /// <summary>A range as pieces of one first half, or of first halves that take every second one.</summary>
    private static IEnumerable<string> PiecesOf((int First, int Last) range)
    {
        var (first, last) = range;
        while (first <= last)
        {
            var block = first & ~0x3FF;
            var blockEnd = block | 0x3FF;
            if (first != block || last < blockEnd)
            {
                var end = Math.Min(last, blockEnd);
                yield return $"{High(first)}[{Low(first)}-{Low(end)}]";
                first = end + 1;
                continue;
            }

            var lastBlock = ((last + 1) & ~0x3FF) - 1;
            yield return $@"[{High(first)}-{High(lastBlock)}][\uDC00-\uDFFF]";
            first = lastBlock + 1;
        }
    }

    private static string High(int scalar) => $"\\u{0xD800 + ((scalar - FirstPair) >> 10):X4}";

    private static string Low(int scalar) => $"\\u{0xDC00 + ((scalar - FirstPair) & 0x3FF):X4}";
}
