using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Members;

/// <summary>Turns of single nodes in one partition: run on demand, and carried out again from what they changed.</summary>
internal sealed class MemberTurns
{
    private const byte NoBehavior = 0;
    private const byte HasBehavior = 1;

    private readonly MemberGraph _graph;
    private readonly Partition _partition;
    private readonly PartitionRun _run;

    public MemberTurns(MemberGraph graph, int partition)
    {
        _graph = graph;
        _partition = graph.Graph.Store[partition];
        var share = new WaveShare(graph.Graph, graph.Program, WaveMode.Turns, canRollBack: false, CancellationToken.None) { IsSingleTurn = true };
        _run = share.Runs.Single(run => run.Index == partition);
    }

    /// <summary>Runs a turn.</summary>
    /// <param name="content">The message and the program's only behaviour, as <see cref="WriteTurn"/> writes them.</param>
    /// <returns>What it changed and what it answers; null when it needs an operation and has done nothing.</returns>
    public (byte[] Changes, byte[] Outcome)? Run(byte[] key, byte[] content)
    {
        var reader = _graph.NewReader(content);
        var origin = RequestCodec.ReadOrigin(reader);
        _graph.Name(origin);
        var message = reader.Value();
        var node = _graph.NewReader(key).Key();
        var type = _graph.BehaviorOf(origin);
        return _graph.WithRows<(byte[] Changes, byte[] Outcome)?>(
            _partition.Index, type, () => Run(node, message.Share(), type, origin.Behavior));
    }

    private (byte[] Changes, byte[] Outcome)? Run(NodeKey node, Value message, GraphType? type, string? behavior)
    {
        var reply = new DriverReplies();
        var fallback = _graph.Graph.Behaviors.IsConfigured ? null : type?.Name;
        if (!_partition.TryFind(node, out var row))
        {
            reply.Fail(GraphErrors.UnknownNode(node, _graph.Graph), default);
            return ([], Outcome(null, reply));
        }

        return _run.TryTurn(row, message, reply) is { } changes
            ? (Changes(row, changes, behavior), Outcome(fallback, reply))
            : null;
    }

    /// <summary>Carries out what a journaled turn changed.</summary>
    public void Redo(byte[] key, byte[] changes)
    {
        if (changes.Length == 0 || !_partition.TryFind(_graph.NewReader(key).Key(), out var row))
        {
            return;
        }

        var reader = _graph.NewReader(changes);
        if (reader.Byte() == HasBehavior)
        {
            var name = reader.Text()!;
            var hash = reader.Text();
            var table = _graph.Graph.Behaviors;
            var binding = table.Named(name)
                ?? table.Bind(_graph.BehaviorOf(hash ?? throw new BrokenEncodingException(0, $"no behavior `{name}` is known")));
            var fields = table.Fields(_partition, binding);
            fields.MarkPresent(row);
            for (var count = reader.Varint(); count > 0; count--)
            {
                var field = reader.Text()!;
                var value = reader.Value();
                if (binding.Layout.IndexOf(field) is >= 0 and var index)
                {
                    fields.Columns[index].Set(row, value.Share());
                }
            }
        }

        if (reader.Bool())
        {
            _partition.NodeValues.Set(row, reader.Value().Share());
        }
    }

    /// <summary>A turn's message as bytes.</summary>
    public static void WriteTurn(ValueWriter writer, Value message, RequestOrigin origin)
    {
        RequestCodec.Write(writer, origin);
        writer.Value(message);
    }

    private byte[] Changes(int row, OwnChanges changes, string? behavior)
    {
        if (changes.Journal is not { HasChanges: true } journal || changes.Behavior is not { } binding)
        {
            return [];
        }

        var writer = _graph.NewWriter();
        var columns = _graph.Graph.Behaviors.Fields(_partition, binding).Columns;
        var written = Enumerable.Range(0, binding.Layout.Names.Count).Where(i => journal.HasWritten(columns[i])).ToList();
        writer.Byte(journal.HasMade || written.Count > 0 ? HasBehavior : NoBehavior);
        if (journal.HasMade || written.Count > 0)
        {
            writer.Text(binding.Type.Name);
            writer.Text(behavior);
            writer.Varint(written.Count);
            foreach (var index in written)
            {
                writer.Text(binding.Layout.Names[index]);
                writer.Value(columns[index].Get(row));
            }
        }

        var hasValue = journal.HasWritten(_partition.NodeValues);
        writer.Bool(hasValue);
        if (hasValue)
        {
            writer.Value(_partition.NodeValues.Get(row));
        }

        return writer.ToArray();
    }

    private byte[] Outcome(string? fallback, DriverReplies reply)
    {
        var effects = _run.Effects.ToList();
        effects.Sort();
        _run.Effects.Clear();
        return new RoundOutcome(
            fallback, effects, [], [], [new DriverReply(0, reply.Result, reply.FailedAt, reply.Failure)]).ToBytes(_graph.NewWriter);
    }
}
