using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Graphs;

/// <summary>A coordinator with everything around it played by the test: two partitions, on member a and on member b.</summary>
internal sealed class GraphStage
{
    public static readonly GraphId Graph = new("g");
    public static readonly MemberId A = new("a");
    public static readonly MemberId B = new("b");
    public static readonly MemberId[] Members = [A, B];

    private readonly GraphCoordinatorOptions _options;
    private readonly string _engine;
    private readonly Queue<object> _unwritten = new();

    public GraphStage(bool isDurable = true, GraphCoordinatorOptions? options = null, string engine = "1")
    {
        _options = options ?? new GraphCoordinatorOptions();
        _engine = engine;
        Spec = new GraphSpec(Graph, "g", ["p0", "p1"], "hash", null, IsDirected: true, isDurable);
        Core = new GraphCoordinator(Graph, _options, engine);
    }

    public GraphSpec Spec { get; }

    public GraphCoordinator Core { get; private set; }

    public long NowMs { get; set; }

    /// <summary>Whether the journal writes without being asked to.</summary>
    public bool IsWriting { get; set; } = true;

    public List<object> Journal { get; } = [];

    /// <summary>What was done since <see cref="Forget"/>.</summary>
    public List<GraphEffect> Done { get; } = [];

    /// <summary>A stage with an open graph, and nothing in <see cref="Done"/>.</summary>
    public static GraphStage Opened(bool isDurable = true, GraphCoordinatorOptions? options = null)
    {
        var stage = new GraphStage(isDurable, options);
        stage.Feed(new GraphInput.Recovered());
        stage.Tell(new GraphProtocol.CreateGraph(1, stage.Spec, AwaitsImport: false), "creator");
        stage.Open();
        stage.Forget();
        return stage;
    }

    public void Feed(GraphInput input)
    {
        foreach (var effect in Core.Handle(input, NowMs))
        {
            Done.Add(effect);
            if (effect is GraphEffect.Persist persist)
            {
                _unwritten.Enqueue(persist.Event);
            }
        }

        if (IsWriting)
        {
            Write();
        }
    }

    /// <summary>The journal catches up.</summary>
    public void Write()
    {
        while (_unwritten.TryDequeue(out var written))
        {
            Journal.Add(written);
            Feed(new GraphInput.Persisted(written));
        }
    }

    public void Tell(object message, object? from = null) => Feed(new GraphInput.Received(message, new ReplyTo(from ?? "driver")));

    public void Pass(double seconds)
    {
        NowMs += (long)(seconds * 1000);
        Feed(new GraphInput.Tick());
    }

    public void Forget() => Done.Clear();

    /// <summary>Another life, with what the journal holds.</summary>
    public void Restart(string? engine = null)
    {
        _unwritten.Clear();
        Forget();
        Core = new GraphCoordinator(Graph, _options, engine ?? _engine);
        foreach (var written in Journal)
        {
            Core.Apply(written);
        }

        Feed(new GraphInput.Recovered());
    }

    public void OpenPartitions()
    {
        Tell(new PartitionProtocol.PartitionOpened(Graph, 0, Core.Epoch, A));
        Tell(new PartitionProtocol.PartitionOpened(Graph, 1, Core.Epoch, B));
    }

    public void Open()
    {
        OpenPartitions();
        foreach (var member in Members)
        {
            Tell(new MemberProtocol.Assembled(Graph, Core.Epoch, member, 10, 4));
        }
    }

    public void Run(long number, long waitMaxMs = 60_000, string from = "driver", ContentHash[]? blobs = null) => Tell(
        new GraphProtocol.RunOperation(
            Graph, Id(number), new GraphOperation(OperationKind.Change, [1], blobs ?? [], false, 10, 0, 0), waitMaxMs), from);

    /// <summary>Both members carry the change out that was begun last, or fail.</summary>
    public void CarryOut(bool fails = false)
    {
        var stamp = ToMember<MemberProtocol.Begin>()[^1].Stamp;
        foreach (var member in Members)
        {
            Tell(RoundDone(stamp, member) with { HasFailure = fails, Failure = fails ? [1] : null });
        }
    }

    public static MemberProtocol.RoundDone RoundDone(OperationStamp stamp, MemberId member) =>
        new(Graph, stamp, 0, member, 0, 0, 0, 0, false, 0, 0, 0, null, [], [], [], 10, 4);

    public void WriteCheckpoints()
    {
        for (var i = 0; i < 2; i++)
        {
            Tell(new PartitionProtocol.CheckpointWritten(Graph, i, Core.Epoch, Core.Number, 1));
        }
    }

    public static OperationId Id(long number) => new(Guid.Empty, number);

    public T[] Replies<T>(string to = "driver") =>
        [.. Done.OfType<GraphEffect.Reply>().Where(r => (string?)r.To.Token == to).Select(r => r.Message).OfType<T>()];

    public OperationOutcome? Outcome(long number, string to = "driver") =>
        Replies<GraphProtocol.OperationDone>(to).LastOrDefault(d => d.Id == Id(number))?.Outcome;

    public T[] ToPartition<T>() => [.. Done.OfType<GraphEffect.ToPartition>().Select(e => e.Message).OfType<T>()];

    public T[] ToMember<T>() => [.. Done.OfType<GraphEffect.ToMember>().Select(e => e.Message).OfType<T>()];

    public T[] Persisted<T>() => [.. Done.OfType<GraphEffect.Persist>().Select(e => e.Event).OfType<T>()];
}
