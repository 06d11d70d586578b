using System.Text;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Partitions;

/// <summary>Everything about a stored graph that programs can observe, as text.</summary>
internal static class GraphDump
{
    public static string Of(PartitionedGraph graph)
    {
        var text = new StringBuilder();
        text.AppendLine($"nodes {graph.NodeCount} edges {graph.EdgeCount} next {graph.NextSequence}");
        foreach (var node in graph.NodesInOrder())
        {
            var partition = graph[node.Partition];
            var fields = partition.Fields(0);
            var field = fields.Columns.Count == 0 ? Value.Of(0) : fields.Columns[0].Get(node.Row);
            text.AppendLine($"{graph.KeyOf(node)} #{graph.SequenceOf(node)} = {partition.NodeValues.Get(node.Row)} "
                + $"type {partition.TypeOf(node.Row)} field {field} present {fields.IsPresent(node.Row)}");
            var outgoing = new List<string>();
            foreach (var edge in partition.OutEdges(node.Row))
            {
                outgoing.Add($"{graph.KeyOf(edge.Target)}/{edge.Type}/{edge.Weight}/{edge.IsMirror}");
            }

            text.AppendLine($"  out {partition.OutDegree(node.Row)}: {string.Join(", ", outgoing)}");
            var incoming = new List<string>();
            foreach (var edge in graph.InEdges(node))
            {
                incoming.Add($"{graph.KeyOf(edge.Source)}/{edge.Type}/{edge.Weight}/{edge.IsMirror}");
            }

            text.AppendLine($"  in {graph.InDegree(node)}: {string.Join(", ", incoming)}");
        }

        foreach (var edge in graph.EdgesInOrder())
        {
            text.AppendLine($"{graph.KeyOf(edge.From)} -> {graph.KeyOf(edge.To)} [{edge.Type}]");
        }

        return text.ToString();
    }
}
