using Graphoid.Distribution.Placement;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Placement;

public sealed class ShardRuleTests
{
    /// <summary>Worked out apart from the code.</summary>
    private const string Social = "127";

    private static readonly GraphId Graph = new("a1-b2");

    [Fact]
    public void Names_of_entities_come_apart_as_they_were_put_together()
    {
        Assert.True(ShardRule.TryParse(ShardRule.GraphEntity(Graph), out var kind, out var graph, out var partition, out var node));
        Assert.Equal((EntityKind.Graph, Graph, 0, null), (kind, graph, partition, node));
        Assert.True(ShardRule.TryParse(ShardRule.PartitionEntity(Graph, 12), out kind, out graph, out partition, out node));
        Assert.Equal((EntityKind.Partition, Graph, 12, null), (kind, graph, partition, node));
        Assert.True(ShardRule.TryParse(ShardRule.NodeEntity(Graph, 3, "a/b//c"), out kind, out graph, out partition, out node));
        Assert.Equal((EntityKind.Node, Graph, 3, "a/b//c"), (kind, graph, partition, node));
        Assert.True(ShardRule.TryParse(ShardRule.NodeEntity(Graph, 3, ""), out _, out _, out _, out node));
        Assert.Equal("", node);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("g/")]
    [InlineData("g/a/b")]
    [InlineData("x/a")]
    [InlineData("p/a")]
    [InlineData("p/a/")]
    [InlineData("p/a/-1")]
    [InlineData("p/a/+1")]
    [InlineData("p/a/01")]
    [InlineData("p/a/99999999999")]
    [InlineData("p//1")]
    [InlineData("n/a/1")]
    [InlineData("n/a/x/node")]
    public void Other_texts_name_no_entity(string? text)
    {
        Assert.False(ShardRule.TryParse(text, out _, out _, out _, out _));
    }

    [Fact]
    public void A_partition_and_its_nodes_are_in_one_shard_and_the_graph_is_with_partition_0()
    {
        Assert.Equal(ShardRule.ShardOf(ShardRule.PartitionEntity(Graph, 7)), ShardRule.ShardOf(ShardRule.NodeEntity(Graph, 7, "x/y")));
        Assert.Equal(ShardRule.ShardOf(ShardRule.GraphEntity(Graph)), ShardRule.ShardOf(ShardRule.PartitionEntity(Graph, 0)));
        var shards = Enumerable.Range(0, 256).Select(i => ShardRule.ShardOf(ShardRule.PartitionEntity(Graph, i))).Distinct();
        Assert.Equal(256, shards.Count());
    }

    /// <summary>Rule: entities must not change their shard from one version to the next.</summary>
    [Theory]
    [InlineData("g/social")]
    [InlineData("p/social/5")]
    public void Shards_never_change(string entity)
    {
        Assert.Equal(entity == "g/social" ? Social : ((int.Parse(Social) + 5) % 256).ToString(), ShardRule.ShardOf(entity));
    }

    [Fact]
    public void Graphs_spread_over_the_shards()
    {
        var perShard = Enumerable.Range(0, 25_600).GroupBy(i => ShardRule.ShardOf($"g/graph-{i}")).Select(g => g.Count()).ToArray();
        Assert.Equal(256, perShard.Length);
        Assert.InRange(perShard.Max(), 100, 160);
    }

    [Fact]
    public void A_text_that_names_no_entity_has_no_shard()
    {
        Assert.Throws<ArgumentException>(() => ShardRule.ShardOf("nonsense"));
    }
}
