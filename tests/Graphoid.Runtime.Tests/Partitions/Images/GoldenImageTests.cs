using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Partitions.Images;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Tests.Partitions.Images;

/// <summary>Images that were written once and must be readable for ever. They hold everything but coded values, whose format is
/// the value codec's own.</summary>
public sealed class GoldenImageTests
{
    private const string Whole = """
        47525049010001010000000000000000223e9623011d000000020000000006000000080000000000000001f2052a0100000003000000021c
        0000000a0000006b6e6f77730a000000c3bc6265720c000000506572736f6e05050000000203000000033000000000000000000000000700
        000000000000000000000000000000000000000000000100000000002000000000000000000003080000002c000000000000000212000000
        0200000078020000007a080000006c6174650609000000020000000000000000033000000000000000000000000100000000000000020000
        00000000000500000000000000060000000000000000f2052a01000000070400000001000000030800000002000000000000000805000000
        0102000000030600000003000000000009060000000106000000000330000000000000000000d03f000000000000d03f000000000000d03f
        000000000000d03f000000000000104000000000000000800a090000000e0000000300000001030c00000001000000010000000100000003
        0c0000000100000000000000020000000318000000060000000000000002000000010000000200000003000000033800000000000000feff
        ffff0400000000000000feffffff04000000ffffffffffffffff050000000000000000000000ffffffff03000000ffffffff080500000001
        00000000030e0000000102020201010201020201010202030800000036180000000000000906000000020e0000000003080000003f060000
        000000000906000000000e000000000b04000000000000000d0d000000ffffffffffffffff0000000000
        """;

    private const string Directory = """
        475250490100020100000000000000002111fbf6011d000000020000000006000000080000000000000001f2052a0100000003000000021c
        0000000a0000006b6e6f77730a000000c3bc6265720c000000506572736f6e05050000000203000000033000000000000000000000000700
        000000000000000000000000000000000000000000000100000000002000000000000000000003080000002c000000000000000212000000
        0200000078020000007a080000006c6174650609000000020000000000000000033000000000000000000000000100000000000000020000
        00000000000500000000000000060000000000000000f2052a01000000070400000001000000030800000002000000000000000805000000
        01020000000306000000030000000000
        """;

    [Fact]
    public void A_partition_written_in_format_1_is_still_read()
    {
        var graph = Graph();
        var store = ImageTrips.Empty(graph);
        ImageTrips.Load([Bytes(Whole)], store, 0, new BehaviorTable(store));
        ImageTrips.Load(ImageTrips.Write(graph, 1), store, 1, new BehaviorTable(store));
        Assert.Equal(GraphDump.Of(Graph()).Replace("field 0", "field -1", StringComparison.Ordinal), GraphDump.Of(store));
        Assert.Equal(graph.TypeNames, store.TypeNames);
        Assert.Equal(ColumnKind.Numbers, store[0].NodeValues.Kind);
        Assert.Equal(ColumnKind.Bits, store[0].EdgeWeights.Kind);
    }

    [Fact]
    public void A_directory_written_in_format_1_is_still_read()
    {
        var graph = Graph();
        var store = ImageTrips.Empty(graph);
        Assert.Equal(PartitionImage.WriteDirectory(graph, 0).Single(), Bytes(Directory));
        var reader = ImageTrips.LoadDirectory([Bytes(Directory)], store, 0);
        Assert.Equal(graph[0].LiveCount, store.NodeCount);
        Assert.Equal(graph.NodesInOrder().Where(static node => node.Partition == 0), store.NodesInOrder());
        Assert.Equal(graph.NextSequence, store.NextSequence);
        Assert.Equal(graph.EdgesInOrder().Count(static edge => edge.From.Partition == 0), reader.EdgeCount);
    }

    /// <summary>A change of what is written needs a new number of the format, and these images stay.</summary>
    [Fact]
    public void What_is_written_in_format_1_does_not_change()
    {
        Assert.Equal(1, PartitionImage.Format);
        Assert.Equal(Bytes(Whole), ImageTrips.Write(Graph()).Single());
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(string.Concat(hex.Split('\n', StringSplitOptions.TrimEntries)));

    /// <summary>Ids of both kinds, a removed row, late and large sequence numbers, types, mirrors, a removed edge, neighbours elsewhere.</summary>
    private static PartitionedGraph Graph()
    {
        var graph = new PartitionedGraph(2, RangePartitioner.Instance, isDirected: false);
        string[] ids = ["0", "7", "x", "4096", "-1", "z", "9007199254740993"];
        var nodes = Array.ConvertAll(ids, id => graph.AddNode(NodeKey.Of(id), Value.Of(id.Length / 4.0), out _));
        nodes = [.. nodes, graph.AddNode(NodeKey.Of("late"), Value.Of(-0.0), 5_000_000_000, out _), graph.AddNode(NodeKey.Of("\u00e9"), Value.Of(1), 4_000_000_000, out _)];
        for (var i = 0; i < 30; i++)
        {
            graph.AddEdge(nodes[i % 9], nodes[i * i % 9], graph.TypeId(i % 4 == 0 ? "knows" : "\u00fcber"), Value.Of(i % 3 == 0), Value.None);
        }

        graph.RemoveEdge(nodes[1], nodes[1]);
        graph.RemoveNode(nodes[1]);
        graph[0].SetType(nodes[0].Row, graph.TypeId("Person"));
        return graph;
    }
}
