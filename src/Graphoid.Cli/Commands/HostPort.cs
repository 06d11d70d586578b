using System.Globalization;

namespace Graphoid.Cli.Commands;

/// <summary>Where a member listens, as <c>HOST:PORT</c> on the command line.</summary>
internal readonly record struct HostPort(string Host, int Port)
{
    /// <summary>Reads the value of an option.</summary>
    /// <exception cref="ToolException">It has another form.</exception>
    public static HostPort Parse(string option, string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0
            && Uri.CheckHostName(text[..colon]) is UriHostNameType.Dns or UriHostNameType.IPv4
            && TryPort(text[(colon + 1)..], out var port)
            ? new HostPort(text[..colon], port)
            : throw ToolException.CommandLine(
                $"`{option}` needs HOST:PORT, not `{text}`", $"for example: {option} 10.0.0.1:4053");
    }

    /// <summary>Reads the value of an option that is a port alone.</summary>
    /// <exception cref="ToolException">It is none.</exception>
    public static int ParsePort(string option, string text) => TryPort(text, out var port)
        ? port
        : throw ToolException.CommandLine($"`{option}` needs a port from 1 to 65535, not `{text}`", $"for example: {option} 4053");

    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port}";

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;
}
