namespace Graphoid.Cli.Rendering;

/// <summary>Shows a mistake of ours, so that it can be reported.</summary>
internal static class InternalError
{
    /// <summary>Writes the exception with its stack to stderr.</summary>
    public static void Write(object crash) => StandardError.Write(
        $"Internal error: {crash}\nThis is a mistake in graphoid, not in your program: please report it with the lines above.\n");
}
