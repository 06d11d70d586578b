using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Simulation;

/// <summary>Something in the simulation that must not be.</summary>
internal sealed class SimulationException(string message) : Exception(message);

/// <summary>Time, network and faults of one simulated cluster with one graph, all of them from one seed.</summary>
/// <remarks>Messages keep their order per pair of sender and receiver and may be lost; pairs overtake each other. Processes crash
/// and come back with nothing but their journals.</remarks>
internal sealed class World
{
    public const long FaultsEndAtMs = 20_000;
    private const long PatienceMs = 300_000;

    private readonly PriorityQueue<Action, (long, long)> _events = new();
    private readonly Dictionary<(string, string), long> _lastArrivals = [];
    private readonly double _lossRate;
    private long _order;

    public World(int seed, PlantedBug bug)
    {
        Random = new Random(seed);
        Bug = bug;
        _lossRate = Random.Next(3) switch { 0 => 0, 1 => 0.003, _ => 0.02 };
        Members = [.. Enumerable.Range(0, Random.Next(1, 4)).Select(i => new FakeMember(this, new MemberId($"m{i}")))];
        Partitions = [.. Enumerable.Range(0, Random.Next(1, 6)).Select(i => new FakePartition(this, i))];
        Spec = new GraphSpec(
            new GraphId("g"), "g", [.. Partitions.Select(p => $"p{p.Index}")], "hash", null, IsDirected: true, IsDurable: true);
        Graph = new FakeGraph(this);
        Drivers = [.. Enumerable.Range(0, Random.Next(1, 4)).Select(i => new FakeDriver(this, i))];
    }

    public Random Random { get; }

    public PlantedBug Bug { get; }

    public long NowMs { get; private set; }

    public bool HasFaults => NowMs < FaultsEndAtMs;

    public GraphSpec Spec { get; }

    public FakeGraph Graph { get; }

    public FakeMember[] Members { get; }

    public FakePartition[] Partitions { get; }

    public FakeDriver[] Drivers { get; }

    /// <summary>Turns whose sender was told that they count.</summary>
    public List<ulong> AnsweredTurns { get; } = [];

    public void At(long ms, Action action) => _events.Enqueue(action, (ms, _order++));

    public void After(long ms, Action action) => At(NowMs + ms, action);

    /// <summary>Again and again, with pauses from a range, as long as it says so.</summary>
    public void Every(int minMs, int maxMs, Func<bool> action) => After(Random.Next(minMs, maxMs), () =>
    {
        if (action())
        {
            Every(minMs, maxMs, action);
        }
    });

    public void Send(string from, string to, Action arrive)
    {
        if (HasFaults && Random.NextDouble() < _lossRate)
        {
            return;
        }

        var latency = Random.Next(100) < 3 ? Random.Next(50, 400) : Random.Next(1, 15);
        var last = _lastArrivals.GetValueOrDefault((from, to));
        var arrival = Math.Max(last, NowMs + latency);
        _lastArrivals[(from, to)] = arrival;
        At(arrival, arrive);
    }

    public FakeMember Member(MemberId id) => Members.First(m => m.Id == id);

    public FakeMember? AnyMember()
    {
        FakeMember[] alive = [.. Members.Where(m => m.IsAlive)];
        return alive.Length == 0 ? null : alive[Random.Next(alive.Length)];
    }

    public void Run()
    {
        Graph.Start();
        foreach (var driver in Drivers)
        {
            driver.Start();
        }

        Every(20, 300, StartTurn);
        var faultMinMs = Random.Next(200, 3000);
        Every(faultMinMs, faultMinMs * 3, Fault);
        At(FaultsEndAtMs, Heal);
        while (_events.TryDequeue(out var next, out var at))
        {
            NowMs = at.Item1;
            next();
            if (!HasFaults && IsQuiet())
            {
                return;
            }

            if (NowMs > FaultsEndAtMs + PatienceMs)
            {
                throw new SimulationException($"not at rest: {Graph.Core?.Phase}, unanswered {string.Join(", ", Drivers.Select(d => d.Open))}");
            }
        }
    }

    private bool IsQuiet() =>
        Graph.Core is { Phase: GraphPhase.Serving, Waiting: 0 }
        && Graph.Journal.UnderWay == 0
        && Array.TrueForAll(Drivers, d => d.Open == 0)
        && Array.TrueForAll(Partitions, p => p.IsQuiet)
        && Array.TrueForAll(Partitions, p => p.Place is { } place && place.Number == Graph.Core.Number);

    private bool StartTurn()
    {
        Partitions[Random.Next(Partitions.Length)].Request((ulong)Random.NextInt64());
        return HasFaults;
    }

    private bool Fault()
    {
        if (!HasFaults)
        {
            return false;
        }

        switch (Random.Next(9))
        {
            case 8:
                Graph.Move();
                break;
            case 0 or 1:
                Members[Random.Next(Members.Length)].Crash();
                break;
            case 2 or 3:
                Graph.Crash();
                break;
            case 4 or 5:
                Partitions[Random.Next(Partitions.Length)].Leave();
                break;
            case 6:
                Graph.FailNextWrite();
                break;
            default:
                Partitions[Random.Next(Partitions.Length)].WantCheckpoint();
                break;
        }

        return true;
    }

    private void Heal()
    {
        foreach (var member in Members)
        {
            member.Start();
        }

        if (Graph.Core is null)
        {
            Graph.Start();
        }

        // Who has missed the end of an operation notices at the next one.
        Drivers[0].Finish();
    }
}
