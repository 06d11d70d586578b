using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Host;

/// <summary>Nodes and edges as bytes: what <see cref="CopyFor"/> copies.</summary>
/// <remarks>Layout: bool directed; varint count of nodes, each key, value, type or null; varint count of edges, each varints for
/// the places of its ends in the order of nodes, text: type, weight and properties as values; configuration as a value.</remarks>
internal sealed partial class LocalGraph
{
    /// <summary>Writes the data layer of a graph that lives only in this program. O(nodes + edges).</summary>
    /// <exception cref="GraphoidException">The data layer is not of this kind.</exception>
    public static void WriteContent(ValueWriter writer, GraphObject graph)
    {
        if (graph.Data is not LocalGraph { IsDistributed: false } data)
        {
            throw writer.CannotTravel("a distributed graph of another runtime");
        }

        writer.Bool(data.Store.IsDirected);
        writer.Unsigned((ulong)data.Store.NodeCount);
        var places = new Dictionary<NodeLocation, int>();
        foreach (var at in data.Store.NodesInOrder())
        {
            places.Add(at, places.Count);
            writer.Key(data.Store.KeyOf(at));
            writer.Value(data.CopyOf(at));
            writer.Text(data.NodeTypeName(at));
        }

        writer.Unsigned((ulong)data.Store.EdgeCount);
        foreach (var edge in data.Store.EdgesInOrder())
        {
            writer.Count(places[edge.From]);
            writer.Count(places[edge.To]);
            writer.Text(data.Store.TypeName(edge.Type));
            writer.Value(edge.Weight);
            writer.Value(edge.Properties);
        }

        writer.Value(Value.Of(data._configuration.ToMap()));
    }

    /// <summary>Reads what <see cref="WriteContent"/> wrote. The graph has its data layer at once and its nodes when the blob is
    /// complete: a node whose value is an instance needs the instance's type.</summary>
    public static void ReadContent(ValueReader reader, GraphObject graph)
    {
        var data = new LocalGraph(NewStore(reader.Bool()), null, false, null) { Owner = graph };
        graph.Data = data;
        var nodes = new List<(NodeKey Key, Value Value, string? Type)>();
        for (var count = reader.Count(4); count > 0; count--)
        {
            nodes.Add((reader.Key(), reader.Value(), reader.Text()));
        }

        var edges = new List<StructuralChange>();
        for (var count = reader.Count(5); count > 0; count--)
        {
            edges.Add(new StructuralChange(StructuralKind.AddEdge, nodes[reader.Integer(nodes.Count - 1)].Key)
            {
                To = nodes[reader.Integer(nodes.Count - 1)].Key,
                Type = reader.RequiredText(),
                Value = reader.Value(),
                Properties = reader.Value(),
            });
        }

        var configuration = reader.Value().Reference as MapValue ?? throw reader.Broken("a graph has no configuration");
        reader.WhenComplete(() => data.Fill(nodes, edges, configuration));
    }

    private void Fill(List<(NodeKey Key, Value Value, string? Type)> nodes, List<StructuralChange> edges, MapValue configuration)
    {
        var adopted = new List<(ActorValue Actor, NodeKey Key)>();
        foreach (var (key, value, type) in nodes)
        {
            AddNode(key, value, adopted);
            if (type is not null)
            {
                Apply(new StructuralChange(StructuralKind.SetType, key) { Type = type }, adopted);
            }
        }

        foreach (var edge in edges)
        {
            Apply(edge, adopted);
        }

        Merge(configuration);
    }
}
