using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Simulation;

/// <summary>The shell of a coordinator: what the actor does, on simulated time, with crashes.</summary>
internal sealed class FakeGraph
{
    private static readonly GraphCoordinatorOptions Options = new()
    {
        WaitingMax = 12,
        AnsweredPerSessionMax = 12,
        CheckpointOperations = 4,
        PhaseSilenceMax = TimeSpan.FromSeconds(2),
        RoundSilenceMax = TimeSpan.FromSeconds(6),
        ResendInterval = TimeSpan.FromMilliseconds(400),
        ReopenPauseMax = TimeSpan.FromSeconds(1),
        CallWaitMax = TimeSpan.FromSeconds(5),
        MoveWaitMax = TimeSpan.FromSeconds(2),
    };

    private readonly World _world;
    private readonly Dictionary<long, long> _lifeOfEpoch = [];
    private readonly HashSet<MemberId> _watched = [];
    private long _life;
    private bool _failsNextWrite;

    public FakeGraph(World world)
    {
        _world = world;
        Journal = new FakeJournal(world);
    }

    public FakeJournal Journal { get; }

    /// <summary>Null while there is none.</summary>
    public GraphCoordinator? Core { get; private set; }

    public void Start()
    {
        if (Core is not null)
        {
            return;
        }

        var life = ++_life;
        _watched.Clear();
        Core = new GraphCoordinator(_world.Spec.Id, Options, "1") { Bug = _world.Bug };
        foreach (var record in Journal.Records)
        {
            Core.Apply(record);
        }

        Feed(new GraphInput.Recovered());
        _world.Every(400, 500, () =>
        {
            if (life == _life)
            {
                Feed(new GraphInput.Tick());
            }

            return life == _life;
        });
    }

    public void Crash()
    {
        if (Core is not null)
        {
            Core = null;
            _life++;
            Journal.Crash();
            _world.After(_world.Random.Next(50, 2500), Start);
        }
    }

    /// <summary>Its shard has to go to another member.</summary>
    public void Move()
    {
        if (Core is not null)
        {
            Feed(new GraphInput.MoveWanted());
        }
    }

    public void FailNextWrite() => _failsNextWrite = true;

    /// <summary>A message through the region: it may wait there for the next life.</summary>
    public void Receive(object message, object? sender)
    {
        if (Core is not null)
        {
            Feed(new GraphInput.Received(message, new ReplyTo(sender)));
        }
        else if (_world.Random.Next(2) == 0)
        {
            _world.After(_world.Random.Next(100, 2000), () => Receive(message, sender));
        }
    }

    public void Lost(MemberId member)
    {
        if (Core is not null && _watched.Remove(member))
        {
            Feed(new GraphInput.MemberLost(member));
        }
    }

    private void Feed(GraphInput input)
    {
        var life = _life;
        foreach (var effect in Core!.Handle(input, _world.NowMs))
        {
            if (life == _life)
            {
                CarryOut(effect);
            }
        }
    }

    private void CarryOut(GraphEffect effect)
    {
        switch (effect)
        {
            case GraphEffect.Persist { Event: var record }:
                Persist(record);
                break;
            case GraphEffect.Reply { To.Token: FakeDriver driver, Message: var message }:
                Check(message);
                _world.Send("graph", $"driver{driver.Index}", () => driver.Receive(message));
                break;
            case GraphEffect.ToPartition { Partition: var index, Message: var message }:
                Check(message);
                _world.Send("graph", $"partition{index}", () => _world.Partitions[index].Receive(message));
                break;
            case GraphEffect.ToMember { Member: var member, Message: var message }:
                _world.Send("graph", member.Address, () => _world.Member(member).Receive(message));
                break;
            case GraphEffect.Watch { Member: var member }:
                _watched.Add(member);
                if (!_world.Member(member).IsAlive)
                {
                    _world.After(10, () => Lost(member));
                }

                break;
            case GraphEffect.Unwatch { Member: var member }:
                _watched.Remove(member);
                break;
            case GraphEffect.DeleteOldEvents:
                var last = Journal.Records.FindLastIndex(r => r is GraphEvents.CheckpointCommitted);
                Journal.Records.RemoveRange(0, last);
                break;
            case GraphEffect.Stop:
                Crash();
                break;
        }
    }

    private void Persist(object record)
    {
        if (_failsNextWrite)
        {
            _failsNextWrite = false;
            Feed(new GraphInput.PersistFailed("simulated"));
        }
        else
        {
            Journal.Write(record, () => Feed(new GraphInput.Persisted(record)));
        }
    }

    /// <summary>Rule: nobody is told before the journal.</summary>
    private void Check(object message)
    {
        switch (message)
        {
            case GraphProtocol.OperationDone { Outcome.End: OperationEnd.Completed } done
                when !Journal.Ever.Any(r => r is GraphEvents.OperationCommitted c && c.Id == done.Id):
                throw new SimulationException($"{done.Id} is answered before its record");
            case PartitionProtocol.OpenPartition open when _lifeOfEpoch.TryGetValue(open.Epoch, out var life) && life != _life:
                throw new SimulationException($"epoch {open.Epoch} is used by two lives");
            case PartitionProtocol.OpenPartition open:
                if (_lifeOfEpoch.Count > 0 && open.Epoch < _lifeOfEpoch.Keys.Max())
                {
                    throw new SimulationException($"epoch {open.Epoch} is smaller than an earlier one");
                }

                _lifeOfEpoch[open.Epoch] = _life;
                break;
        }
    }
}
