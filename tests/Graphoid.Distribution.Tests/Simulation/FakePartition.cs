using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Simulation;

/// <summary>A partition: its place, its journal, and turns while it has leave to run them.</summary>
internal sealed class FakePartition
{
    private readonly World _world;
    private readonly FakeJournal _journal;
    private readonly Queue<ulong> _turns = new();
    private FakeMember? _place;
    private long _life;
    private long _epoch;
    private bool _isOpening;
    private bool _isLeaving;
    private bool _hasLeave;
    private long _number;
    private long _leave;
    private long? _returning;
    private int _unjournaled;
    private int _waited;

    public FakePartition(World world, int index)
    {
        _world = world;
        _journal = new FakeJournal(world);
        Index = index;
    }

    private sealed record Epoch(long Number);

    private sealed record Chunk(long Number, PartitionState State);

    public sealed record Turn(long Number, ulong Id, ulong Digest);

    public int Index { get; }

    public bool IsQuiet => _turns.Count == 0 && _journal.UnderWay == 0 && !_isLeaving;

    public FakeMember? Place => _place;

    /// <summary>All turns that were ever durable, in order.</summary>
    public IEnumerable<Turn> TurnsEver => _journal.Ever.OfType<Turn>();

    private long DurableEpoch => _journal.Ever.OfType<Epoch>().Select(e => e.Number).DefaultIfEmpty(0).Max();

    private GraphId Graph => _world.Spec.Id;

    public void MemberCrashed(FakeMember member)
    {
        if (_place == member)
        {
            // Until the cluster has noticed, messages to the partition are lost.
            End();
            var life = _life;
            _world.After(_world.Random.Next(300, 2000), () => _place = life == _life && _epoch == 0 ? null : _place);
        }
    }

    /// <summary>The graph has ended the epoch there.</summary>
    public void MemberDissolved(FakeMember member, long epoch)
    {
        if (_place == member && _epoch <= epoch)
        {
            End();
        }
    }

    /// <summary>A message of a driver to a node.</summary>
    public void Request(ulong turn)
    {
        if (_place is { IsAlive: true })
        {
            _turns.Enqueue(turn);
            RunTurns();
            WantTurns();
        }
    }

    public void Leave()
    {
        if (_epoch > 0 && !_isLeaving)
        {
            _isLeaving = true;
            var life = _life;
            ToGraph(new PartitionProtocol.LeaveWanted(Graph, Index, _epoch));
            _world.Every(500, 900, () =>
            {
                if (life == _life)
                {
                    ToGraph(new PartitionProtocol.LeaveWanted(Graph, Index, _epoch));
                }

                return life == _life;
            });
        }
    }

    public void WantCheckpoint() => ToGraph(new PartitionProtocol.CheckpointWanted(Graph, Index, _epoch));

    public void Receive(object message)
    {
        _place ??= _world.AnyMember();
        if (_place is not { IsAlive: true })
        {
            return;
        }

        switch (message)
        {
            case PartitionProtocol.OpenPartition m:
                Open(m);
                break;
            case PartitionProtocol.TurnsGranted m when m.Epoch == _epoch && m.Leave >= _leave:
                _leave = m.Leave;
                _number = m.Number;
                _hasLeave = true;
                RunTurns();
                break;
            case PartitionProtocol.TurnsRevoked m when m.Epoch == _epoch && m.Leave >= _leave:
                _hasLeave = false;
                _leave = m.Leave;
                _returning = m.Leave;
                TryReturn();
                break;
            case PartitionProtocol.TurnsRevoked m when m.Epoch == _epoch:
                // A late repetition of an earlier revocation, behind the next grant.
                ToGraph(new PartitionProtocol.TurnsReturned(Graph, Index, _epoch, m.Leave));
                break;
            case PartitionProtocol.LeaveGranted m when m.Epoch == _epoch && _isLeaving:
                ToGraph(new PartitionProtocol.PartitionClosed(Graph, Index, _epoch));
                End();
                _place = null;
                break;
            case PartitionProtocol.CheckpointCommitted m:
                var last = _journal.Records.FindLastIndex(r => r is Chunk c && c.Number == m.Number);
                if (last > 0)
                {
                    _journal.Records.RemoveRange(0, last);
                }

                break;
        }
    }

