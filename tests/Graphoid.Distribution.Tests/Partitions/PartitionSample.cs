using System.Text;
using Graphoid.Distribution.Partitions;
using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Distribution.Tests.Partitions;

/// <summary>A partition with a journal and a member in memory; the journal writes when the test says so.</summary>
internal sealed class PartitionSample
{
    public static readonly GraphId Graph = new("g1");
    public static readonly Guid Session = new("11111111-1111-1111-1111-111111111111");

    private readonly Queue<object> _writing = new();
    private readonly PartitionLimits? _limits;

    public PartitionSample(PartitionLimits? limits = null, bool isDurable = true)
    {
        _limits = limits;
        IsDurable = isDurable;
        Log = new PartitionLog(Graph, 0, limits);
    }

    public PartitionLog Log { get; private set; }

    public bool IsDurable { get; }

    public TextHost Host { get; set; } = new();

    public List<(long Sequence, object Record)> Journal { get; } = [];

    public long Sequence { get; private set; }

    public List<object> Told { get; } = [];

    public List<(object Asker, object Message)> Replies { get; } = [];

    public List<PartitionEffect> Others { get; } = [];

    public TimeSpan Now { get; set; }

    public bool IsStopped { get; private set; }

    public PartitionEffect.Deposit Deposit => Others.OfType<PartitionEffect.Deposit>().Last();

    public static OperationId Id(long number, Guid? session = null) => new(session ?? Session, number);

    public static RunTurn Turn(long number, string text = "+1", string node = "a", params ContentHash[] blobs) => new(
        Graph, 0, $"n/g1/0/{node}", Id(number), Encoding.UTF8.GetBytes(node), Encoding.UTF8.GetBytes(text), blobs);

    public static string TextOf(TurnDone done) => Encoding.UTF8.GetString(done.Outcome);

    /// <summary>Lets everything happen but journal writes.</summary>
    public PartitionSample Settle()
    {
        while (Log.TakeEffects() is { Count: > 0 } effects)
        {
            foreach (var effect in effects)
            {
                Take(effect);
            }
        }

        return this;
    }

    public PartitionSample Do(Action<PartitionLog> input)
    {
        input(Log);
        return Settle();
    }

    /// <summary>Writes the oldest pending record.</summary>
    public PartitionSample WriteOne()
    {
        Journal.Add((++Sequence, _writing.Dequeue()));
        Log.Persisted(Sequence, Now);
        return Settle();
    }

    public int PendingWrites => _writing.Count;

    public PartitionSample WriteAll()
    {
        while (_writing.Count > 0 && !IsStopped)
        {
            WriteOne();
        }

        return this;
    }

    /// <summary>The process dies; the next life reads the journal.</summary>
    public PartitionSample Crash()
    {
        _writing.Clear();
        IsStopped = false;
        Log = new PartitionLog(Graph, 0, _limits);
        foreach (var (sequence, record) in Journal)
        {
            Log.Recover(sequence, record);
        }

        return Settle();
    }

    public PartitionSample Open(long epoch, long checkpoint = 0)
    {
        Do(log => log.Open(new OpenPartition(Spec(), 0, epoch, checkpoint), Now));
        return WriteAll();
    }

    public PartitionSample OpenFully(long epoch, long checkpoint = 0, long? grant = null)
    {
        Open(epoch, checkpoint);
        Do(log => log.Deposited(epoch, Host, new MemberId("m1"), Now));
        return grant is { } number ? Do(log => log.Grant(new TurnsGranted(Graph, 0, epoch, number, 1), Now)) : this;
    }

    public PartitionSample Run(RunTurn turn, object? asker = null) => Do(log => log.Run(turn, asker ?? "asker", Now));

    public GraphSpec Spec() => new(Graph, "sample", ["north"], "hash", null, true, IsDurable);

    public List<TurnDone> Answers() => [.. Replies.Select(reply => reply.Message).OfType<TurnDone>()];

    private void Take(PartitionEffect effect)
    {
        switch (effect)
        {
            case PartitionEffect.Persist persist:
                _writing.Enqueue(persist.Record);
                break;
            case PartitionEffect.Reply reply:
                Replies.Add((reply.Asker, reply.Message));
                break;
            case PartitionEffect.ToGraph told:
                Told.Add(told.Message);
                break;
            case PartitionEffect.DeleteUpTo delete:
                Journal.RemoveAll(each => each.Sequence <= delete.Sequence);
                Log.Deleted(delete.Sequence);
                break;
            case PartitionEffect.Stop or PartitionEffect.StartAgain:
                IsStopped = true;
                break;
            default:
                Others.Add(effect);
                break;
        }
    }
}

/// <summary>Rows of one text each. <c>+x</c> appends, <c>?</c> reads, <c>send</c> needs an operation.</summary>
internal sealed class TextHost : IPartitionHost
{
    public Dictionary<string, string> Rows { get; } = [];

    public HashSet<ContentHash> Blobs { get; } = [];

    public List<string> Ran { get; } = [];

    public TurnResult RunTurn(byte[] key, byte[] content, ContentHash[] blobs)
    {
        var (row, text) = (Encoding.UTF8.GetString(key), Encoding.UTF8.GetString(content));
        Ran.Add(text);
        if (text == "send")
        {
            return new TurnResult(true, [], []);
        }

        if (text.StartsWith('+'))
        {
            Rows[row] = Rows.GetValueOrDefault(row, "") + text[1..];
        }

        var value = Encoding.UTF8.GetBytes(Rows.GetValueOrDefault(row, ""));
        return new TurnResult(false, text == "?" ? [] : value, value);
    }

    public IReadOnlyList<ContentHash> MissingBlobs(ContentHash[] blobs) => [.. blobs.Where(blob => !Blobs.Contains(blob))];

    public void AddBlob(ContentHash hash, byte[] content) => Blobs.Add(hash);
}
