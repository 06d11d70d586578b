using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Parsing;

/// <summary>A test over a document that may lie beside the repository; skipped with the reason when it does not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DocumentFactAttribute : FactAttribute
{
    /// <summary>Needs the document with this name in the directory <c>shared</c>.</summary>
    public DocumentFactAttribute(string document)
    {
        if (Documents.Find(document) is null)
        {
            Skip = $"no shared/{document} beside the repository";
        }
    }
}

/// <summary>Every program of the language's documents is a valid program.</summary>
[Trait("Category", "Unit")]
public sealed class DocumentTests
{
    [DocumentFact("mission.md")]
    public void Every_program_of_the_mission_parses_unchanged() => ParseAll("mission.md", blocksMin: 10);

    [DocumentFact("language.md")]
    public void Every_program_of_the_language_reference_parses_unchanged() => ParseAll("language.md", blocksMin: 5);

    private static void ParseAll(string document, int blocksMin)
    {
        var blocks = Documents.Programs(document);
        Assert.True(blocks.Count >= blocksMin, $"only {blocks.Count} programs found in {document}");
        foreach (var (line, text) in blocks)
        {
            var result = Parser.Parse(new SourceText($"{document} from line {line}", text));
            Assert.Equal(string.Empty, DiagnosticRenderer.ToText(result.Diagnostics));
            Assert.NotEmpty(result.Unit.Statements);
        }
    }
}

/// <summary>Finds the documents and the programs in them.</summary>
internal static class Documents
{
    /// <summary>The path of a document, found by walking up from the tests, or null.</summary>
    public static string? Find(string document)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, "shared", document);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The programs of a document with the lines they start at; none when the document is missing.</summary>
    public static IReadOnlyList<(int Line, string Text)> Programs(string document)
    {
        var programs = new List<(int, string)>();
        if (Find(document) is not { } path)
        {
            return programs;
        }

        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() == "```graphoid")
            {
                var start = i + 1;
                while (lines[++i].Trim() != "```")
                {
                }

                programs.Add((start + 1, string.Join('\n', lines[start..i])));
            }
        }

        return programs;
    }
}
