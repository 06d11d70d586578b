using System.Reflection;

namespace Graphoid.Actors.Tests.Wire;

/// <summary>The checked-in files about the wire, and the switch that rewrites them.</summary>
internal static class WireFiles
{
    private static readonly string Root = typeof(WireFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot")
        .Value!;

    /// <summary>Whether this run of the tests writes the files instead of only comparing them.</summary>
    public static bool IsUpdate => Environment.GetEnvironmentVariable("GRAPHOID_UPDATE_WIRE") == "1";

    public static string Contract { get; } = Path.Combine(Root, "src", "Graphoid.Actors", "Wire", "contract.txt");

    public static string Fixtures { get; } = Path.Combine(Root, "tests", "Graphoid.Actors.Tests", "Wire", "Fixtures");
}
