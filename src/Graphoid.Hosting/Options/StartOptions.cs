namespace Graphoid.Hosting.Options;

/// <summary>How long starting may take.</summary>
public sealed class StartOptions
{
    /// <summary>Until this member is part of the cluster, 1 s to 1 h; then the start fails.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the first seed waits for the others before it founds a cluster, 100 ms to 5 min.</summary>
    public TimeSpan SeedTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
