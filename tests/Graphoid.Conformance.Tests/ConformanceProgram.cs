using System.Text.RegularExpressions;
using Graphoid.Language.Text;

namespace Graphoid.Conformance.Tests;

/// <summary>A program with the expected output written beside its statements.</summary>
/// <remarks>
/// <c># => text</c> stands for one line of output; all of them in file order are the whole output. <c># error GRnnnn</c> says
/// that the program ends there with this error, <c># note text</c> that the error's notes contain a line, <c># log text</c>
/// that the log contains a line with this text.
/// </remarks>
public sealed partial class ConformanceProgram
{
    private ConformanceProgram(string name, string text)
    {
        Name = name;
        Source = new SourceText(name, text);
        for (var line = 1; line <= Source.LineCount; line++)
        {
            var match = Expectation().Match(Source.LineAt(line));
            if (!match.Success)
            {
                continue;
            }

            var value = match.Groups["value"].Value;
            switch (match.Groups["kind"].Value)
            {
                case "=>":
                    Output.Add(value);
                    break;
                case "error":
                    ErrorId = value.Trim();
                    ErrorLine = line;
                    break;
                case "note":
                    Notes.Add(value.Trim());
                    break;
                default:
                    Log.Add(value.Trim());
                    break;
            }
        }
    }

    public string Name { get; }

    public SourceText Source { get; }

    public List<string> Output { get; } = [];

    public string? ErrorId { get; }

    public int ErrorLine { get; }

    public List<string> Notes { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>All programs below a folder of the test project's output.</summary>
    public static IEnumerable<string> Names()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "Programs");
        return Directory.EnumerateFiles(root, "*.gr", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
    }

    public static ConformanceProgram Read(string name) =>
        new(name, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Programs", name)));

    [GeneratedRegex(@"#\s(?<kind>=>|error|note|log)(?: (?<value>.*))?$")]
    private static partial Regex Expectation();
}
