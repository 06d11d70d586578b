namespace Graphoid.Cli;

/// <summary>Ids of messages that only the tool gives; the others are in the language and the runtime.</summary>
internal static class ToolErrorIds
{
    /// <summary>The output cannot be written.</summary>
    public const string UnwritableOutput = "GR5003";

    /// <summary>A command, option or value on the command line that cannot be understood.</summary>
    public const string BadCommandLine = "GR6002";

    /// <summary>A member that cannot start: its folder, port, database or cluster.</summary>
    public const string NotStarted = "GR6003";
}
