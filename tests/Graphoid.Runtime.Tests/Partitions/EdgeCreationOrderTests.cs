using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Partitions;

[Trait("Category", "Unit")]
public sealed class EdgeCreationOrderTests
{
    /// <summary>Merges, removals, renumbered rows: the edges of a program's own graph stay as they were added.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Edges_stand_as_they_were_added_whatever_is_compacted(bool isDirected)
    {
        var random = new Random(7);
        var graph = new PartitionedGraph(1, HashPartitioner.Instance, isDirected) { KeepsCreation = true };
        for (var i = 0; i < 60; i++)
        {
            graph.AddNode(NodeKey.Of(i), Value.None, out _);
        }

        var expected = new List<(string From, string To, int Type)>();
        for (var step = 0; step < 20_000; step++)
        {
            var (from, to, type) = (random.Next(60), random.Next(60), graph.TypeId($"t{random.Next(9)}"));
            if (!graph.TryFind(NodeKey.Of(from), out var a) || !graph.TryFind(NodeKey.Of(to), out var b))
            {
                continue;
            }

            if (!graph.HasEdge(a, b, type))
            {
                graph.AddEdge(a, b, type, Value.None, Value.None);
                expected.Add((NodeKey.Of(from).ToString(), NodeKey.Of(to).ToString(), type));
            }
            else if (step % 3 == 0)
            {
                graph.RemoveEdge(a, b, type);
                expected.RemoveAll(e => e.Type == type
                    && ((e.From == NodeKey.Of(from).ToString() && e.To == NodeKey.Of(to).ToString())
                        || (!isDirected && e.From == NodeKey.Of(to).ToString() && e.To == NodeKey.Of(from).ToString())));
            }

            if (step % 2_500 == 2_000)
            {
                var gone = NodeKey.Of(step % 59).ToString();
                if (graph.TryFind(NodeKey.Of(step % 59), out var removed))
                {
                    graph.RemoveNode(removed);
                    expected.RemoveAll(e => e.From == gone || e.To == gone);
                }

                graph.Compact();
            }
        }

        Assert.Equal(
            expected,
            graph.EdgesInOrder().Select(e => (graph.KeyOf(e.From).ToString(), graph.KeyOf(e.To).ToString(), e.Type)));
    }
}
