using Graphoid.Runtime.Partitions;

namespace Graphoid.Formats.Tests;

/// <summary>Nodes and edges of a graph in their order, as text: "a b c: a>b a>c=2".</summary>
internal static class GraphText
{
    public static string Of(PartitionedGraph graph)
    {
        var nodes = graph.NodesInOrder().Select(node => graph.KeyOf(node).ToString());
        var edges = graph.EdgesInOrder().Select(edge =>
            $"{graph.KeyOf(edge.From)}>{graph.KeyOf(edge.To)}{(edge.Weight.IsNone ? string.Empty : $"={edge.Weight}")}");
        return $"{string.Join(' ', nodes)}: {string.Join(' ', edges)}";
    }
}
