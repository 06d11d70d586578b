using System.Globalization;
using Akka.Cluster.Sharding;
using Graphoid.Benchmarks.Members;
using Graphoid.Benchmarks.Measurement;
using Graphoid.Benchmarks.Programs;

namespace Graphoid.Benchmarks.Scenarios;

/// <summary>Requests to single nodes of a graph on a cluster, beside what Akka's own <c>Ask</c> to a sharded actor costs.</summary>
/// <remarks>In the timer: clients that each run a program with a runtime and a session of its own, in which one request follows the
/// other; for the baselines the same number of loops around <c>Ask</c>. The clients are in the process of the first member. Not in the
/// timer: starting members and graphs, a first run, and the sum of all counters, which must have grown by exactly the requests
/// that were answered. The baselines are a counter that forgets, beside a graph in memory, and one that journals each step
/// before it answers, into the same SQLite file, beside a durable graph.</remarks>
internal sealed class RequestsScenario : IScenario
{
    private const int Nodes = 100;
    private const int Partitions = 12;
    private const int ManyClients = 16;

    /// <inheritdoc/>
    public string Name => "requests";

    /// <inheritdoc/>
    public string Summary => $"requests/s to single nodes on 1 and 3 members, 1 and {ManyClients} clients, beside Ask";

    /// <inheritdoc/>
    public async Task RunAsync(Settings settings)
    {
        var clusters = new List<BenchMembers>();
        try
        {
            var variants = new List<Variant>();
            foreach (var members in new[] { 1, 3 })
            {
                var durable = await StartAsync(members, clusters);
                var memory = await StartAsync(members, clusters);
                await PrepareAsync(durable, isDurable: true);
                await PrepareAsync(memory, isDurable: false);
                foreach (var clients in new[] { 1, ManyClients })
                {
                    var many = clients > 1;
                    variants.Add(OfGraph("graph, durable", durable, clients, many ? 6400 : 1000));
                    variants.Add(OfAsk("Ask, journaling", durable, PlainCounters.PersistentRegion, clients, many ? 6400 : 1000));
                    variants.Add(OfGraph("graph, memory", memory, clients, many ? 9600 : 3000));
                    variants.Add(OfAsk("Ask", memory, PlainCounters.Region, clients, many ? 48_000 : 6000));
                }
            }

            await Harness.MeasureAsync(settings, variants);
        }
        finally
        {
            foreach (var members in clusters)
            {
                await members.DisposeAsync();
            }
        }
    }

    private static async Task<BenchMembers> StartAsync(int count, List<BenchMembers> clusters)
    {
        var members = await BenchMembers.StartAsync(
            count,
            actors: (builder, _) => PlainCounters.Register(builder, Partitions),
            regions: [PlainCounters.Region, PlainCounters.PersistentRegion]);
        clusters.Add(members);
        return members;
    }

    private static async Task PrepareAsync(BenchMembers members, bool isDurable)
    {
        await members.CreateAsync(ProgramBench.GraphName, Partitions, isDurable);
        var output = await members.RunAsync(ProgramText.Read("counter.gr"));
        VerificationException.ThrowUnlessEqual("nodes", Nodes, int.Parse(output[0], CultureInfo.InvariantCulture));
    }

    private static Variant OfGraph(string name, BenchMembers members, int clients, int requests) => NewVariant(
        name,
        members,
        clients,
        requests,
        async () => long.Parse((await members.RunAsync(ProgramText.Read("counts.gr")))[0], CultureInfo.InvariantCulture),
        client =>
        {
            var run = new PlainRun(ProgramText.Read("client.gr")
                .Replace("FIRST", First(client), StringComparison.Ordinal)
                .Replace("COUNT", (requests / clients).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            return async () =>
            {
                await using var runtime = members.NewRuntime();
                return long.Parse((await run.RunAsync(runtime))[0], CultureInfo.InvariantCulture);
            };
        });

    private static Variant OfAsk(string name, BenchMembers members, string regionName, int clients, int requests)
    {
        var region = ClusterSharding.Get(members.System).ShardRegion(regionName);
        return NewVariant(
            name,
            members,
            clients,
            requests,
            async () =>
            {
                var sum = 0L;
                for (var node = 0; node < Nodes; node++)
                {
                    sum += await AskAsync(node, PlainCounters.Get);
                }

                return sum;
            },
            client => async () =>
            {
                var first = int.Parse(First(client), CultureInfo.InvariantCulture);
                for (var request = 0; request < requests / clients; request++)
                {
                    await AskAsync((first + request) % Nodes, PlainCounters.Tick);
                }

                return requests / clients;
            });

        Task<long> AskAsync(int node, string message) =>
            Akka.Actor.Futures.Ask<long>(region, new ShardingEnvelope(node.ToString(CultureInfo.InvariantCulture), message), TimeSpan.FromSeconds(60));
    }

    /// <summary>Clients begin at different nodes and follow each other around.</summary>
    private static string First(int client) => (client * Nodes / ManyClients).ToString(CultureInfo.InvariantCulture);

    private static Variant NewVariant(
        string name, BenchMembers members, int clients, int requests, Func<Task<long>> sum, Func<int, Func<Task<long>>> newClient) => new(
            $"{name}, {members.Count} member{(members.Count == 1 ? "" : "s")}, {clients} client{(clients == 1 ? "" : "s")}",
            [("requests", requests)],
            async timer =>
            {
                var before = await sum();
                Func<Task<long>>[] loops = [.. Enumerable.Range(0, clients).Select(newClient)];
                timer.Start();
                var answered = await Task.WhenAll(loops.Select(loop => Task.Run(loop)));
                timer.Stop();
                VerificationException.ThrowUnlessEqual("requests that were answered", requests, answered.Sum());
                VerificationException.ThrowUnlessEqual("sum of the counters", before + requests, await sum());
                return $"{requests} requests counted, {timer.Wall.TotalMilliseconds * clients / requests:0.000} ms each";
            });
}
