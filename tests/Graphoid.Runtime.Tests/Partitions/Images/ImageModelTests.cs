using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Partitions.Images;

/// <summary>Random graphs go through images again and again: no operation afterwards may tell the difference.</summary>
public sealed class ImageModelTests
{
    [Theory]
    [MemberData(nameof(StorageModelTests.Runs), MemberType = typeof(StorageModelTests))]
    public void A_graph_that_is_loaded_goes_on_as_its_model_does(int partitions, bool isDirected, int seed)
    {
        var run = new RandomGraph(partitions, isDirected, seed, setsFields: false);
        for (var step = 0; step < 1200; step++)
        {
            var done = run.Step();
            if (step % 40 != 0 || run.IsVersionOpen)
            {
                continue;
            }

            var before = run.Graph;
            run.Graph = ImageTrips.Reload(before);
            CheckRows(before, run.Graph);
            var shown = GraphDump.Of(run.Graph).Replace("field -1", "field 0", StringComparison.Ordinal);
            Assert.True(run.Model.Dump() == shown, $"seed {seed}, {partitions} partitions, step {step}, {done}:\n{run.Model.Dump()}\n--- loaded\n{shown}");
        }
    }

    /// <summary>Edges of other partitions point to rows, and edges are numbered by row and creation.</summary>
    private static void CheckRows(PartitionedGraph before, PartitionedGraph after)
    {
        Assert.Equal(before.TypeNames, after.TypeNames);
        Assert.Equal(before.NodesInOrder(), after.NodesInOrder());
        for (var p = 0; p < before.PartitionCount; p++)
        {
            Assert.Equal(before[p].RowCount, after[p].RowCount);
            Assert.Equal(before[p].LiveCount, after[p].LiveCount);
            Assert.Equal(before[p].EdgeCount, after[p].EdgeCount);
            Assert.Equal(before[p].NodeValues.Kind, after[p].NodeValues.Kind);
            Assert.Equal(before[p].EdgeWeights.Kind, after[p].EdgeWeights.Kind);
            for (var row = 0; row < before[p].RowCount; row++)
            {
                Assert.Equal(before[p].KeyOf(row), after[p].KeyOf(row));
                Assert.Equal(before[p].SequenceOf(row), after[p].SequenceOf(row));
                Assert.Equal(before[p].IsLive(row), after[p].IsLive(row));
                Assert.True(Column.IsSame(before[p].NodeValues.Get(row), after[p].NodeValues.Get(row)));
                Assert.Equal(Targets(before[p], row), Targets(after[p], row));
            }
        }
    }

    private static List<(NodeLocation Target, int Type, bool IsMirror, Value Weight)> Targets(Partition partition, int row)
    {
        var targets = new List<(NodeLocation, int, bool, Value)>();
        foreach (var edge in partition.OutEdges(row))
        {
            targets.Add((edge.Target, edge.Type, edge.IsMirror, edge.Weight));
        }

        return targets;
    }
}
