using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Parsing;

/// <summary>The exact words of every syntax error, kept in <c>SyntaxErrors.golden.txt</c>.</summary>
[Trait("Category", "Unit")]
public sealed class SyntaxErrorTests
{
    /// <summary>One broken program per case, up to the line of dashes.</summary>
    public static TheoryData<string> Cases
    {
        get
        {
            var path = Path.Combine(AppContext.BaseDirectory, "Parsing", "SyntaxErrors.golden.txt");
            var cases = File.ReadAllText(path).Split("====\n", StringSplitOptions.RemoveEmptyEntries);
            return [.. cases];
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_program_gets_exactly_this_message(string golden)
    {
        var parts = golden.Split("----\n");
        var result = Parser.Parse(new SourceText("test.gr", parts[0]));
        Assert.Equal(parts[1], DiagnosticRenderer.ToText(result.Diagnostics));
    }

    [Fact]
    public void Statements_around_a_mistake_are_kept()
    {
        var result = Parser.Parse(new SourceText("test.gr", "a = 1\nb = = 2\nfn f() {\n  c = (1 2)\n  d = 3\n}\ne = 4"));
        Assert.Equal(2, result.Diagnostics.Count);
        Assert.Equal(3, result.Unit.Statements.Count);
    }

    [Fact]
    public void Binary_content_is_one_mistake()
    {
        var result = Parser.Parse(new SourceText("test.gr", "\u007fELF\0\0((("));
        Assert.Equal(DiagnosticCatalogue.NotText, Assert.Single(result.Diagnostics).Id);
    }
}
