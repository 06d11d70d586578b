using System.Text.RegularExpressions;
using Graphoid.Language.Text;

namespace Graphoid.Conformance.Tests;

/// <summary>A program with the expected output written beside its statements.</summary>
/// <remarks>
/// <c># => text</c> stands for one line of output; all of them in file order are the whole output. <c># error GRnnnn</c> says
/// that the program ends there with this error, <c># note text</c> that the error's notes contain a line, <c># log text</c>
/// that the log contains a line with this text. <c># warning GRnnnn</c> in the line before stands for a warning about a line.
/// </remarks>
public sealed partial class ConformanceProgram
{
    /// <summary>Programs of several files: each folder in it has a file that is started, and files that it imports.</summary>
    private const string Modules = "modules/";

    private const string Started = "/main.gr";

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
                case "warning":
                    Warnings.Add((line + 1, value.Trim()));
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

    /// <summary>Whether there are other files that it needs.</summary>
    public static bool HasFiles(string name) => name.StartsWith(Modules, StringComparison.Ordinal);

    /// <summary>Whether it or one of its files uses distributed graphs.</summary>
    public static bool IsDistributed(string name) => HasFiles(name)
        || File.ReadAllText(Path.Combine(Folder, name)).Contains("distributed", StringComparison.Ordinal);

    public SourceText Source { get; }

    public List<string> Output { get; } = [];

    public string? ErrorId { get; }

    public int ErrorLine { get; }

    /// <summary>The warnings before the program runs, and their lines.</summary>
    public List<(int Line, string Id)> Warnings { get; } = [];

    public List<string> Notes { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>Where the programs are; the working directory of those that run in this process.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Programs");

    /// <summary>All programs below a folder of the test project's output.</summary>
    public static IEnumerable<string> Names()
    {
        return Directory.EnumerateFiles(Folder, "*.gr", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
            .Where(name => !HasFiles(name) || name.EndsWith(Started, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    public static ConformanceProgram Read(string name) =>
        new(name, File.ReadAllText(Path.Combine(Folder, name)));

    [GeneratedRegex(@"#\s(?<kind>=>|error|warning|note|log)(?: (?<value>.*))?$")]
    private static partial Regex Expectation();
}
