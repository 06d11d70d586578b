using System.Globalization;
using System.Net;
using Graphoid.Actors.Bootstrap;
using Graphoid.Actors.Wire.Parcels;
using Microsoft.Extensions.Options;

namespace Graphoid.Hosting.Options;

/// <summary>Says what is wrong with options before anything is started, all of it at once. Touches no file and no network.</summary>
public sealed class GraphoidOptionsValidator : IValidateOptions<GraphoidOptions>
{
    private static readonly string[] LogLevels = ["DEBUG", "INFO", "WARNING", "ERROR", "OFF"];

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, GraphoidOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    /// <summary>Goes on only with options that can work.</summary>
    /// <exception cref="StartupException">They cannot; the message has one line per mistake.</exception>
    public static void Check(GraphoidOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        var mistakes = Mistakes(options).ToList();
        if (mistakes.Count > 0)
        {
            throw new StartupException(StartupProblem.Options, string.Join('\n', mistakes));
        }
    }

    private static IEnumerable<string> Mistakes(GraphoidOptions options) =>
    [
        .. Names(options), .. Addresses(options), .. Seeds(options), .. Exposure(options), .. Storage(options), .. Certificates(options),
        .. Times(options), .. Sizes(options),
    ];

    private static IEnumerable<string> Names(GraphoidOptions options)
    {
        if (!IsName(options.SystemName))
        {
            yield return $"SystemName: '{options.SystemName}' is not a name; it takes letters, digits and dashes, and starts with a letter";
        }

        if (options.Roles.Count == 0)
        {
            yield return $"Roles: there is none; a member that carries graphs has the role '{MemberRoles.Graphs}'";
        }

        foreach (var role in options.Roles.Where(role => !IsName(role)))
        {
            yield return $"Roles: '{role}' is not a name; it takes letters, digits and dashes, and starts with a letter";
        }

        if (!LogLevels.Contains(options.LogLevel, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"LogLevel: '{options.LogLevel}' is none of {string.Join(", ", LogLevels)}";
        }
    }

    private static IEnumerable<string> Addresses(GraphoidOptions options)
    {
        if (!IsHost(options.HostName))
        {
            yield return $"HostName: '{options.HostName}' is neither a name nor an address";
        }

        if (options.PublicHostName is { } name && (!IsHost(name) || IsAny(name)))
        {
            yield return $"PublicHostName: '{name}' is not an address that other members could reach";
        }

        if (options.PublicHostName is null && IsAny(options.HostName))
        {
            yield return $"PublicHostName: needed with HostName {options.HostName}, because other members cannot reach that";
        }

        if (options.Port is < 0 or > 65535)
        {
            yield return $"Port: {options.Port} is not between 0 and 65535";
        }

        if (options.HttpPort is < 0 or > 65535)
        {
            yield return $"HttpPort: {options.HttpPort} is not between 0 and 65535";
        }

        if (options.HttpPort is > 0 && options.HttpPort == options.Port)
        {
            yield return $"HttpPort: {options.HttpPort} is the Port for other members already";
        }
    }

    private static IEnumerable<string> Seeds(GraphoidOptions options)
    {
        foreach (var seed in options.Seeds.Where(seed => !SeedAddress.TryParse(seed, out _)))
        {
            yield return $"Seeds: '{seed}' is not host:port, as in 10.0.0.1:4053";
        }

        if (options.Seeds.GroupBy(seed => seed, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } repeated)
        {
            yield return $"Seeds: '{repeated.Key}' stands there twice";
        }

        if (options.Seeds.Count > 0 && options.Database.Kind == DatabaseKind.Memory && options.Roles.Contains(MemberRoles.Graphs))
        {
            yield return "Database: memory is for a single member; with Seeds, use Sqlite (one machine) or Postgres";
        }
    }

    private static IEnumerable<string> Exposure(GraphoidOptions options)
    {
        if (IsLoopback(options.HostName) || !IsHost(options.HostName))
        {
            yield break;
        }

        if (!options.Tls.IsConfigured)
        {
            yield return $"HostName: {options.HostName} can be reached from other machines, which needs certificates (Tls); without, use 127.0.0.1";
        }

        if (string.IsNullOrWhiteSpace(options.Token))
        {
            yield return $"Token: needed with HostName {options.HostName}, which can be reached from other machines";
        }
    }

    private static IEnumerable<string> Storage(GraphoidOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            yield return "DataDirectory: is empty";
        }

        var database = options.Database;
        if (!Enum.IsDefined(database.Kind))
        {
            yield return $"Database:Kind: {database.Kind} is none of {string.Join(", ", Enum.GetNames<DatabaseKind>())}";
        }

        if (database.Kind == DatabaseKind.Postgres && string.IsNullOrWhiteSpace(database.ConnectionString))
        {
            yield return "Database:ConnectionString: needed with Kind Postgres, as in Host=db;Database=graphoid;Username=graphoid;Password=...";
        }

        if (database.Kind != DatabaseKind.Postgres && database.ConnectionString is not null)
        {
            yield return $"Database:ConnectionString: given, but Kind is {database.Kind}; set Kind to Postgres";
        }

        if (database.Kind != DatabaseKind.Sqlite && database.File is not null)
        {
            yield return $"Database:File: given, but Kind is {database.Kind}";
        }
    }

