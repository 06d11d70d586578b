using System.Text;
using Graphoid.Distribution.Partitions;
using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Distribution.Tests.Partitions;

/// <summary>What the simulation has found.</summary>
internal sealed class Violation(string text) : Exception(text);

/// <summary>One partition with a journal, a coordinator, clients and faults, all in one thread under one seed.</summary>
/// <remarks>
/// Rows are texts; a turn appends <c>t5;</c> to one row, an operation <c>o3;</c> to every row. A turn's outcome is the row as it was
/// then, so an outcome that somebody was told must be a beginning of the row in the end: whatever it shows was there to stay.
/// Faults: lives die with writes under way (written or not, told or not), live on beside their successor, the coordinator starts new
/// epochs at any moment, messages of old epochs arrive late, requests are repeated and lost.
/// </remarks>
internal sealed class PartitionWorld
{
    private static readonly string[] RowNames = ["a", "b"];
    private readonly Random _random;
    private readonly PlantedFaults _faults;
    private readonly int _calm;
    private readonly PartitionLimits _limits;

    // The journal, with its unique key.
    private readonly List<(long Sequence, object Record)> _journal = [];
    private long _highest;

    // What the coordinator keeps durably.
    private readonly List<string> _operations = [];
    private long _epoch = 1;
    private long _checkpoint;

    // What it only knows.
    private readonly Queue<object> _toPartition = new();
    private readonly Queue<(SimulatedLife From, object Message)> _toCoordinator = new();
    private readonly List<object> _late = [];
    private SimulatedLife? _opened;
    private long _leave;
    private bool _isGranted;
    private bool _isRevoking;
    private bool _isWriting;

    private readonly List<SimulatedLife> _zombies = [];
    private SimulatedLife _life = null!;
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    // What clients know.
    private readonly List<RunTurn> _requests = [];
    private readonly Dictionary<OperationId, (RunTurn Turn, string Outcome)> _acknowledged = [];
    private readonly Dictionary<Guid, long> _numbers = [];

    public PartitionWorld(int seed, PlantedFaults faults = PlantedFaults.None)
    {
        _random = new Random(seed);
        _faults = faults;
        _calm = _random.Next(1, 20);
        _limits = new PartitionLimits { RecordTurns = 3, WindowTurns = _random.Next(2) == 0 ? 4 : 256, RecordBytes = 200 };
        Start();
    }

    public int Acknowledged => _acknowledged.Count;

    public int Operations => _operations.Count;

    public long Epochs => _epoch;

