namespace Graphoid.EndToEnd.Tests;

/// <summary>Larger graphs that lie beside the repository and are not part of it.</summary>
internal static class SharedData
{
    /// <summary>A file below the folder of data.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Repository.Root, "..", "shared", "data", .. parts]);
}

/// <summary>A test that needs the data beside the repository.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Skips the test when the data is not there.</summary>
    public SharedDataFactAttribute() =>
        Skip = File.Exists(SharedData.PathOf("facts.json")) ? null : "needs the folder ../shared/data beside the repository";
}
