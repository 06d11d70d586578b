using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Graphs;

/// <summary>A node seen as an instance of its behaviour: <c>self</c> inside <c>on_message</c>.</summary>
/// <remarks>
/// Properties are the columns of the behaviour in the node's partition. A wave moves one cursor over the rows; as soon as a
/// program keeps it (<see cref="HasEscaped"/>), the wave leaves it behind and takes a new one. Used only by the thread that
/// runs the partition.
/// </remarks>
public sealed class NodeInstance : Instance
{
    private Column[] _columns;
    private readonly Partition _partition;
    private long _epoch;
    private FieldJournal? _journal;
    private NodeHandle? _handle;

    internal NodeInstance(GraphObject graph, Partition partition, GraphType type, PropertyLayout layout, FieldTable fields)
    {
        Graph = graph;
        _partition = partition;
        Type = type;
        Layout = layout;
        Fields = fields;
        _columns = [.. fields.Columns];
    }

    /// <inheritdoc/>
    public override PropertyLayout Layout { get; }

    /// <summary>The graph the node belongs to.</summary>
    public GraphObject Graph { get; }

    /// <summary>The row in its partition.</summary>
    public int Row { get; private set; }

    /// <summary>Whether a program may still hold this object after the handler.</summary>
    public bool HasEscaped { get; internal set; }

    /// <summary>The node's id.</summary>
    public NodeKey Key => _partition.KeyOf(Row);

    /// <summary>The node.</summary>
    public NodeHandle Handle => _handle ??= new NodeHandle(Graph, _partition.KeyOf(Row));

    /// <inheritdoc/>
    public override string Display => Handle.IdText;

    /// <summary>The columns of the behaviour in this partition.</summary>
    internal FieldTable Fields { get; }

    internal override long WriteEpoch => _epoch;

    /// <summary>The instance as it is now, as a graph of its own.</summary>
    internal GraphObject Snapshot()
    {
        var values = new Value[Layout.Names.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Payload.Isolate(_columns[i].Get(Row));
        }

        return new GraphObject(Type, Layout, values);
    }

    /// <summary>Points the cursor at another row.</summary>
    internal void MoveTo(int row, long epoch, FieldJournal? journal)
    {
        Row = row;
        _epoch = epoch;
        _journal = journal;
        _handle = null;
        HasEscaped = false;
    }

    /// <summary>Lets go of the row: what is written from now on is nobody's.</summary>
    internal void Detach()
    {
        _columns = [.. _columns.Select(_ => new Column(Value.None))];
        _journal = null;
        HasEscaped = true;
    }

    internal override Value GetProperty(int index)
    {
        var value = _columns[index].Peek(Row);
        return value.Reference is GraphObject graph ? OwnGraph(index, graph) : value;
    }

    internal override void SetProperty(int index, Value value)
    {
        var column = _columns[index];
        _journal?.Record(column, Row);

        // A handle or function that would outlive the handler must not point at this cursor.
        column.Set(Row, value.Reference is NodeInstance or FunctionValue ? Payload.Isolate(value) : value);
    }

    /// <summary>A graph in a field belongs to the node: the first use in a write epoch copies it, so that undoing the epoch
    /// brings the old one back and nodes never share one.</summary>
    private Value OwnGraph(int index, GraphObject graph)
    {
        if (graph.Epoch == _epoch)
        {
            return Value.Of(graph);
        }

        var copy = Payload.CopyOf(graph, _epoch);
        SetProperty(index, Value.Of(copy));
        return Value.Of(copy);
    }

    internal override void AddProperty(string name, Value value) => throw new GraphoidException(
        ErrorKind.Runtime,
        $"`{Type.Name}` declares no property `{name}`",
        RuntimeErrorIds.UnknownMethod,
        Graphoid.Language.Diagnostics.NearMiss.Suggest(name, Layout.Names)
            ?? $"declare it in the graph: `{name} = none`");
}

/// <summary>What one handler has overwritten, so that its own changes can be undone when it fails.</summary>
internal sealed class FieldJournal
{
    private readonly List<(Column Column, int Row, Value Before)> _writes = [];
    private (FieldTable Fields, int Row)? _made;

    /// <summary>Whether the handler's message made the instance.</summary>
    public bool HasMade => _made is not null;

    /// <summary>Whether the handler has changed anything.</summary>
    public bool HasChanges => _writes.Count > 0 || HasMade;

    /// <summary>Whether the handler has written to a column.</summary>
    public bool HasWritten(Column column) => _writes.Exists(write => ReferenceEquals(write.Column, column));

    public void Record(Column column, int row) => _writes.Add((column, row, column.Peek(row)));

    /// <summary>Notes that the handler's message made the instance.</summary>
    public void RecordPresence(FieldTable fields, int row) => _made = (fields, row);

    public void Clear()
    {
        _writes.Clear();
        _made = null;
    }

    public void Undo()
    {
        for (var i = _writes.Count - 1; i >= 0; i--)
        {
            _writes[i].Column.Set(_writes[i].Row, _writes[i].Before);
        }

        if (_made is { } made)
        {
            made.Fields.MarkAbsent(made.Row);
        }

        Clear();
    }
}
