namespace Graphoid.EndToEnd.Tests;

/// <summary>A test of signals and pipes as Unix has them.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    /// <summary>Skips the test on Windows.</summary>
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? UnixTheoryAttribute.Reason : null;
}

/// <summary>Several tests of signals and pipes as Unix has them.</summary>
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    internal const string Reason = "needs Unix signals and pipes";

    /// <summary>Skips the tests on Windows.</summary>
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? Reason : null;
}
