using System.Globalization;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>The PostgreSQL server under a member goes and comes back. An outage is waited for: programs stand still and go on, and a
/// broadcast that cannot begin within two minutes ends with an error. Nothing acknowledged is lost, nothing is applied twice, and neither the member
/// nor the program has to be started again.</summary>
[Trait("Category", "EndToEnd")]
public sealed class LostDatabaseTests : IAsyncLifetime, IDisposable
{
    private readonly PostgresServer _server = new();
    private readonly Workspace _workspace = new Workspace()
        .With("make.gr", CounterPrograms.Make)
        .With("tick.gr", CounterPrograms.Tick(int.MaxValue))
        .With("look.gr", CounterPrograms.Look);

    public Task InitializeAsync() => _server.InitializeAsync();

    [PostgresFact]
    public async Task A_program_waits_for_a_lost_database_and_goes_on_when_it_is_back()
    {
        await using var node = RunningNode.StartOn(_workspace, $"postgres:{await _server.CreateDatabaseAsync()}", RunningNode.FreePort());
        await node.UpAsync();
        Assert.Equal(new ToolResult(0, "made\n", ""), await RunAsync("make.gr", node));

        using var program = WatchedRun.Start(_workspace.Folder, "run", "tick.gr", "--connect", node.Address);
        await program.LinesAsync(10);
        await _server.KillAsync();
        var before = program.Lines.Length;
        await _server.StartAgainAsync();
        await program.LinesAsync(before + 20);
        await program.KillAsync();

        // Each line counts all broadcasts so far: one lost or applied twice would show in all that follow.
        var printed = program.Lines.Select(line => line.Text).ToArray();
        Assert.True(printed.Length >= before + 20, $"the program has ended {printed.Length - before} lines after the outage");
        Assert.Equal(Enumerable.Range(1, printed.Length).Select(i => $"{i} {i * CounterPrograms.Nodes}"), printed);

        var look = await RunAsync("look.gr", node);
        var counts = look.Output.Trim('[', ']', '\n').Split(", ").Select(count => int.Parse(count, CultureInfo.InvariantCulture)).Distinct();
        Assert.True(Assert.Single(counts) >= printed.Length, $"{printed.Length} broadcasts were told to the program, and these happened: {look}");
    }

    [PostgresFact]
    public async Task A_database_that_is_not_there_ends_the_start_at_once()
    {
        var database = await _server.CreateDatabaseAsync();
        await _server.KillAsync();

        var result = await _workspace.RunAsync(
            "node", "--port", RunningNode.FreePort().ToString(CultureInfo.InvariantCulture), "--data", "data", "--database", $"postgres:{database}");

        Assert.StartsWith("Error: IOError: the PostgreSQL database test_", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Contains($" on 127.0.0.1:{_server.Port} cannot be reached: ", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.EndsWith(" [GR6003]", result.FirstErrorLine, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    public void Dispose() => _workspace.Dispose();

    private Task<ToolResult> RunAsync(string program, RunningNode node) => _workspace.RunAsync("run", program, "--connect", node.Address);
}
