using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Simulation;

/// <summary>A session: makes the graph, asks for operations, repeats what is not answered, takes some back.</summary>
internal sealed class FakeDriver(World world, int index)
{
    private readonly Guid _session = new(index + 1, 0, 0, new byte[8]);
    private readonly HashSet<OperationId> _open = [];
    private long _last;
    private bool _isReady;

    public int Index { get; } = index;

    public int Open => _open.Count;

    /// <summary>The first answer to each operation.</summary>
    public Dictionary<OperationId, OperationOutcome> Answers { get; } = [];

    public void Start() => world.Every(50, 600, () =>
    {
        if (!_isReady)
        {
            ToGraph(new GraphProtocol.CreateGraph(1, world.Spec, AwaitsImport: false));
        }
        else if (_open.Count < 3 && world.HasFaults)
        {
            Begin(world.Random.Next(2) == 0 ? 60_000 : world.Random.Next(200, 5000));
        }

        return world.HasFaults || !_isReady;
    });

    public void Receive(object message)
    {
        switch (message)
        {
            case GraphProtocol.GraphDescription { Spec: not null }:
                _isReady = true;
                break;
            case GraphProtocol.OperationDone { Id: var id, Outcome: var outcome }:
                _open.Remove(id);
                if (!Answers.TryAdd(id, outcome) && outcome.End != OperationEnd.Forgotten
                    && (Answers[id].End != outcome.End || Answers[id].Number != outcome.Number))
                {
                    throw new SimulationException($"{id} is answered with {Answers[id].End}, then with {outcome.End}");
                }

                break;
        }
    }

    /// <summary>One more operation, which waits for the graph to recover.</summary>
    public void Finish() => Begin(600_000);

    private void Begin(long waitMaxMs)
    {
        var id = new OperationId(_session, ++_last);
        var run = new GraphProtocol.RunOperation(
            world.Spec.Id, id, Model.Operation((ulong)world.Random.NextInt64()), waitMaxMs);
        var cancel = new GraphProtocol.CancelOperation(world.Spec.Id, id);
        var isCancelled = false;
        _open.Add(id);
        if (world.HasFaults && world.Random.Next(12) == 0)
        {
            world.After(world.Random.Next(0, 300), () =>
            {
                isCancelled = true;
                ToGraph(cancel);
            });
        }

        ToGraph(run);
        world.Every(700, 1500, () =>
        {
            if (_open.Contains(id))
            {
                ToGraph(isCancelled ? cancel : run);
            }

            return _open.Contains(id);
        });
    }

    private void ToGraph(object message)
    {
        world.Send($"driver{Index}", "graph", () => world.Graph.Receive(message, this));
        if (world.HasFaults && world.Random.Next(12) == 0)
        {
            // Stuck somewhere on its way, and still delivered.
            world.After(world.Random.Next(500, 8000), () => world.Graph.Receive(message, this));
        }
    }
}
