namespace Graphoid.Benchmarks.Measurement;

/// <summary>The built command.</summary>
internal static class Tool
{
    /// <summary>A file that only the root of the repository has.</summary>
    private const string RootMark = "Directory.Packages.props";

    /// <summary>The Release build of the tool, the published one first; null when it is not built.</summary>
    public static string? Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (!File.Exists(Path.Combine(directory.FullName, RootMark)))
            {
                continue;
            }

            var build = Path.Combine(directory.FullName, "src", "Graphoid.Cli", "bin", "Release");
            return Directory.Exists(build)
                ? Directory.EnumerateFiles(build, "graphoid.dll", SearchOption.AllDirectories)
                    .OrderByDescending(path => path.Contains("publish", StringComparison.Ordinal))
                    .FirstOrDefault()
                : null;
        }

        return null;
    }

    /// <summary>A program on the search path, or null.</summary>
    public static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
