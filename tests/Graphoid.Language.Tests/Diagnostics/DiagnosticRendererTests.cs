using System.Text.Json;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Diagnostics;

/// <summary>Diagnostics as text and as JSON.</summary>
[Trait("Category", "Unit")]
public sealed class DiagnosticRendererTests
{
    [Fact]
    public void Text_starts_with_the_kind_and_ends_with_the_help()
    {
        var diagnostic = Assert.Single(Parser.Parse(new SourceText("a.gr", "x = \"abc")).Diagnostics);
        Assert.Equal(
            "Syntax error: this string is never closed [GR1002]\n" +
            "  --> a.gr:1:5\n" +
            "  |\n" +
            "1 | x = \"abc\n" +
            "  |     ^ it starts here\n" +
            "help: close it with `\"`\n",
            DiagnosticRenderer.ToText(diagnostic));
    }

    [Fact]
    public void Json_says_the_same_with_places_from_one()
    {
        var diagnostics = Parser.Parse(new SourceText("a.gr", "x = 1\ny = 12abc")).Diagnostics;
        using var json = JsonDocument.Parse(DiagnosticRenderer.ToJson(diagnostics));
        var first = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal("GR1005", first.GetProperty("id").GetString());
        Assert.Equal("error", first.GetProperty("severity").GetString());
        Assert.Equal("`12abc` is not a number", first.GetProperty("message").GetString());
        Assert.Equal("a.gr", first.GetProperty("file").GetString());
        Assert.Equal(2, first.GetProperty("line").GetInt32());
        Assert.Equal(5, first.GetProperty("column").GetInt32());
        Assert.Equal(2, first.GetProperty("endLine").GetInt32());
        Assert.Equal(10, first.GetProperty("endColumn").GetInt32());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("label").ValueKind);
        Assert.NotNull(first.GetProperty("help").GetString());
    }

    [Fact]
    public void No_diagnostics_are_an_empty_array() => Assert.Equal("[]\n", DiagnosticRenderer.ToJson([]));
}
