using System.Reflection;

namespace Graphoid.Testing.Support;

/// <summary>Where things are; the build notes it in this assembly.</summary>
public static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Noted("RepositoryRoot");

    /// <summary>The tool as it was built with the tests.</summary>
    public static string Tool { get; } = Noted("ToolAssembly");

    /// <summary>A file or folder below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The text of a file below the root, with <c>\n</c> at line ends.</summary>
    public static string Read(params string[] parts) =>
        File.ReadAllText(PathOf(parts)).ReplaceLineEndings("\n");

    /// <summary>All pages of documentation: the README, the changelog, <c>docs/</c> and the READMEs of projects and examples.</summary>
    public static IEnumerable<string> Pages() => new[] { "docs", "src", "examples" }
        .Select(folder => PathOf(folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories))
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Append(PathOf("README.md"))
        .Append(PathOf("CHANGELOG.md"));

    private static string Noted(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
