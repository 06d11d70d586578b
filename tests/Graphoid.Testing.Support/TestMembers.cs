using Akka.Cluster;
using Graphoid.Hosting;
using Graphoid.Hosting.Options;

namespace Graphoid.Testing.Support;

/// <summary>Members of one cluster in this process, on free ports of loopback, set up as in production but for shorter waits.</summary>
/// <remarks>The calls are for one thread at a time. Disposing stops all members and deletes what they kept.</remarks>
public sealed class TestMembers : IAsyncDisposable
{
    /// <summary>What a SQLite database of theirs is called.</summary>
    public const string DatabaseFile = "graphs.db";

    private readonly TemporaryFolder _folder = new();
    private readonly List<GraphoidMember> _all = [];
    private readonly MembersSetup _setup;
    private int _started;

    private TestMembers(MembersSetup setup) => _setup = setup;

    /// <summary>The members that run, in the order in which they were started. A test that crashes one finds it gone from here.</summary>
    public IReadOnlyList<GraphoidMember> All => _all;

    /// <summary>The oldest of them.</summary>
    public GraphoidMember First => _all[0];

    /// <summary>A file or folder among what they keep.</summary>
    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>Starts members and waits until all see all Up.</summary>
    public static Task<TestMembers> StartAsync(int count) => StartAsync(new MembersSetup { Count = count });

    /// <inheritdoc cref="StartAsync(int)"/>
    public static async Task<TestMembers> StartAsync(MembersSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);

        var members = new TestMembers(setup);
        try
        {
            // The first one founds the cluster, so that the others have a seed with a port that is known.
            await members.AddAsync();
            await Task.WhenAll(Enumerable.Range(1, setup.Count - 1).Select(_ => members.StartOneAsync()));
            await members.AllUpAsync();
            return members;
        }
        catch
        {
            await members.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more and waits until all see all Up.</summary>
    public async Task<GraphoidMember> AddAsync()
    {
        var member = await StartOneAsync();
        await AllUpAsync();
        return member;
    }

    /// <summary>Ends a member without a word to the others, as a crash would. <see cref="AllUpAsync"/> waits until they have noticed.</summary>
    public async Task CrashAsync(GraphoidMember member)
    {
        ArgumentNullException.ThrowIfNull(member);

        Remove(member);
        await member.System.Terminate();
        await member.DisposeAsync();
    }

    /// <summary>Stops a member in good order and waits until the others have let it go.</summary>
    public async Task StopAsync(GraphoidMember member)
    {
        ArgumentNullException.ThrowIfNull(member);

        Remove(member);
        await member.DisposeAsync();
        await AllUpAsync();
    }

    /// <summary>Waits until every member that runs sees those that run as Up, and no others.</summary>
    public Task AllUpAsync() => Eventually.HoldsAsync(
        $"{_all.Count} members are Up everywhere",
        () => _all.TrueForAll(member =>
        {
            var view = Cluster.Get(member.System).State;
            return view.Unreachable.IsEmpty
                && view.Members.Count == _all.Count
                && view.Members.All(other => other.Status == MemberStatus.Up);
        }));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Newest first: the oldest then has nobody to hand over to.
        foreach (var member in Enumerable.Reverse(_all))
        {
            await member.DisposeAsync();
        }

        _all.Clear();
        _folder.Dispose();
    }

    private async Task<GraphoidMember> StartOneAsync()
    {
        var number = Interlocked.Increment(ref _started) - 1;
        var options = Options(number);
        var member = await GraphoidMember.StartAsync(options, _setup.Services, (builder, provider) =>
        {
            _setup.Faults?.Apply(builder, options.Database.Kind);
            _setup.Actors?.Invoke(builder, provider);
        });
        lock (_all)
        {
            _all.Add(member);
        }

        return member;
    }

    private GraphoidOptions Options(int number)
    {
        var options = new GraphoidOptions
        {
            DataDirectory = _folder.PathOf($"member-{number}"),
            Database = new DatabaseOptions { Kind = _setup.Database, ConnectionString = _setup.ConnectionString },
        };
        if (_setup.Database == DatabaseKind.Sqlite)
        {
            options.Database.File = PathOf(DatabaseFile);
        }

        GraphoidMember? first;
        lock (_all)
        {
            first = _all.FirstOrDefault();
        }

        if (first is not null)
        {
            var address = Cluster.Get(first.System).SelfAddress;
            options.Seeds = [$"{address.Host}:{address.Port}"];
        }

        if (_setup.IsFast)
        {
            FastMembers.Apply(options);
        }

        _setup.Options?.Invoke(options, number);
        return options;
    }

    private void Remove(GraphoidMember member)
    {
        if (!_all.Remove(member))
        {
            throw new InvalidOperationException($"{member.Id} does not run here.");
        }
    }
}
