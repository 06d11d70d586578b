using System.Globalization;

namespace Graphoid.Language.Tests.Generation;

/// <summary>Programs to try things on: all those of this repository, and generated ones.</summary>
internal static class Programs
{
    /// <summary>How many programs are generated; <c>GRAPHOID_GENERATED=100000</c> in the environment asks for more than usual.</summary>
    public static int GeneratedCount { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("GRAPHOID_GENERATED"), CultureInfo.InvariantCulture, out var count) ? count : 3_000;

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every <c>.gr</c> file below the root, broken ones included.</summary>
    public static IEnumerable<string> Files() => new[] { "examples", "tests", "src", "docs" }
        .Select(folder => Path.Combine(Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.gr", SearchOption.AllDirectories))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Graphoid.Akka.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
