using Graphoid.Language.Binding;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Binding;

[Trait("Category", "Unit")]
public sealed class ErrorKindTests
{
    [Theory]
    [InlineData("RunTimeError", "did you mean `RuntimeError`?")]
    [InlineData("Nope", "`catch as e { }` takes every error; `e.type()` and `e.message()` tell them apart")]
    public void A_clause_for_a_kind_that_does_not_exist_gets_a_warning(string kind, string help)
    {
        var program = $"try {{ print(1) }} catch {kind} as e {{ }}";

        var warning = Assert.Single(Diagnostics(program));

        Assert.Equal(DiagnosticCatalogue.UnknownErrorKind, warning.Id);
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Equal(kind, program.Substring(warning.Span.Start, warning.Span.Length));
        Assert.Equal(help, warning.Help);
    }

    [Theory]
    [InlineData("catch { }")]
    [InlineData("catch nope { }")]
    [InlineData("catch as Nope { }")]
    [InlineData("catch Error as e { }")]
    [InlineData("catch PartitionError { } catch FileError { }")]
    public void Other_clauses_get_none(string clauses) => Assert.Empty(Diagnostics("try { print(1) } " + clauses));

    private static IReadOnlyList<Diagnostic> Diagnostics(string program) =>
        Binder.Bind(Parser.Parse(new SourceText("test.gr", program)).Unit).Diagnostics;
}
