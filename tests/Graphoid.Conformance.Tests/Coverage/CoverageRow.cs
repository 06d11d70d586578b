using Graphoid.Testing.Support;

namespace Graphoid.Conformance.Tests.Coverage;

/// <summary>A row of a table of the language reference.</summary>
/// <param name="Section">The number of its section, for example <c>4.2</c>.</param>
/// <param name="Name">What the row is called here; unique in its section, without commas.</param>
/// <param name="Remark">Why it needs no program, or null.</param>
/// <param name="Test">A file with a test that shows what a program alone cannot, from the root of the repository, or null.</param>
public sealed record CoverageRow(string Section, string Name, string? Remark, string? Test)
{
    private static readonly string Kept = Repository.PathOf("tests", "Graphoid.Conformance.Tests", "Coverage", "rows.txt");

    /// <summary>Titles of the sections, with their numbers, in order; each with its rows.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<CoverageRow> Rows)> Sections()
    {
        var sections = new List<(string Title, IReadOnlyList<CoverageRow> Rows)>();
        var rows = new List<CoverageRow>();
        foreach (var line in File.ReadAllLines(Kept))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                rows = [];
                sections.Add((line[3..], rows));
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                rows.Add(Parse(sections[^1].Title.Split(' ')[0], line.Split(" | ")));
            }
        }

        return sections;
    }

    private static CoverageRow Parse(string section, string[] parts)
    {
        var isTest = parts.Length > 1 && parts[1].EndsWith(".cs", StringComparison.Ordinal);
        return new CoverageRow(section, parts[0], isTest ? null : parts.ElementAtOrDefault(1), isTest ? parts[1] : null);
    }
}
