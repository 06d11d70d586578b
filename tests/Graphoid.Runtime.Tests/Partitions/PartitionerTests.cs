using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Partitions;

public sealed class PartitionerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void Hashing_spreads_integers_and_text_evenly(int partitions)
    {
        var integers = new int[partitions];
        var texts = new int[partitions];
        const int Ids = 64_000;
        for (var id = 0; id < Ids; id++)
        {
            integers[HashPartitioner.Instance.PartitionOf(NodeKey.Of(id), partitions)]++;
            texts[HashPartitioner.Instance.PartitionOf(NodeKey.Of($"user{id}"), partitions)]++;
        }

        var even = Ids / partitions;
        Assert.All(integers.Concat(texts), count => Assert.InRange(count, even * 0.8, even * 1.2));
    }

    [Fact]
    public void Ranges_keep_blocks_of_integers_together_and_deal_them_round()
    {
        Assert.Equal([0, 0, 1, 2, 0, 2, 1], new[] { 0L, 4095, 4096, 8192, 12288, -1, -4097 }
            .Select(static id => RangePartitioner.Instance.PartitionOf(NodeKey.Of(id), 3)));
    }

    [Fact]
    public void Ranges_split_text_by_its_first_two_bytes()
    {
        Assert.Equal(0, PartitionOf(""));
        Assert.Equal(PartitionOf("aa"), PartitionOf("aazzz"));
        Assert.True(PartitionOf("a") < PartitionOf("z"));
        Assert.InRange(PartitionOf("🚀"), 0, 255);

        static int PartitionOf(string id) => RangePartitioner.Instance.PartitionOf(NodeKey.Of(id), 256);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_function_that_answers_outside_the_partitions_is_an_error(int answer)
    {
        var partitioner = new DelegatePartitioner((_, _) => answer, "mine");
        var error = Assert.Throws<GraphoidException>(() => partitioner.PartitionOf(NodeKey.Of("x"), 3));
        Assert.Contains("expected 0 to 2", error.Message);
        Assert.Same(ErrorKind.Partition, error.Error.ErrorKind);
    }

    [Fact]
    public void A_function_decides_where_nodes_lie()
    {
        var graph = new PartitionedGraph(3, new DelegatePartitioner(static (key, count) => (int)(key.Number % count)));
        Assert.Equal(new NodeLocation(2, 0), graph.AddNode(NodeKey.Of(5), Value.None, out _));
        Assert.True(graph.TryFind(NodeKey.Of(5), out var at));
        Assert.Equal(2, at.Partition);
    }
}
