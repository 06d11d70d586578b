using Graphoid.Language.Tests.Generation;

namespace Graphoid.Fuzz;

/// <summary>Makes an input smaller while it still shows the same.</summary>
internal static class Minimizer
{
    /// <summary>Attempts in all; a finding is for reading, not for beauty.</summary>
    private const int AttemptsMax = 1500;

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(20);

    /// <summary>The smallest input found.</summary>
    /// <param name="shows">Whether an input still shows what is wrong.</param>
    public static async Task<string> MinimizeAsync(string text, Func<string, Task<bool>> shows)
    {
        var end = DateTime.UtcNow + TimeMax;
        var attempts = AttemptsMax;
        text = await WithoutPartsAsync([.. text.Split('\n').Select(line => line + "\n")]);
        text = await WithoutPartsAsync([.. Damage.Split(text)]);
        return text.Length <= 200 ? await WithoutPartsAsync([.. text.Select(c => c.ToString())]) : text;

        async Task<string> WithoutPartsAsync(List<string> parts)
        {
            for (var size = Math.Max(1, parts.Count / 2); size > 0; size /= 2)
            {
                for (var at = 0; at < parts.Count && parts.Count > 1;)
                {
                    if (--attempts < 0 || DateTime.UtcNow > end)
                    {
                        return string.Concat(parts);
                    }

                    List<string> fewer = [.. parts[..at], .. parts[Math.Min(parts.Count, at + size)..]];
                    if (await shows(string.Concat(fewer)))
                    {
                        parts = fewer;
                    }
                    else
                    {
                        at += size;
                    }
                }
            }

            return string.Concat(parts);
        }
    }
}
