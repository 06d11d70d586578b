namespace Graphoid.Language.Diagnostics;

/// <summary>Finds the names a user most likely meant ("did you mean").</summary>
public static class NearMiss
{
    private const int SuggestionsMax = 3;

    /// <summary>A longer name is no word that somebody mistyped, and comparing takes the square of the length.</summary>
    private const int LengthMax = 100;

    /// <summary>The best three candidates within an edit distance of a third of the name, best first.</summary>
    /// <remarks>Distance: optimal string alignment (insert, delete, replace, swap of neighbours), case-insensitive ties first.
    /// Cost: O(candidates × name²).</remarks>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LengthMax)
        {
            return [];
        }

        var limit = Math.Max(1, (name.Length + 1) / 3);
        return [.. candidates
            .Distinct(StringComparer.Ordinal)
            .Where(candidate => candidate != name && Math.Abs(candidate.Length - name.Length) <= limit)
            .Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= limit && pair.distance < Math.Max(name.Length, pair.candidate.Length))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Take(SuggestionsMax)
            .Select(pair => pair.candidate)];
    }

    /// <summary>The sentence "did you mean `a` or `b`?", or null when nothing is near.</summary>
    public static string? Suggest(string name, IEnumerable<string> candidates)
    {
        var found = Find(name, candidates);
        return found.Count == 0 ? null : $"did you mean {string.Join(" or ", found.Select(f => $"`{f}`"))}?";
    }

    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            table[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            table[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, table[i - 2, j - 2] + 1);
                }

                table[i, j] = best;
            }
        }

        return table[a.Length, b.Length];
    }
}