    public long Checkpoint => _checkpoint;

    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            Step();
        }

        Finish();
    }

    private void Step()
    {
        _now += TimeSpan.FromMilliseconds(_random.Next(200));
        switch (_random.Next(100))
        {
            case < 22:
                Request();
                break;
            case < 44:
                StoreOne(PickLife());
                break;
            case < 62:
                Deliver();
                break;
            case < 76:
                Hear();
                break;
            case < 90:
                Coordinate();
                break;
            case < 92 when _late.Count > 0:
                ToLife(_late[_random.Next(_late.Count)]);
                break;
            case < 96:
                PickLife().Log.Tick(_now);
                break;
            case < 98 when _random.Next(_calm) == 0:
                Crash();
                break;
            case 98 when _random.Next(_calm) == 0:
                NewEpoch();
                break;
        }

        Settle();
    }

    private void Start()
    {
        _life = new SimulatedLife(new PartitionLog(PartitionSample.Graph, 0, _limits, _faults)) { Next = _highest + 1 };
        foreach (var (sequence, record) in _journal)
        {
            _life.Log.Recover(sequence, record);
        }
    }

    private SimulatedLife PickLife() => _zombies.Count > 0 && _random.Next(4) == 0 ? _zombies[_random.Next(_zombies.Count)] : _life;

    private void Request()
    {
        if (_requests.Count > 0 && _random.Next(3) == 0)
        {
            // Mostly recent ones, answered or not.
            var back = _random.Next(Math.Min(6, _requests.Count)) + 1;
            var repeated = _requests[^back];
            PickLife().Log.Run(repeated, repeated.Id, _now);
            return;
        }

        var session = new Guid(_random.Next(3), 0, 0, new byte[8]);
        var number = _numbers[session] = _numbers.GetValueOrDefault(session) + 1;
        var text = _random.Next(10) switch
        {
            < 7 => $"+t{session.ToString()[7]}.{number};",
            < 9 => "?",
            _ => "send",
        };
        var row = RowNames[_random.Next(RowNames.Length)];
        var turn = PartitionSample.Turn(number, text, row) with { Id = new OperationId(session, number) };
        _requests.Add(turn);
        if (_random.Next(10) > 0)
        {
            PickLife().Log.Run(turn, turn.Id, _now);
        }
    }

    /// <summary>The journal takes in a life's oldest record; its answer may never arrive.</summary>
    private void StoreOne(SimulatedLife life)
    {
        if (life.Writing.Count == 0)
        {
            return;
        }

        var (sequence, record) = life.Writing.Dequeue();
        if (sequence != _highest + 1)
        {
            Bury(life);
            return;
        }

        _highest = sequence;
        _journal.Add((sequence, record));
        if (_random.Next(30) == 0)
        {
            Bury(life);
        }
        else
        {
            life.Log.Persisted(sequence, _now);
        }
    }

    private void Deliver()
    {
        if (_toPartition.TryDequeue(out var message))
        {
            ToLife(message);
        }
        else if (_life.Host is { } host && _life.Deposited is { } epoch)
        {
            _life.Deposited = null;
            _life.Log.Deposited(epoch, host, new MemberId("m"), _now);
        }
    }

    private void ToLife(object message)
    {
        switch (message)
        {
            case OpenPartition open:
                _life.Log.Open(open, _now);
                break;
            case TurnsGranted granted:
                _life.Log.Grant(granted, _now);
                break;
            case TurnsRevoked revoked:
                _life.Log.Revoke(revoked, _now);
                break;
            case CheckpointCommitted committed:
                _life.Log.Commit(committed);
                break;
        }
    }

    private void Hear()
    {
        if (!_toCoordinator.TryDequeue(out var heard))
        {
            return;
        }

        switch (heard.Message)
        {
            case PartitionOpened opened when opened.Epoch == _epoch && _opened is null:
                _opened = heard.From;
                Replay(_opened);
                break;
            case PartitionClosed closed when closed.Epoch == _epoch:
                NewEpoch();
                break;
            case TurnsReturned returned when returned.Epoch == _epoch && returned.Leave == _leave && _isRevoking:
                _isRevoking = _isGranted = false;
                OperateOrWrite();
                break;
            case CheckpointWritten written when written.Epoch == _epoch && _isWriting:
                _isWriting = false;
                if (_random.Next(3) == 0)
                {
                    NewEpoch();
                    break;
                }

                _checkpoint = written.Number;
                _toPartition.Enqueue(new CheckpointCommitted(PartitionSample.Graph, 0, _epoch, written.Number));
                break;
            case PartitionUnreadable unreadable when unreadable.Epoch == _epoch:
                throw new Violation(unreadable.Reason);
        }
    }

    private void Coordinate()
    {
        if (_opened is null)
        {
            _toPartition.Enqueue(new OpenPartition(Spec(), 0, _epoch, _checkpoint));
        }
        else if (_opened.IsBuried && _random.Next(2) == 0)
        {
            // Its member is found to be gone. Until then operations run on it, and count.
            NewEpoch();
        }
        else if (_isRevoking || _isWriting)
        {
            return;
        }
        else if (!_isGranted)
        {
            if (_random.Next(4) == 0)
            {
                OperateOrWrite();
            }
            else
            {
                _isGranted = true;
                _toPartition.Enqueue(new TurnsGranted(PartitionSample.Graph, 0, _epoch, _operations.Count, ++_leave));
            }
        }
        else if (_random.Next(2) == 0)
        {
            _isRevoking = true;
            _toPartition.Enqueue(new TurnsRevoked(PartitionSample.Graph, 0, _epoch, _leave));
        }
    }

    private void OperateOrWrite()
    {
        if (_random.Next(3) > 0)
        {
            _operations.Add($"o{_operations.Count + 1};");
            Operate(_opened!.Host!, _operations.Count);
            return;
        }

        _isWriting = true;
        for (var index = 0; index < RowNames.Length && !_opened!.IsBuried; index++)
        {
            var row = Encoding.UTF8.GetBytes(_opened.Host!.Rows.GetValueOrDefault(RowNames[index], ""));
            _opened.Log.KeepPart(_epoch, _operations.Count, index, index == RowNames.Length - 1, row, _now);
        }
    }

    private void Operate(TextHost host, int number)
    {
        foreach (var row in RowNames)
        {
            host.Rows[row] = host.Rows.GetValueOrDefault(row, "") + _operations[number - 1];
        }
    }

    /// <summary>The operations behind the checkpoint once more, each followed by the turns stamped with it.</summary>
    private void Replay(SimulatedLife life)
    {
        var host = life.Host!;
        for (var number = (int)_checkpoint; number <= _operations.Count; number++)
        {
            if (number > _checkpoint)
            {
                Operate(host, number);
            }

            foreach (var (_, turn) in life.Turns.Where(turn => turn.Number == number))
            {
                host.Rows[Encoding.UTF8.GetString(turn.Key)] = Encoding.UTF8.GetString(turn.Changes);
            }
        }
    }

    private void NewEpoch()
    {
        _late.AddRange(_toPartition);
        _late.RemoveRange(0, Math.Max(0, _late.Count - 10));
        _toPartition.Clear();
        _toCoordinator.Clear();
        _epoch++;
        _opened = null;
        _isGranted = _isRevoking = _isWriting = false;
    }

    private void Crash()
    {
        if (_random.Next(3) == 0)
        {
            _zombies.Add(_life);
            _life.IsZombie = true;
            Start();
            return;
        }

        while (_life.Writing.Count > 0 && _random.Next(2) == 0)
        {
            var (sequence, record) = _life.Writing.Dequeue();
            if (sequence == _highest + 1)
            {
                _highest = sequence;
                _journal.Add((sequence, record));
            }
        }

        Bury(_life);
    }

    private void Bury(SimulatedLife life)
    {
        if (!_zombies.Remove(life) && life == _life)
        {
            Start();
        }

        life.IsBuried = true;
    }

    private void Settle()
    {
        Settle(_life);
        foreach (var zombie in _zombies.ToArray())
        {
            Settle(zombie);
        }
    }

    private void Settle(SimulatedLife life)
    {
        foreach (var effect in life.Log.TakeEffects())
        {
            switch (effect)
            {
                case PartitionEffect.Persist persist:
                    life.Writing.Enqueue((life.Next++, persist.Record));
                    break;
                case PartitionEffect.Reply { Message: TurnDone done }:
                    Hear(done);
                    break;
                case PartitionEffect.ToGraph told:
                    _toCoordinator.Enqueue((life, told.Message));
                    break;
                case PartitionEffect.Deposit deposit:
                    life.Host = new TextHost();
                    life.Turns = deposit.Turns;
                    life.Deposited = deposit.Epoch;
                    for (var index = 0; index < deposit.Chunks.Count; index++)
                    {
                        life.Host.Rows[RowNames[index]] = Encoding.UTF8.GetString(deposit.Chunks[index]);
                    }

                    break;
                case PartitionEffect.DeleteUpTo delete when !life.IsZombie:
                    _journal.RemoveAll(each => each.Sequence <= delete.Sequence);
                    break;
                case PartitionEffect.Stop or PartitionEffect.StartAgain:
                    Bury(life);
                    break;
            }
        }
    }

    private void Hear(TurnDone done)
    {
        if (done.IsUnavailable || done.NeedsOperation || done.Refusal is not null)
        {
            return;
        }

        var outcome = PartitionSample.TextOf(done);
        var turn = _requests.Find(request => request.Id == done.Id)!;
        var isRead = turn.Content is [(byte)'?'];
        if (!_acknowledged.TryAdd(done.Id, (turn, outcome)) && !isRead && _acknowledged[done.Id].Outcome != outcome)
        {
            throw new Violation($"turn {done.Id} was answered {_acknowledged[done.Id].Outcome} first and {outcome} later");
        }
    }

    /// <summary>Faults end; the partition is opened once more, and what it holds is compared with what everyone was told.</summary>
    private void Finish()
    {
        _zombies.Clear();
        Bury(_life);
        NewEpoch();
        for (var step = 0; _opened is null; step++)
        {
            if (step > 50)
            {
                throw new Violation("the partition does not open");
            }

            Coordinate();
            Deliver();
            Settle();
            while (_life.Writing.Count > 0)
            {
                var (sequence, record) = _life.Writing.Dequeue();
                _journal.Add((_highest = sequence, record));
                _life.Log.Persisted(sequence, _now);
                Settle();
            }

            Deliver();
            Settle();
            Hear();
        }

        foreach (var row in RowNames)
        {
            Check(row, _opened.Host!.Rows.GetValueOrDefault(row, ""));
        }
    }

    private void Check(string row, string text)
    {
        var tokens = text.Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (tokens.GroupBy(token => token).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new Violation($"{twice.Key} has taken effect {twice.Count()} times: {text}");
        }

        if (!tokens.Where(token => token[0] == 'o').Select(token => token + ";").SequenceEqual(_operations))
        {
            throw new Violation($"operations are missing or in disorder: {text}");
        }

        foreach (var (turn, outcome) in _acknowledged.Values.Where(each => Encoding.UTF8.GetString(each.Turn.Key) == row))
        {
            if (!text.StartsWith(outcome, StringComparison.Ordinal))
            {
                throw new Violation($"turn {turn.Id} was told {outcome}, in the end there is {text}");
            }
        }
    }

    private static GraphSpec Spec() => new(PartitionSample.Graph, null, ["north"], "hash", null, true, true);
}

/// <summary>One life of the partition: its decisions, what it is writing, and its rows with the member.</summary>
internal sealed class SimulatedLife(PartitionLog log)
{
    public PartitionLog Log => log;

    public Queue<(long Sequence, object Record)> Writing { get; } = new();

    public long Next { get; set; }

    public TextHost? Host { get; set; }

    public IReadOnlyList<(long Number, TurnRecord Turn)> Turns { get; set; } = [];

    public long? Deposited { get; set; }

    public bool IsZombie { get; set; }

    public bool IsBuried { get; set; }
}
