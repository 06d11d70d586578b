using System.Reflection;

namespace Graphoid.Actors.Sessions;

/// <summary>Which clients and members understand each other: those whose versions agree in the first two numbers.</summary>
public static class SessionVersion
{
    /// <summary>The version of this build, as in <c>0.1.0</c>.</summary>
    public static string Current { get; } = typeof(SessionVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Whether a client of one version may use a member of the other.</summary>
    public static bool Fits(string one, string other) => Line(one) is { } line && line == Line(other);

    /// <summary>Major and minor number, or null for what is no version.</summary>
    private static (int Major, int Minor)? Line(string text) =>
        Version.TryParse(text.Split('-')[0], out var version) ? (version.Major, version.Minor) : null;
}
