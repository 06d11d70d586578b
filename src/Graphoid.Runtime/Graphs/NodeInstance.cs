using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Graphs;

/// <summary>A node seen as an instance of its behaviour: <c>self</c> inside <c>on_message</c>.</summary>
/// <remarks>
/// Properties are the columns of the behaviour in the node's partition. A wave moves one cursor over the rows; as soon as a
/// program keeps it (<see cref="HasEscaped"/>), the wave leaves it behind and takes a new one. Used only by the thread that
/// runs the partition.
/// </remarks>
public sealed class NodeInstance : Instance
{
    private readonly Column[] _columns;
    private readonly Partition _partition;
    private long _epoch;
    private FieldJournal? _journal;
    private NodeHandle? _handle;

    internal NodeInstance(GraphObject graph, Partition partition, GraphType type, PropertyLayout layout, FieldTable fields)
    {
        Graph = graph;
        _partition = partition;
        Type = type;
        BehaviorLayout = layout;
        Fields = fields;
        _columns = [.. fields.Columns];
    }

    /// <inheritdoc/>
    public override GraphType Type { get; }

    /// <inheritdoc/>
    public override PropertyLayout Layout => BehaviorLayout;

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

    private PropertyLayout BehaviorLayout { get; set; }

    /// <summary>Points the cursor at another row.</summary>
    internal void MoveTo(int row, long epoch, FieldJournal? journal)
    {
        Row = row;
        _epoch = epoch;
        _journal = journal;
        _handle = null;
        HasEscaped = false;
    }

    internal override Value GetProperty(int index) => _columns[index].Peek(Row);

    internal override void SetProperty(int index, Value value)
    {
        var column = _columns[index];
        _journal?.Record(column, Row);
        column.Set(Row, value);
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

    public void Record(Column column, int row) => _writes.Add((column, row, column.Peek(row)));

    public void Clear() => _writes.Clear();

    public void Undo()
    {
        for (var i = _writes.Count - 1; i >= 0; i--)
        {
            _writes[i].Column.Set(_writes[i].Row, _writes[i].Before);
        }

        _writes.Clear();
    }
}
