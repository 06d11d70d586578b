using System.Reflection;
using System.Text.RegularExpressions;
using Graphoid.Cli;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.EndToEnd.Tests.Documents;

/// <summary>The page of error messages is complete, and shows what is really printed.</summary>
public sealed partial class ErrorPageTests
{
    private static readonly string Page = Repository.Read("docs", "reference", "errors.md");

    public static TheoryData<string> IdsWithPrograms =>
        new(MarkdownBlocks.ProgramsOf(Page).Select(program => program.Heading.Split(':')[0]));

    [Fact]
    public void Every_id_stands_on_the_page_and_every_id_of_the_page_exists()
    {
        var existing = new[] { typeof(DiagnosticCatalogue), typeof(RuntimeErrorIds), typeof(ToolErrorIds) }
            .SelectMany(catalogue => catalogue.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

        var documented = Heading().Matches(Page).Select(match => match.Groups[1].Value);

        Assert.Equal(existing.Order(), documented.Order());
    }

    [Theory]
    [MemberData(nameof(IdsWithPrograms))]
    public async Task The_wrong_program_gives_the_message_that_the_page_shows(string id)
    {
        var shown = MarkdownBlocks.ProgramsOf(Page).Single(program => program.Heading.StartsWith(id, StringComparison.Ordinal));

        var message = await MessageOfAsync(shown.Text);

        Assert.Contains($"[{id}]\n", message, StringComparison.Ordinal);
        Assert.True(
            message.StartsWith(shown.Printed!, StringComparison.Ordinal),
            $"the page shows:\n{shown.Printed}\nprinted is:\n{message}");
    }

    private static async Task<string> MessageOfAsync(string text)
    {
        var program = GraphoidProgram.Load(new SourceText("program.gr", text));
        if (program.Diagnostics.Count > 0)
        {
            return DiagnosticRenderer.ToText(program.Diagnostics);
        }

        var uncaught = await Assert.ThrowsAsync<GraphoidException>(() => program.RunAsync(new CapturingHost()));
        return ErrorReport.Of(uncaught.Error);
    }

    [GeneratedRegex(@"^### (GR\d{4}): ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
