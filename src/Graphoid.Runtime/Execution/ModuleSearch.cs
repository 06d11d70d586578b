using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>A program text that was found.</summary>
/// <param name="Path">Its full name.</param>
/// <param name="ShownPath">Its name in messages: starts from the name of the text that asks for it.</param>
internal sealed record FoundSource(string Path, string ShownPath);

/// <summary>Where the text in an <c>import</c> or <c>load</c> leads (reference, section 9; library reference, 1.3).</summary>
internal static class ModuleSearch
{
    /// <summary>Folders beside the importing file that are looked into, in this order.</summary>
    private static readonly string[] Folders = ["", "src", "lib"];

    /// <summary>The file of a module.</summary>
    /// <exception cref="GraphoidException">ModuleNotFound.</exception>
    public static FoundSource Import(ISourceFiles files, ModuleInstance importing, string text)
    {
        if (Beside(files, FolderOf(files, importing), importing.Program.Source.Name, text) is { } found)
        {
            return found;
        }

        var folder = FolderOf(files, importing);
        var near = IsExplicit(text)
            ? NearMiss.Suggest(Path.GetFileName(text), files.ProgramsIn(Path.GetDirectoryName(files.FullPath(text, folder)) ?? folder))
                ?? $"there is no file `{WithEnding(files.FullPath(text, folder))}`"
            : StandardModules.HelpFor(text, Folders.SelectMany(sub => files.ProgramsIn(Path.Combine(folder, sub))));
        throw NotFound(text, near);
    }

    /// <summary>The error for a text that leads to no module.</summary>
    public static GraphoidException NotFound(string text, string help) =>
        new(ErrorKind.ModuleNotFound, $"there is no module \"{text}\"", RuntimeErrorIds.UnknownName, help);

    /// <summary>The file that <c>load</c> means: from the working directory, else as an import would find it.</summary>
    /// <exception cref="GraphoidException">FileError: there is no such file.</exception>
    public static FoundSource Load(ISourceFiles files, ModuleInstance loading, string text) =>
        Here(files, text)
        ?? Beside(files, FolderOf(files, loading), loading.Program.Source.Name, text)
        ?? throw GraphoidException.Library(
            ErrorKind.File,
            $"`load`: there is no file `{text}`",
            RuntimeErrorIds.UnreadableFile,
            $"looked for `{files.FullPath(text, null)}` first");

    /// <summary>The file that a text means when it starts from the working directory, or null.</summary>
    public static FoundSource? Here(ISourceFiles files, string text)
    {
        var here = files.FullPath(text, null);
        return files.Exists(here) ? new FoundSource(here, text)
            : files.Exists(WithEnding(here)) ? new FoundSource(WithEnding(here), WithEnding(text))
            : null;
    }

    /// <summary>The file that an import in a folder means, or null.</summary>
    /// <param name="importing">The name of the importing text in messages.</param>
    public static FoundSource? Beside(ISourceFiles files, string folder, string importing, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        foreach (var sub in IsExplicit(text) ? Folders.AsSpan(0, 1) : Folders)
        {
            var path = files.FullPath(text, sub.Length == 0 ? folder : Path.Combine(folder, sub));
            foreach (var candidate in text.EndsWith(ModuleOrigin.Ending, StringComparison.Ordinal) ? [path, WithEnding(path)] : new[] { WithEnding(path) })
            {
                if (files.Exists(candidate))
                {
                    return new FoundSource(candidate, Shown(importing, sub, text, candidate));
                }
            }
        }

        return null;
    }

    /// <summary>As the user would type it: the path of the importing text with that of the module behind.</summary>
    private static string Shown(string importing, string sub, string text, string found)
    {
        if (Path.IsPathRooted(text))
        {
            return found;
        }

        var parts = new List<string>();
        foreach (var part in $"{Path.GetDirectoryName(importing)}/{sub}/{text}".Split('/', '\\'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] is not ("" or ".."))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not "." && (part.Length > 0 || (parts.Count == 0 && Path.IsPathRooted(importing))))
            {
                parts.Add(part);
            }
        }

        parts[^1] = Path.GetFileName(found);
        return string.Join('/', parts);
    }

    private static string FolderOf(ISourceFiles files, ModuleInstance module) =>
        Path.GetDirectoryName(module.Origin.Path.Length > 0 ? module.Origin.Path : files.FullPath(module.Program.Source.Name, null))
        ?? files.FullPath(".", null);

    private static bool IsExplicit(string text) =>
        Path.IsPathRooted(text) || text is "." or ".."
        || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal)
        || text.StartsWith(".\\", StringComparison.Ordinal) || text.StartsWith("..\\", StringComparison.Ordinal);

    private static string WithEnding(string path) => path + ModuleOrigin.Ending;
}
