using System.Text.RegularExpressions;

namespace Graphoid.EndToEnd.Tests.Commands;

/// <summary>Every command that a README shows together with its output really prints that.</summary>
/// <remarks>A command is a line of its own, <c>graphoid run …</c> or <c>dotnet run --project src/Graphoid.Cli -c Release -- run
/// …</c>; its output is the next block fenced with <c>```text</c>. Paths count from the root of the repository. What needs a cluster
/// (<c>--connect</c>) is looked after by <see cref="NodeTests"/>.</remarks>
[Trait("Category", "EndToEnd")]
public sealed partial class ExampleTests
{
    [Fact]
    public async Task Every_example_prints_what_its_page_shows()
    {
        var folders = Directory.GetDirectories(Repository.PathOf("examples"));

        Assert.NotEmpty(folders);
        foreach (var folder in folders)
        {
            var name = Path.GetFileName(folder);
            Assert.NotEqual(0, await CheckPageAsync("examples", name, "README.md"));
        }
    }

    [Fact]
    public async Task The_front_page_prints_what_it_shows() =>
        Assert.NotEqual(0, await CheckPageAsync("README.md"));

    [Fact]
    public void Every_example_program_stands_on_a_page()
    {
        foreach (var program in Directory.EnumerateFiles(Repository.PathOf("examples"), "*.gr", SearchOption.AllDirectories))
        {
            var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(program)!, "README.md"));

            Assert.Contains(Path.GetFileName(program), page, StringComparison.Ordinal);
        }
    }

    private static async Task<int> CheckPageAsync(params string[] page)
    {
        var count = 0;
        foreach (var (arguments, expected) in Promises(Repository.Read(page)))
        {
            using var graphs = new Workspace();
            var result = await GraphoidTool.RunAsync(
                Repository.Root, [arguments[0], "--data", Path.Combine(graphs.Folder, "graphs"), .. arguments[1..]]);

            Assert.True(
                result is { ExitCode: 0 } && result.Output == expected,
                $"{string.Join('/', page)} promises for `{string.Join(' ', arguments)}`:\n{expected}\n" +
                $"but it printed:\n{result.Output}{result.Error}");
            count++;
        }

        return count;
    }

    private static IEnumerable<(string[] Arguments, string Output)> Promises(string page)
    {
        string[]? command = null;
        foreach (Match part in CommandOrOutput().Matches(page))
        {
            if (part.Groups["arguments"].Success)
            {
                var arguments = part.Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                command = arguments.Contains("--connect") ? null : arguments;
            }
            else if (command is not null)
            {
                yield return (command, part.Groups["output"].Value);
                command = null;
            }
        }
    }

    [GeneratedRegex(
        @"^ *(graphoid|dotnet run --project src/Graphoid\.Cli -c Release --) (?<arguments>run .*)$|^```text\n(?<output>[\s\S]*?)^```$",
        RegexOptions.Multiline)]
    private static partial Regex CommandOrOutput();
}
