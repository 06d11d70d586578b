using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Graphoid.Hosting.Options;

/// <summary>Host and port of a seed.</summary>
internal readonly record struct SeedAddress(string Host, int Port)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out SeedAddress address)
    {
        address = default;
        // The last colon: an IPv6 address has others, and stands in brackets.
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon <= 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65535
            || Uri.CheckHostName(text![..colon]) == UriHostNameType.Unknown)
        {
            return false;
        }

        address = new(text[..colon], port);
        return true;
    }

    public static SeedAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not host:port");

    public override string ToString() => $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";
}
