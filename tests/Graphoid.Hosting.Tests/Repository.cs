using System.Reflection;

namespace Graphoid.Hosting.Tests;

/// <summary>Where things are; the build notes it in the test assembly.</summary>
internal static class Repository
{
    private static readonly string Root = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot")
        .Value!;

    /// <summary>A file or folder below the folder with the solution.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);
}
