namespace Graphoid.Cli;

/// <summary>What the tool answers to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Everything went well.</summary>
    public const int Success = 0;

    /// <summary>A mistake in the program, in a file or on the command line.</summary>
    public const int Failure = 1;

    /// <summary>A mistake of ours.</summary>
    public const int InternalError = 70;

    /// <summary>Cancelled with Ctrl+C (128 + SIGINT).</summary>
    public const int Cancelled = 130;

    /// <summary>Nobody reads the output any more (128 + SIGPIPE).</summary>
    public const int OutputClosed = 141;

    /// <summary>Asked to end by the system (128 + SIGTERM).</summary>
    public const int Terminated = 143;
}
