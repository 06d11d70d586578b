namespace Graphoid.Cli.Commands;

/// <summary>Finds files of tests.</summary>
internal static class SpecFiles
{
    /// <summary>How the names of such files end.</summary>
    public const string Ending = "_spec.gr";

    private const string Here = ".";

    private static readonly HashSet<string> SkippedFolders = new(["target", "node_modules"], StringComparer.Ordinal);

    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <summary>The file itself, or those below the folder, by their full paths; empty when there are none.</summary>
    /// <remarks>Names that start with a dot, and folders of other tools, are left out; links to folders are not followed.</remarks>
    public static IReadOnlyList<string> Below(string path)
    {
        if (File.Exists(path))
        {
            return path.EndsWith(Ending, StringComparison.Ordinal) ? [path] : [];
        }

        var found = new List<string>();
        if (Directory.Exists(path))
        {
            Search(new DirectoryInfo(path), path == Here ? string.Empty : path, found);
        }

        return [.. found.OrderBy(Path.GetFullPath, StringComparer.Ordinal)];
    }

    private static void Search(DirectoryInfo folder, string shown, List<string> found)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", Plain).Where(entry => !entry.Name.StartsWith('.')))
        {
            var path = shown.Length == 0 ? entry.Name : Path.Join(shown, entry.Name);
            if (entry is DirectoryInfo inner)
            {
                if (!SkippedFolders.Contains(inner.Name) && inner.LinkTarget is null)
                {
                    Search(inner, path, found);
                }
            }
            else if (entry.Name.EndsWith(Ending, StringComparison.Ordinal))
            {
                found.Add(path);
            }
        }
    }
}
