using System.Text;
using System.Text.RegularExpressions;
using Graphoid.Testing.Support;

namespace Graphoid.Conformance.Tests.Coverage;

/// <summary>Which programs show which rows of the reference: read from the programs, written as a page.</summary>
/// <remarks>A program says it in lines at its end: <c># shows 4.2 round, times</c>, a section and names of its rows.</remarks>
public sealed partial class CoverageTable
{
    private const string Programs = "tests/Graphoid.Conformance.Tests/Programs/";

    private const string Introduction = """
        # What shows that the language is there

        Every row of the tables of the language reference, sections 1 to 7 and 9, with the conformance programs that show it. Each program has
        the expected output beside the statement that prints it, and is run on one machine and on a cluster.

        This page is written by a test (`CoverageTableTests`, with `GRAPHOID_UPDATE=1`) from what the programs say at their end; the test fails
        for a row without a program.

        """;

    private readonly Dictionary<(string Section, string Row), List<string>> _shownBy = [];

    private CoverageTable(IReadOnlyList<(string Title, IReadOnlyList<CoverageRow> Rows)> sections)
    {
        Sections = sections;
    }

    /// <summary>The sections with their rows.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<CoverageRow> Rows)> Sections { get; }

    /// <summary>What programs say that no row is called, each with its program.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Reads the rows and all programs.</summary>
    public static CoverageTable Read()
    {
        var table = new CoverageTable(CoverageRow.Sections());
        var known = table.Sections.SelectMany(s => s.Rows).Select(row => (row.Section, row.Name)).ToHashSet();
        var folder = Repository.PathOf(Programs.Split('/', StringSplitOptions.RemoveEmptyEntries));
        var paths = Directory.EnumerateFiles(folder, "*.gr", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            foreach (Match line in Shows().Matches(File.ReadAllText(Path.Combine(folder, path)).ReplaceLineEndings("\n")))
            {
                var section = line.Groups["section"].Value;
                foreach (var row in line.Groups["rows"].Value.Split(", "))
                {
                    table.Add(known.Contains((section, row)), (section, row), path);
                }
            }
        }

        return table;
    }

    /// <summary>The programs that show a row.</summary>
    public IReadOnlyList<string> ProgramsOf(CoverageRow row) => _shownBy.GetValueOrDefault((row.Section, row.Name)) ?? [];

    /// <summary>The page, in Markdown.</summary>
    public string ToMarkdown()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var (title, rows) in Sections)
        {
            page.Append($"\n## {title}\n\n| Row | Shown by |\n| --- | --- |\n");
            foreach (var row in rows)
            {
                page.Append($"| {Escaped(row.Name)} | {string.Join(", ", Cells(row))} |\n");
            }
        }

        return page.ToString();
    }

    private void Add(bool isKnown, (string Section, string Row) row, string path)
    {
        if (!isKnown)
        {
            Unknown.Add($"{path} shows {row.Section} {row.Row}");
        }
        else if (_shownBy.TryGetValue(row, out var programs))
        {
            programs.Add(path);
        }
        else
        {
            _shownBy.Add(row, [path]);
        }
    }

    private IEnumerable<string> Cells(CoverageRow row)
    {
        foreach (var program in ProgramsOf(row))
        {
            yield return $"[{program[..^".gr".Length]}](../../{Programs}{program})";
        }

        if (row.Test is { } test)
        {
            yield return $"[{Path.GetFileNameWithoutExtension(test)}](../../{test})";
        }

        if (row.Remark is { } remark)
        {
            yield return remark;
        }
    }

    /// <summary>Signs that mean something in Markdown stand for themselves.</summary>
    private static string Escaped(string text) => Special().Replace(text, @"\$0");

    [GeneratedRegex(@"^# shows (?<section>\S+) (?<rows>.*)$", RegexOptions.Multiline)]
    private static partial Regex Shows();

    [GeneratedRegex(@"[\\*_<>\[\]{}|~]")]
    private static partial Regex Special();
}
