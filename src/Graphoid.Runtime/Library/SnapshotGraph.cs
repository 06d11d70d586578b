using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Library;

/// <summary>Collects nodes and edges of a graph that a built-in gives back.</summary>
internal sealed class SnapshotGraph
{
    private readonly List<StructuralChange> _changes = [];

    /// <summary>Adds a node.</summary>
    public SnapshotGraph Node(string id, Value value)
    {
        _changes.Add(new StructuralChange(StructuralKind.AddNode, NodeKey.Of(id)) { Value = value });
        return this;
    }

    /// <summary>Adds an edge between nodes that are there.</summary>
    public SnapshotGraph Edge(string from, string to, string type, Value? properties = null)
    {
        _changes.Add(new StructuralChange(StructuralKind.AddEdge, NodeKey.Of(from))
        {
            To = NodeKey.Of(to),
            Type = type,
            Value = Value.None,
            Properties = properties ?? Value.None,
        });
        return this;
    }

    /// <summary>The graph: directed, of no declared type.</summary>
    public async ValueTask<Value> MakeAsync(ProgramInstance program)
    {
        var type = new GraphType("graph", null);
        type.Template = new GraphObject(type, PropertyLayout.Empty, []);
        var graph = new GraphObject(type, PropertyLayout.Empty, []);
        await graph.EnsureData(program.Host.Graphs).ChangeAsync(new GraphCaller(null, program), _changes).ConfigureAwait(false);
        return Value.Of(graph);
    }
}
