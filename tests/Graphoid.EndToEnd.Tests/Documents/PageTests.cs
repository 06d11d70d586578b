using System.Text.RegularExpressions;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;

namespace Graphoid.EndToEnd.Tests.Documents;

/// <summary>What stands on the pages is true: programs run, links lead somewhere, commands are the documented ones.</summary>
public sealed partial class PageTests
{
    /// <summary>Wrong programs on purpose; <see cref="ErrorPageTests"/> looks after them.</summary>
    private static readonly string ErrorPage = Repository.PathOf("docs", "reference", "errors.md");

    private const string TestCommand = "dotnet test Graphoid.Akka.sln -c Release --tl:on";

    public static TheoryData<string> Pages => new(Repository.Pages().Select(page => Path.GetRelativePath(Repository.Root, page)));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Programs_on_a_page_run_and_print_what_it_shows(string page)
    {
        if (Repository.PathOf(page) == ErrorPage)
        {
            return;
        }

        foreach (var shown in MarkdownBlocks.ProgramsOf(Repository.Read(page)))
        {
            var program = GraphoidProgram.Load(new SourceText(page, shown.Text));
            Assert.Empty(program.Diagnostics);
            if (shown.Printed is not null)
            {
                var host = new CapturingHost();
                await program.RunAsync(host);
                Assert.Equal(shown.Printed, host.Printed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_between_pages_lead_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        foreach (Match link in Link().Matches(Repository.Read(page)))
        {
            var target = Path.GetFullPath(Path.Combine(folder, link.Groups[1].Value));

            Assert.True(File.Exists(target) || Directory.Exists(target), $"{page} links to {link.Groups[1].Value}, which is not there");
        }
    }

    [Fact]
    public void The_front_page_has_exactly_two_commands_and_one_of_them_runs_all_tests()
    {
        var commands = Command().Matches(Repository.Read("README.md")).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(2, commands.Count);
        Assert.StartsWith(
            "dotnet run --project src/Graphoid.Cli -c Release -- run examples/pagerank/pagerank.gr", commands[0], StringComparison.Ordinal);
        Assert.Equal(TestCommand, commands[1]);
    }

    [Fact]
    public void Continuous_integration_runs_the_test_command_of_the_front_page() =>
        Assert.Contains($"test_command=\"{TestCommand}\"\n", Repository.Read(".ci", "run"), StringComparison.Ordinal);

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task The_reference_of_the_tool_names_every_option(string command)
    {
        var help = await GraphoidTool.RunAsync(Repository.Root, command, "--help");
        var page = Repository.Read("docs", "reference", "cli.md");

        var options = Option().Matches(help.Output).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Contains($"`{option}", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_project_has_a_page() => Assert.All(
        Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories),
        project => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "README.md")), $"{project} has no README.md"));

    [Fact]
    public void The_solution_has_every_project()
    {
        var solution = Repository.Read("Graphoid.Akka.sln").Replace('\\', '/');
        var projects = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));

        Assert.All(projects, project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^    (dotnet .*)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^  (--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Option();
}
