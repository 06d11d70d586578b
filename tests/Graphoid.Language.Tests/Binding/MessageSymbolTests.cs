using Graphoid.Language.Binding;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Binding;

[Trait("Category", "Unit")]
public sealed class MessageSymbolTests
{
    private const string Till = "graph Till { fn on_message(msg) { match msg { [:add, n] => n, :total => 0, _ => none } } }\n";

    [Theory]
    [InlineData("g.request(:totl, to: 1)", ":totl", "did you mean `:total`?")]
    [InlineData("a.request(:totl)", ":totl", "did you mean `:total`?")]
    [InlineData("g.broadcast(:ad, 1)", ":ad", "did you mean `:add`?")]
    [InlineData("g.send([:ad, 1], where: n => true)", ":ad", "did you mean `:add`?")]
    [InlineData("fn f(a) { return [1].map(x => a.request([:aad, x])) }", ":aad", "did you mean `:add`?")]
    public void A_symbol_that_is_nearly_that_of_a_handler_gets_a_warning(string program, string symbol, string help)
    {
        var warning = Assert.Single(Warnings(Till + program));

        Assert.Equal(DiagnosticCatalogue.UnhandledMessage, warning.Id);
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Equal(symbol, (Till + program).Substring(warning.Span.Start, warning.Span.Length));
        Assert.Equal(help, warning.Help);
    }

    [Theory]
    [InlineData("a.request(:total)")]
    [InlineData("a.request([:add, 1])")]
    [InlineData("a.request(:nothing_like_it)")]
    [InlineData("channel(1).send(:totl)")]
    [InlineData("a.request(:totl)\nif x == :totl { }")]
    [InlineData("a.request(:totl)\nmatch x { :totl => 1 }")]
    [InlineData("a.request(:totl)\nimport \"tills\"")]
    [InlineData("a.request(:totl)\nload \"tills\"")]
    [InlineData("a.request(:totl)\ngraph Own { fn request(x) { } }")]
    [InlineData("a.request(:totl)\ngraph All { fn on_message(msg) { log(msg) } }")]
    [InlineData("a.request(:totl)\ngraph All { fn on_message(msg) { match msg { :one => 1, other => other } } }")]
    public void What_may_be_meant_gets_none(string program) => Assert.Empty(Warnings(Till + program));

    [Fact]
    public void Without_a_handler_there_is_nothing_to_say() => Assert.Empty(Warnings("a.request(:total)\na.request(:totl)"));

    [Fact]
    public void Each_of_several_is_named_in_order() => Assert.Equal(
        ["no handler here takes `:totl`", "no handler here takes `:ad`", "no handler here takes `:totl`"],
        Warnings(Till + "a.request(:totl)\na.request([:ad, 1])\na.request(:totl)").Select(w => w.Message));

    private static IReadOnlyList<Diagnostic> Warnings(string program)
    {
        var parsed = Parser.Parse(new SourceText("test.gr", program));
        Assert.Empty(parsed.Diagnostics);
        return Binder.Bind(parsed.Unit).Diagnostics;
    }
}
