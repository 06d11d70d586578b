using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>A graph that lives only in its program travels with its nodes and edges.</summary>
[Trait("Category", "Unit")]
public sealed class GraphContentTests
{
    [Fact]
    public async Task Nodes_edges_types_and_properties_come_along()
    {
        var program = await KeptProgram.RunAsync("""
            graph Net { title = "net" ; fn degree(id) { return self.out_degree(id) } }
            g = Net { title: "mine" }
            g.add_node("a", { v: [1] }) ; g.add_node("7", "seven") ; g.add_node("b", none)
            g.add_edge("a", "7", "knows", weight: 0.5, props: { since: 1999 }) ; g.add_edge("a", "b", "likes") ; g.add_edge("b", "a", "knows")
            keep(g)
            fn look(g) {
                return [g.title, g.nodes(), g.edges().map(e => [e, e.weight]), g.edges().map(e => e.get("since", 0)), g["a"], g["7"]]
            }
            keep(look)
            """);
        var sent = OtherSide.Sent(program.Kept[0]);
        Assert.Equal(
            (await program.CallAsync(program.Kept[1], program.Kept[0])).ToString(),
            (await program.CallAsync(program.Kept[1], sent)).ToString());
        var graph = (GraphObject)sent.Reference!;
        Assert.NotSame(program.Kept[0].Reference, graph);
        Assert.Equal((3, 3), (graph.Data!.NodeCount, graph.Data.EdgeCount));
        Assert.Equal(Value.Of(2), await program.CallAsync(sent, "degree", Value.Of("a")));
    }

    [Fact]
    public async Task An_undirected_graph_stays_one()
    {
        var program = await KeptProgram.RunAsync("graph G(:undirected) { }\ng = G {}\ng.add_node('a', 1) ; g.add_node('b', 2) ; g.add_edge('b', 'a', 'x')\nkeep(g)\nkeep(g => [g.edges().size(), g.neighbors('a')])");
        var sent = OtherSide.Sent(program.Kept[0]);
        Assert.False(((GraphObject)sent.Reference!).IsDirected);
        Assert.Equal("[1, [b]]", (await program.CallAsync(program.Kept[1], sent)).ToString());
    }

    [Fact]
    public async Task Nodes_that_are_instances_and_the_behaviour_of_the_graph_come_along()
    {
        var program = await KeptProgram.RunAsync("""
            graph Cell { n = 0 ; fn on_message(m) { n = n + m ; return n } }
            graph Other { seen = 0 ; fn on_message(m) { seen = m ; return "other" } }
            g = graph {}
            g.add_node("cell", Cell { n: 40 }) ; g.add_node("plain", 1)
            g.configure({ behavior: Other })
            g.request(1, to: "cell")
            keep(g)
            keep(g => [g.request(1, to: "cell"), g.request(5, to: "plain"), g.node("plain").get("seen")])
            """);
        var sent = OtherSide.Sent(program.Kept[0]);
        Assert.Equal("[42, other, 5]", (await program.CallAsync(program.Kept[1], sent)).ToString());
        Assert.Equal("[42, other, 5]", (await program.CallAsync(program.Kept[1], program.Kept[0])).ToString());
    }

    [Fact]
    public async Task Graphs_inside_nodes_of_graphs_come_along_also_when_their_functions_hold_them()
    {
        var program = await KeptProgram.RunAsync("""
            graph Box { v = 0 ; fn reader() { return () => v } }
            inner = graph {} ; inner.add_node("deep", [1, 2])
            outer = graph {} ; outer.add_node("g", inner) ; outer.add_node("b", Box { v: 3 }) ; outer.add_node("f", Box { v: 4 }.reader())
            outer.back = () => outer.nodes().size()
            keep(outer)
            keep(g => [g["g"]["deep"], g["b"].v, g["f"](), g.back()])
            """);
        var sent = OtherSide.Sent(program.Kept[0]);
        Assert.Equal("[[1, 2], 3, 4, 3]", (await program.CallAsync(program.Kept[1], sent)).ToString());
    }

    [Fact]
    public async Task A_handle_brings_its_local_graph_along()
    {
        var program = await KeptProgram.RunAsync("g = graph {}\ng.add_node('a', 5)\nkeep([g.node('a'), g])\nkeep(n => n.value())");
        var sent = (ListValue)OtherSide.Sent(program.Kept[0]).Reference!;
        Assert.Same(sent[1].Reference, ((NodeHandle)sent[0].Reference!).Graph);
        Assert.Equal(Value.Of(5), await program.CallAsync(program.Kept[1], sent[0]));
    }

    [Fact]
    public async Task A_distributed_graph_that_the_context_does_not_know_cannot_travel()
    {
        var program = await KeptProgram.RunAsync("g = distributed.create('g')\nkeep(g)");
        ((LocalGraph)((GraphObject)program.Kept[0].Reference!).Data!).Name = null;
        var failure = Assert.Throws<GraphoidException>(() => new OtherSide().Encode(program.Kept[0]));
        Assert.Contains("distributed graph", failure.Error.Message, StringComparison.Ordinal);
    }
}
