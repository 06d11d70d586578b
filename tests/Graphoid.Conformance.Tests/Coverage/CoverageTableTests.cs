using Graphoid.Testing.Support;

namespace Graphoid.Conformance.Tests.Coverage;

/// <summary>No row of the reference is without a program that shows it, and the page says which.</summary>
[Trait("Category", "Unit")]
public sealed class CoverageTableTests
{
    private static readonly string Page = Repository.PathOf("docs", "reference", "coverage.md");

    private readonly CoverageTable _table = CoverageTable.Read();

    [Fact]
    public void Every_row_has_a_program() => Assert.Empty(
        _table.Sections.SelectMany(s => s.Rows)
            .Where(row => row.Remark is null && _table.ProgramsOf(row).Count == 0)
            .Select(row => $"{row.Section} {row.Name}"));

    [Fact]
    public void A_row_that_is_shown_has_no_excuse() => Assert.Empty(
        _table.Sections.SelectMany(s => s.Rows)
            .Where(row => row.Remark is not null && _table.ProgramsOf(row).Count > 0)
            .Select(row => $"{row.Section} {row.Name}"));

    [Fact]
    public void Programs_show_rows_that_exist() => Assert.Empty(_table.Unknown);

    [Fact]
    public void Names_of_rows_are_unique_in_their_section()
    {
        var names = _table.Sections.SelectMany(s => s.Rows).Select(row => $"{row.Section} {row.Name}").ToList();

        Assert.Equal(names.Distinct(), names);
    }

    /// <summary>With <c>GRAPHOID_UPDATE=1</c> in the environment the page is written instead.</summary>
    [Fact]
    public void The_page_is_what_the_programs_say()
    {
        if (Environment.GetEnvironmentVariable("GRAPHOID_UPDATE") == "1")
        {
            File.WriteAllText(Page, _table.ToMarkdown());
        }

        Assert.Equal(File.ReadAllText(Page).ReplaceLineEndings("\n"), _table.ToMarkdown());
    }
}
