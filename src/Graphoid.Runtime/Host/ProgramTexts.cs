using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>A program text with its full name.</summary>
public sealed record ProgramText(string Path, string Text);

/// <summary>Finds the texts that a program names, so that they can go where it runs.</summary>
public static class ProgramTexts
{
    /// <summary>More files than this are no program.</summary>
    private const int FilesMax = 10_000;

    /// <summary>The files that a text names in <c>import "…"</c>, <c>load "…"</c> and <c>exec("…")</c>, those that they name, and so on.</summary>
    /// <remarks>Names that are put together while the program runs are not found, and neither are files that are not there: whether
    /// that is a mistake shows when the program gets there.</remarks>
    /// <exception cref="GraphoidException">FileError: a file cannot be read.</exception>
    public static IReadOnlyList<ProgramText> NamedBy(SourceText program, ISourceFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var found = new Dictionary<string, ProgramText>(StringComparer.Ordinal);
        var waiting = new Queue<ProgramText>();
        waiting.Enqueue(new ProgramText(files.FullPath(program.Name, null), program.Text));
        while (waiting.TryDequeue(out var text) && found.Count < FilesMax)
        {
            foreach (var path in NamedBy(text, files))
            {
                if (!found.ContainsKey(path))
                {
                    found.Add(path, new ProgramText(path, files.Read(path)));
                    waiting.Enqueue(found[path]);
                }
            }
        }

        return [.. found.Values];
    }

    private static IEnumerable<string> NamedBy(ProgramText text, ISourceFiles files)
    {
        var folder = Path.GetDirectoryName(text.Path) ?? text.Path;
        var tokens = Lexer.Read(new SourceText(text.Path, text.Text)).Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != TokenKind.String)
            {
                continue;
            }

            var name = tokens[i].Text;
            if (i > 0 && tokens[i - 1].Kind == TokenKind.Import)
            {
                if (ModuleSearch.Beside(files, folder, text.Path, name) is { } module)
                {
                    yield return module.Path;
                }
            }
            else if (IsLoad(tokens, i)
                && (ModuleSearch.Here(files, name) ?? ModuleSearch.Beside(files, folder, text.Path, name)) is { } loaded)
            {
                yield return loaded.Path;
            }
        }
    }

    private static bool IsLoad(Token[] tokens, int text)
    {
        var word = text > 0 && tokens[text - 1].Kind == TokenKind.OpenParenthesis ? text - 2 : text - 1;
        return word >= 0 && (tokens[word].Is("load") || tokens[word].Is("exec"));
    }
}

/// <summary>Program texts that came with a program from another machine.</summary>
/// <param name="workingDirectory">That of the other machine.</param>
public sealed class SentTexts(string workingDirectory, IEnumerable<ProgramText> texts) : ISourceFiles
{
    private readonly Dictionary<string, string> _texts = texts.ToDictionary(text => text.Path, text => text.Text, StringComparer.Ordinal);

    /// <inheritdoc/>
    public string FullPath(string path, string? folder)
    {
        try
        {
            return Path.GetFullPath(path, folder ?? workingDirectory);
        }
        catch (ArgumentException)
        {
            // A NUL in the name.
            throw Unreadable(path, "this is no name of a file");
        }
    }

    /// <inheritdoc/>
    public bool Exists(string fullPath) => _texts.ContainsKey(fullPath);

    /// <inheritdoc/>
    public string Read(string fullPath) => _texts.TryGetValue(fullPath, out var text) ? text : throw Unreadable(
        fullPath, "it did not come with the program");

    /// <inheritdoc/>
    public IReadOnlyList<string> ProgramsIn(string folder) =>
    [
        .. _texts.Keys
            .Where(path => path.EndsWith(ModuleOrigin.Ending, StringComparison.Ordinal) && Path.GetDirectoryName(path) == folder)
            .Select(path => Path.GetFileNameWithoutExtension(path)!),
    ];

    private static GraphoidException Unreadable(string path, string reason) => GraphoidException.Library(
        ErrorKind.File,
        $"`{path}` cannot be read: {reason}",
        RuntimeErrorIds.UnreadableFile,
        "files go to the member with the program when their names stand in an `import`, `load` or `exec`");
}