    /// <summary>The member has put the state together for a checkpoint.</summary>
    public void Write(long epoch, long number, PartitionState state) => _journal.Write(
        new Chunk(number, state),
        () => ToGraph(new PartitionProtocol.CheckpointWritten(Graph, Index, epoch, number, 0)));

    private void Open(PartitionProtocol.OpenPartition open)
    {
        if (open.Epoch < DurableEpoch || (open.Epoch == _epoch && _isOpening))
        {
            return;
        }

        if (open.Epoch == _epoch)
        {
            ToGraph(new PartitionProtocol.PartitionOpened(Graph, Index, _epoch, _place!.Id));
            return;
        }

        _epoch = open.Epoch;
        _isOpening = true;
        _hasLeave = false;
        _returning = null;
        _leave = 0;
        _journal.Write(new Epoch(open.Epoch), () =>
        {
            if (open.Epoch == _epoch)
            {
                _isOpening = false;
                _place!.Put(_epoch, Recovered(open.Checkpoint));
                ToGraph(new PartitionProtocol.PartitionOpened(Graph, Index, _epoch, _place.Id));
                WantTurns();
            }
        });
    }

    /// <summary>The newest state written behind that operation, and all turns after it.</summary>
    private Deposit Recovered(long checkpoint)
    {
        var from = _journal.Records.FindLastIndex(r => r is Chunk c && c.Number == checkpoint);
        if (from < 0 && checkpoint > 0)
        {
            throw new SimulationException($"partition {Index} has not written the checkpoint behind operation {checkpoint}");
        }

        var state = from < 0 ? new PartitionState() : ((Chunk)_journal.Records[from]).State;
        return new Deposit(this, state, [.. _journal.Records.Skip(from + 1).OfType<Turn>().Select(t => (t.Number, t.Id))]);
    }

    private void RunTurns()
    {
        while (_hasLeave && _turns.Count > 0 && _place!.StateOf(Index, _epoch, _number) is { } state)
        {
            var turn = _turns.Dequeue();
            _waited = 0;
            Model.Turn(state, turn);
            _unjournaled++;
            _journal.Write(new Turn(_number, turn, state.Digest), () =>
            {
                _unjournaled--;
                _world.AnsweredTurns.Add(turn);
                TryReturn();
            });
        }
    }

    private void TryReturn()
    {
        if (_returning is { } leave && _unjournaled == 0)
        {
            _returning = null;
            ToGraph(new PartitionProtocol.TurnsReturned(Graph, Index, _epoch, leave));
            WantTurns();
        }
    }

    private void WantTurns()
    {
        if (_turns.Count == 0 || _epoch == 0)
        {
            return;
        }

        var life = _life;
        if (_hasLeave)
        {
            // The member is not behind the operation yet; when it takes too long, it has missed the end of it.
            RunTurns();
            if (++_waited > 10)
            {
                _waited = 0;
                ToGraph(new MemberProtocol.MemberFailed(Graph, _epoch, _place!.Id, $"the end of operation {_number} has not arrived"));
            }
        }
        else
        {
            ToGraph(new PartitionProtocol.TurnsWanted(Graph, Index, _epoch));
        }

        _world.After(300, () =>
        {
            if (life == _life)
            {
                WantTurns();
            }
        });
    }

    private void End()
    {
        _life++;
        _journal.Crash();
        _turns.Clear();
        _epoch = 0;
        _isOpening = false;
        _isLeaving = false;
        _hasLeave = false;
        _returning = null;
        _leave = 0;
        _unjournaled = 0;
    }

    private void ToGraph(object message) => _world.Send($"partition{Index}", "graph", () => _world.Graph.Receive(message, null));
}
