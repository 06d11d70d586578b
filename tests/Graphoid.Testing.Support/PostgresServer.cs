using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Graphoid.Testing.Support;

/// <summary>A PostgreSQL server on loopback that belongs to the tests of one class or collection, by default without guarantees about power failures.</summary>
/// <remarks>
/// The server refuses to run as root. A test run of root starts it as another user of the machine instead. Where that or PostgreSQL itself
/// is not there, <see cref="Missing"/> says why, and tests marked with <see cref="PostgresFactAttribute"/> are skipped.
/// </remarks>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Administrator = "graphoid";
    private const string Password = "only for tests";

    private static readonly Lazy<(string? Folder, string? User, string? Missing)> Found = new(Find);

    private string? _folder;
    private bool _isRunning;

    /// <summary>Why there is none here; null when there is.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>Whether a commit waits for the disk, as it does in production; to be set when speed is measured.</summary>
    public bool IsSafe { get; init; }

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        Port = FreePort();
        _folder = Path.Combine(Path.GetTempPath(), $"graphoid-postgres-{Guid.NewGuid():N}");
        // Made by the user of the server, who has to own it.
        await RunAsync("/bin/sh", "-c", $"umask 077 && mkdir '{_folder}' && printf '%s' '{Password}' > '{_folder}/password'");
        await RunAsync(
            Tool("initdb"), "-D", $"{_folder}/data", "-U", Administrator, "-A", "scram-sha-256", $"--pwfile={_folder}/password", "-E", "UTF8", "--locale=C");
        await StartAgainAsync();
    }

    /// <summary>Ends the server as a crash does, for a test that wants it gone; its data stay.</summary>
    public async Task KillAsync()
    {
        _isRunning = false;
        await RunAsync(Tool("pg_ctl"), "-D", $"{_folder}/data", "-w", "-m", "immediate", "stop");
    }

    /// <summary>Starts it where it was, with the data it had.</summary>
    public async Task StartAgainAsync()
    {
        await RunAsync(
            Tool("pg_ctl"), "-D", $"{_folder}/data", "-w", "-l", $"{_folder}/log", "-o",
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync={(IsSafe ? "on" : "off")}", "start");
        _isRunning = true;
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>How to connect to a database of this server.</summary>
    public string ConnectionString(string database, string password = Password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = Administrator,
        Password = password,
    }.ToString();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Interlocked.Exchange(ref _folder, null) is not { } folder)
        {
            return;
        }

        try
        {
            if (_isRunning)
            {
                await RunAsync(Tool("pg_ctl"), "-D", $"{folder}/data", "-w", "-m", "immediate", "stop");
            }
        }
        finally
        {
            await RunAsync("/bin/rm", "-rf", folder);
        }
    }

    private static (string? Folder, string? User, string? Missing) Find()
    {
        if (OperatingSystem.IsWindows())
        {
            return (null, null, "needs PostgreSQL as Unix has it");
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
                : []);
        // PostgreSQL looks for its other programs beside a link's target, so a link will do.
        if (folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl"))) is not { } found)
        {
            return (null, null, "needs PostgreSQL (initdb and pg_ctl), which is not installed here");
        }

        if (Environment.UserName != "root")
        {
            return (found, null, null);
        }

        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        var user = new[] { "postgres", "nobody" }.FirstOrDefault(users.Contains);
        return user is not null && File.Exists("/usr/bin/setpriv")
            ? (found, user, null)
            : (null, null, "PostgreSQL refuses to run as root, and there is no other user or no setpriv here");
    }

    private static string Tool(string name) => Path.Combine(Found.Value.Folder!, name);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        string[] command = Found.Value.User is { } user
            ? ["/usr/bin/setpriv", $"--reuid={user}", $"--regid={await GroupAsync(user)}", "--clear-groups", program, .. arguments]
            : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        start.Environment["HOME"] = "/";

        using var process = Process.Start(start)!;
        var text = new StringBuilder();
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var deadline = new CancellationTokenSource(Eventually.Patience);
        await process.WaitForExitAsync(deadline.Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{text}");
        }

        void Add(string? line)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }

    private static async Task<string> GroupAsync(string user) =>
        (await File.ReadAllLinesAsync("/etc/passwd")).Select(line => line.Split(':')).First(fields => fields[0] == user)[3];
}
