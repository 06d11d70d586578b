using Akka.Configuration;
using Graphoid.Actors.Bootstrap;
using Graphoid.Actors.Sessions;
using Graphoid.Actors.Wire;
using Graphoid.Formats;
using Graphoid.Hosting.Options;
using Graphoid.Testing.Support;

namespace Graphoid.Conformance.Tests;

/// <summary>The members that programs run on: each cluster is started when it is first asked for, and all end with the tests.</summary>
public sealed class ConformanceClusters : IAsyncLifetime
{
    /// <summary>Where programs may write files: a variable of the environment, which members that are processes inherit.</summary>
    private const string FolderVariable = "GRAPHOID_CONFORMANCE_FOLDER";

    private const int ProcessCount = 3;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Task<TestMembers>> _inProcess = [];
    private readonly Workspace _workspace = new();
    private readonly List<RunningNode> _nodes = [];
    private readonly List<SessionClient> _clients = [];
    private Task<IReadOnlyList<SessionClient>>? _processes;

    /// <summary>Nothing is started yet; programs have a folder for their files.</summary>
    public ConformanceClusters() => Environment.SetEnvironmentVariable(
        FolderVariable, Directory.CreateDirectory(Path.Combine(_workspace.Folder, "files")).FullName);

    /// <summary>The first of so many members in this process.</summary>
    public async Task<GraphoidProcess> MembersAsync(int count)
    {
        Task<TestMembers>? cluster;
        lock (_lock)
        {
            if (!_inProcess.TryGetValue(count, out cluster))
            {
                cluster = TestMembers.StartAsync(new MembersSetup
                {
                    Count = count,
                    Database = count == 1 ? DatabaseKind.Memory : DatabaseKind.Sqlite,
                    Options = (options, _) => options.Files = new GraphFiles(),
                });
                _inProcess.Add(count, cluster);
            }
        }

        return GraphoidProcess.Of((await cluster).First.System);
    }

    /// <summary>A client of each member that is a process of its own, with its settings as shipped.</summary>
    public Task<IReadOnlyList<SessionClient>> ProcessesAsync()
    {
        lock (_lock)
        {
            return _processes ??= StartProcessesAsync();
        }
    }

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _workspace.Dispose();
        foreach (var cluster in _inProcess.Values.Where(cluster => cluster.IsCompletedSuccessfully))
        {
            await (await cluster).DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<SessionClient>> StartProcessesAsync()
    {
        var ports = RunningNode.FreePorts(ProcessCount);
        _nodes.AddRange(ports.Select(port => RunningNode.Start(_workspace, port, ports)));
        foreach (var node in _nodes)
        {
            await node.UpAsync();
        }

        foreach (var node in _nodes)
        {
            // As the tool does it.
            var options = new SessionClientOptions("127.0.0.1", node.Port) { Serialization = ConfigurationFactory.ParseString(WireSettings.Hocon) };
            _clients.Add(await SessionClient.ConnectAsync(options, CancellationToken.None));
        }

        return _clients;
    }
}