    private static IEnumerable<string> Certificates(GraphoidOptions options)
    {
        var tls = options.Tls;
        if (!tls.IsConfigured)
        {
            yield break;
        }

        if (tls.CertificatePath is null && tls.Certificate is null)
        {
            yield return "Tls: this member's certificate is missing (CertificatePath)";
        }

        if (tls.AuthorityPath is null && tls.Authority is null)
        {
            yield return "Tls: the certificate of the authority is missing (AuthorityPath)";
        }
    }

    private static IEnumerable<string> Times(GraphoidOptions options)
    {
        var detection = options.FailureDetection;
        var shutdown = options.Shutdown;
        (string Name, TimeSpan Value, TimeSpan Least, TimeSpan Most)[] times =
        [
            ("FailureDetection:HeartbeatInterval", detection.HeartbeatInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10)),
            ("FailureDetection:AcceptablePause", detection.AcceptablePause, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            ("FailureDetection:StableAfter", detection.StableAfter, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(1)),
            ("Start:Timeout", options.Start.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            ("Start:SeedTimeout", options.Start.SeedTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
            ("Shutdown:HandOverTimeout", shutdown.HandOverTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            ("Shutdown:LeaveTimeout", shutdown.LeaveTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
        ];
        foreach (var (name, value, least, most) in times.Where(time => time.Value < time.Least || time.Value > time.Most))
        {
            yield return $"{name}: {Text(value)} is not between {Text(least)} and {Text(most)}";
        }

        if (detection.AcceptablePause <= detection.HeartbeatInterval)
        {
            yield return "FailureDetection:AcceptablePause: has to be longer than HeartbeatInterval";
        }

        var needed = shutdown.HandOverTimeout + (2 * shutdown.LeaveTimeout);
        if (shutdown.Timeout < needed)
        {
            yield return $"Shutdown:Timeout: {Text(shutdown.Timeout)} is shorter than HandOverTimeout and twice LeaveTimeout, {Text(needed)}";
        }
    }

    private static IEnumerable<string> Sizes(GraphoidOptions options)
    {
        if (options.PartitionsPerMember is < 1 or > 64)
        {
            yield return $"PartitionsPerMember: {options.PartitionsPerMember} is not between 1 and 64";
        }

        if (options.FrameBytes is < ParcelLimits.FrameBytesMin or > 64 * 1024 * 1024)
        {
            yield return $"FrameBytes: {options.FrameBytes} is not between {ParcelLimits.FrameBytesMin} and {64 * 1024 * 1024}";
        }
    }

    private static string Text(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1)
            ? $"{time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms"
            : $"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s";

    private static bool IsName(string? text) =>
        !string.IsNullOrEmpty(text) && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsHost(string? text) => Uri.CheckHostName(text) != UriHostNameType.Unknown;

    private static bool IsAny(string text) =>
        IPAddress.TryParse(text, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static bool IsLoopback(string text) =>
        text == "localhost" || (IPAddress.TryParse(text, out var address) && IPAddress.IsLoopback(address));
}
