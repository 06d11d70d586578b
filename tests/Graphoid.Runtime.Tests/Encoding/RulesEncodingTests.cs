using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>Rules, settings and frozenness are part of a value wherever it goes.</summary>
[Trait("Category", "Unit")]
public sealed class RulesEncodingTests
{
    [Theory]
    [InlineData("g = graph { type: :tree }\ng.add_node(\"a\", 1)\ng.add_node(\"b\", 2)\ng.add_edge(\"a\", \"b\")", "g.add_edge(\"b\", \"a\")", "RuleViolation")]
    [InlineData("g = graph {}\ng.add_rule(:max_degree, 1)\nfor n in [\"a\", \"b\", \"c\"] { g.add_node(n) }\ng.add_edge(\"a\", \"b\")", "g.add_edge(\"a\", \"c\")", "RuleViolation")]
    [InlineData("g = graph {}\ng.add_rule(:none_to_zero)", "g.add_node(\"n\", none)\nreturn g.node(\"n\").value()", "0")]
    [InlineData("g = graph {}\ng.add_rule(x => x * 2)", "g.add_node(\"n\", 4)\nreturn g.node(\"n\").value()", "8")]
    [InlineData("graph G { n = 1\nfn grow() { self.add_node(\"z\", 1) } }\ng = G {}\ng.add_rule(:read_only)", "g.grow()", "RuleViolation")]
    [InlineData("graph G { n = 1\nfn grow() { n = 2 } }\ng = G {}\ng.freeze()", "g.grow()", "RuntimeError")]
    [InlineData("g = graph {}\ng.add_node(\"a\", [1])\ng.freeze()", "return [g.is_frozen(), g.has_node(\"a\")]", "[true, true]")]
    [InlineData("g = [1, 2].add_rule(:positive)", "g.append!(-3)\nreturn g", "[1, 2, 3]")]
    [InlineData("g = { a: 1 }.add_rule(:none_to_zero)", "g[\"b\"] = none\nreturn g", "{\"a\": 1, \"b\": 0}")]
    [InlineData("g = [1, 2].add_rule(:no_duplicates)", "g.append!(2)", "RuleViolation")]
    [InlineData("g = [1, [2]].add_rule(:shallow_freeze_only).freeze()", "return [g.is_frozen(), g.has_rule(:shallow_freeze_only)]", "[true, true]")]
    public async Task A_value_behaves_the_same_at_the_other_end(string made, string used, string expected)
    {
        var program = await KeptProgram.RunAsync(
            $"{made}\nkeep(g)\nfn use(g) {{\ntry {{\n{used}\n}} catch as e {{ return e.type() }}\n}}\nkeep(use)");
        Assert.Equal(expected, (await program.CallAsync(program.Kept[1], OtherSide.Sent(program.Kept[0]))).ToString());
        Assert.Equal(expected, (await program.CallAsync(program.Kept[1], program.Kept[0])).ToString());
    }

    [Fact]
    public async Task Settings_of_a_graph_and_its_rulesets_come_along()
    {
        var program = await KeptProgram.RunAsync(
            "graph G { configure { orphan_policy: :reject }\nn = 1 }\ng = G {}\ng.add_rule(:dag)\nkeep(g)");
        var control = ((GraphObject)OtherSide.Sent(program.Kept[0]).Reference!).Control!;
        Assert.Equal(["dag"], control.Rulesets);
        Assert.Equal(((GraphObject)program.Kept[0].Reference!).Control!.Settings?.Count, control.Settings?.Count);
    }

    [Fact]
    public async Task A_rule_of_a_list_says_when_its_function_cannot_be_called()
    {
        var program = await KeptProgram.RunAsync("keep([1].add_rule(x => x * 2))\nkeep(l => l.append(3))");
        var failure = await Assert.ThrowsAsync<GraphoidException>(
            () => program.CallAsync(program.Kept[1], OtherSide.Sent(program.Kept[0])));
        Assert.Contains("came from another process", failure.Message, StringComparison.Ordinal);
    }
}
