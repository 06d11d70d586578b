using System.Diagnostics;
using System.Globalization;
using System.Net;
using Xunit.Abstractions;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>Three members as processes with the settings they ship with, and one graph on them, for tests that end members and start
/// them again.</summary>
public sealed class FaultCluster : IAsyncLifetime
{
    private const int Members = 3;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Longest wait for members to agree; a crash takes 15 to 20 s of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Workspace _workspace = new();
    private readonly int[] _ports = [.. Enumerable.Range(0, Members).Select(_ => RunningNode.FreePort())];
    private readonly int[] _httpPorts = [.. Enumerable.Range(0, Members).Select(_ => RunningNode.FreePort())];
    private readonly RunningNode?[] _members = new RunningNode?[Members];
    private TimeSpan _longestLook;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _workspace.With("make.gr", CounterPrograms.Make).With("look.gr", CounterPrograms.Look).With("walk.gr", CounterPrograms.Walk);
        await WholeAsync();
        Assert.Equal(new ToolResult(0, "made\n", ""), await RunAsync("make.gr", via: 0));
    }

    /// <summary>Starts the members that are not there, and waits until all are and say that they can be given work.</summary>
    public async Task WholeAsync()
    {
        var started = new List<RunningNode>();
        for (var member = 0; member < Members; member++)
        {
            if (_members[member] is null)
            {
                _members[member] = RunningNode.StartWithHttp(_workspace, _ports[member], _httpPorts[member], _ports);
                started.Add(_members[member]!);
            }
        }

        foreach (var member in started)
        {
            await member.UpAsync();
        }

        await Eventually.HoldsAsync("all members are ready", async () => (await Task.WhenAll(_httpPorts.Select(IsReadyAsync))).All(r => r), Patience);
    }

    /// <summary>Does a round of a test; when it fails, what the members have logged is told.</summary>
    public async Task RoundAsync(ITestOutputHelper output, Func<Task> round)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(round);
        try
        {
            _longestLook = TimeSpan.Zero;
            await WholeAsync();
            await round();

            // Graphs move to a member that has come back; this is what that costs whoever asks meanwhile.
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  longest look before and after it: {_longestLook.TotalSeconds:0.0} s"));
        }
        catch
        {
            for (var member = 0; member < Members; member++)
            {
                if (_members[member] is { } running)
                {
                    await KillAsync(member);
                    output.WriteLine($"member {_ports[member]} has logged:\n{await running.LogAsync()}");
                }
            }

            throw;
        }
    }

    /// <summary>The member that leads the graph now. The graph has to be open, as it is after a look.</summary>
    public async Task<int> CoordinatorAsync()
    {
        // For a moment it is nowhere while its shard moves.
        int[] leading = [];
        await Eventually.HoldsAsync(
            "one member leads the graph",
            async () =>
            {
                var here = await Task.WhenAll(_httpPorts.Select(GraphsAtAsync));
                leading = [.. Enumerable.Range(0, Members).Where(member => here[member].Contains("coordinator", StringComparison.Ordinal))];
                return leading.Length == 1;
            },
            Patience);
        return leading[0];
    }

    /// <summary>Any member but one.</summary>
    public static int AnyBut(int member, Random random) => (member + random.Next(1, Members)) % Members;

    /// <summary>Ends a member with <c>kill -9</c>.</summary>
    public async Task KillAsync(int member)
    {
        await using var killed = _members[member]!;
        _members[member] = null;
        await killed.KillAsync();
    }

    /// <summary>Asks a member to leave, and waits until it has.</summary>
    public async Task<ToolResult> LeaveAsync(int member)
    {
        await using var leaving = _members[member]!;
        _members[member] = null;
        return await leaving.TerminateAsync();
    }

    /// <summary>Starts a program on a member.</summary>
    internal WatchedRun Start(string text, int via)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}.gr");
        _workspace.With(file, text);
        return WatchedRun.Start(_workspace.Folder, "run", file, "--connect", AddressOf(via));
    }

    /// <summary>All counters, as a member tells.</summary>
    internal async Task<Counters> LookAsync(int via)
    {
        var clock = Stopwatch.StartNew();
        var look = await RunAsync("look.gr", via);
        _longestLook = clock.Elapsed > _longestLook ? clock.Elapsed : _longestLook;
        Assert.Equal((0, ""), (look.ExitCode, look.Error));
        return new Counters(look.Output);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var member in _members)
        {
            if (member is not null)
            {
                await member.DisposeAsync();
            }
        }

        _workspace.Dispose();
    }

    private Task<ToolResult> RunAsync(string file, int via) => _workspace.RunAsync("run", file, "--connect", AddressOf(via));

    private string AddressOf(int member) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_ports[member]}");

    private static Uri AddressOf(int port, string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{path}"));

    /// <summary>The graphs on a member; none while its shards move and do not answer.</summary>
    private static async Task<string> GraphsAtAsync(int port)
    {
        using var answer = await Http.GetAsync(AddressOf(port, "graphs"));
        return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : "";
    }

    private static async Task<bool> IsReadyAsync(int port)
    {
        try
        {
            using var answer = await Http.GetAsync(AddressOf(port, "healthz/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
