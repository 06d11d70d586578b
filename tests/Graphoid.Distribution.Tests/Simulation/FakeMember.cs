using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Simulation;

/// <summary>What a partition leaves with its member when it is opened.</summary>
/// <param name="Turns">Turns behind the checkpoint, each with the operation it follows.</param>
internal sealed record Deposit(FakePartition Partition, PartitionState State, IReadOnlyList<(long Number, ulong Turn)> Turns);

/// <summary>A process with the partitions of the graph that live in it: runs operations on copies of their states.</summary>
internal sealed partial class FakeMember(World world, MemberId id)
{
    private readonly SortedDictionary<int, Deposit> _deposits = [];
    private readonly Dictionary<int, IReadOnlyList<(long Number, ulong Turn)>> _turns = [];
    private SortedDictionary<int, PartitionState> _states = [];
    private MemberId[] _places = [];
    private long _depositEpoch;
    private long _epoch;
    private long _number;
    private long _life;

    public MemberId Id { get; } = id;

    public bool IsAlive { get; private set; } = true;

    /// <summary>The operation it is behind.</summary>
    public long Number => _number;

    private GraphId Graph => world.Spec.Id;

    public void Start() => IsAlive = true;

    public void Crash()
    {
        if (!IsAlive)
        {
            return;
        }

        IsAlive = false;
        _life++;
        _deposits.Clear();
        _states.Clear();
        _run = null;
        _batches.Clear();
        _epoch = 0;
        _depositEpoch = 0;
        world.After(world.Random.Next(300, 2500), () => world.Graph.Lost(Id));
        foreach (var partition in world.Partitions)
        {
            partition.MemberCrashed(this);
        }

        world.After(world.Random.Next(500, 4000), Start);
    }

    public void Put(long epoch, Deposit deposit)
    {
        if (epoch > _depositEpoch)
        {
            _depositEpoch = epoch;
            _deposits.Clear();
        }

        if (epoch == _depositEpoch)
        {
            _deposits[deposit.Partition.Index] = deposit;
        }
    }

    /// <summary>The state that a turn behind an operation runs on; null until the member has heard that the operation is over.</summary>
    public PartitionState? StateOf(int partition, long epoch, long number) =>
        _epoch == epoch && _number == number ? _states.GetValueOrDefault(partition) : null;

    /// <summary>The states as committed, for comparison at the end.</summary>
    public PartitionState? StateOf(int partition) => _states.GetValueOrDefault(partition);

    public void Receive(object message)
    {
        if (!IsAlive)
        {
            return;
        }

        switch (message)
        {
            case MemberProtocol.Assemble m when m.Epoch >= _epoch:
                Assemble(m);
                break;
            case MemberProtocol.Dissolve m when m.Epoch >= _epoch:
                _states.Clear();
                _deposits.Clear();
                _run = null;
                foreach (var partition in world.Partitions)
                {
                    partition.MemberDissolved(this, m.Epoch);
                }

                break;
            case MemberProtocol.Begin m when m.Stamp.Epoch == _epoch:
                if (IsBehind(m.Stamp.Number - 1))
                {
                    Begin(m);
                }

                break;
            case MemberProtocol.Round m when m.Stamp == _run?.Stamp:
                _run.Awaited = m;
                TryRound();
                break;
            case MemberProtocol.Batch m:
                _batches.Add(m);
                TryRound();
                break;
            case MemberProtocol.ApplyChanges m when m.Stamp == _run?.Stamp:
                ApplyChanges(m);
                break;
            case MemberProtocol.End m when m.Stamp == _run?.Stamp:
                End(m.IsCommit);
                break;
            case MemberProtocol.WriteCheckpoint m when m.Epoch == _epoch && IsBehind(m.Number):
                foreach (var (partition, state) in _states)
                {
                    world.Partitions[partition].Write(m.Epoch, m.Number, state with { });
                }

                break;
        }
    }

    /// <summary>Rule: a member that has missed the end of an operation says so instead of going on without it.</summary>
    private bool IsBehind(long number)
    {
        if (_number != number)
        {
            ToGraph(new MemberProtocol.MemberFailed(Graph, _epoch, Id, $"the end of operation {_number + 1} has not arrived"));
        }

        return _number == number;
    }

    private void Assemble(MemberProtocol.Assemble assemble)
    {
        int[] own = [.. Enumerable.Range(0, assemble.Places.Length).Where(i => assemble.Places[i] == Id)];
        if (_depositEpoch != assemble.Epoch || own.Any(i => !_deposits.ContainsKey(i)))
        {
            ToGraph(new MemberProtocol.MemberFailed(Graph, assemble.Epoch, Id, "partitions are missing"));
            return;
        }

        _epoch = assemble.Epoch;
        _places = assemble.Places;
        _run = null;
        _batches.Clear();
        _states = [];
        _turns.Clear();
        foreach (var partition in own)
        {
            _states[partition] = _deposits[partition].State with { };
            _turns[partition] = _deposits[partition].Turns;
        }

        RunTurnsAgain(assemble.Number);
        ToGraph(new MemberProtocol.Assembled(Graph, _epoch, Id, _states.Count, Edges(_states)));
    }

    /// <summary>The turns that followed an operation, when that operation has been run again.</summary>
    private void RunTurnsAgain(long number)
    {
        _number = number;
        foreach (var (partition, state) in _states)
        {
            foreach (var (_, turn) in _turns[partition].Where(t => t.Number == number))
            {
                Model.Turn(state, turn);
            }
        }
    }

    private static long Edges(SortedDictionary<int, PartitionState> states) => states.Values.Sum(s => s.Edges);

    private void ToGraph(object message) => world.Send(Id.Address, "graph", () => world.Graph.Receive(message, null));

    /// <summary>Work takes time; nothing comes of it when the process or the operation is gone by then.</summary>
    private void Later(Action action)
    {
        var life = _life;
        var run = _run;
        world.After(world.Random.Next(0, 6), () =>
        {
            if (life == _life && run == _run)
            {
                action();
            }
        });
    }
}
