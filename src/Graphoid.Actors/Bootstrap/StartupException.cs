namespace Graphoid.Actors.Bootstrap;

/// <summary>What kept a member from starting.</summary>
public enum StartupProblem
{
    /// <summary>An option has a value that cannot work.</summary>
    Options,

    /// <summary>A certificate or key for TLS cannot be used.</summary>
    Certificate,

    /// <summary>The data directory cannot be used, or another process uses it.</summary>
    DataDirectory,

    /// <summary>A port is taken, or the address does not belong to this machine.</summary>
    Port,

    /// <summary>The database cannot be reached or used.</summary>
    Database,

    /// <summary>No seed admitted this member in time.</summary>
    Join,
}

/// <summary>A member did not start. The message is meant for the person who started it, and nothing of the member is left running.</summary>
/// <param name="problem">What kept it from starting.</param>
/// <param name="message">Says what is wrong and what to do, without secrets.</param>
/// <param name="inner">The failure below, for logs.</param>
public sealed class StartupException(StartupProblem problem, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What kept the member from starting.</summary>
    public StartupProblem Problem { get; } = problem;
}
