using Graphoid.Language.Text;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Partitions.Images;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Partitions.Images;

/// <summary>What nodes do and remember comes back: waves over a loaded graph go on where the original stands.</summary>
public sealed class BehaviorImageTests
{
    private const string Program = """
        graph Base {
            n = 0
            hot = false
            seen = []
            last = none
            fn on_message(msg) {
                match msg {
                    [:go, left] => {
                        n = n * 3 + left + 0.5
                        hot = not hot
                        seen.append!(left)
                        last = { left: left }
                        if left > 0 { self.graph.send([:go, left - 1], from: self.id, via: "*") }
                    }
                    :state => { return ["base", self.id, n, hot, seen, last] }
                }
            }
        }
        graph Person {
            name = "nobody"
            met = 0
            fn on_message(msg) {
                match msg {
                    [:go, left] => { met = met + 1 ; name = name + left }
                    :state => { return ["person", self.id, name, met] }
                }
            }
        }
        graph Single { fn on_message(msg) { match msg { :state => { return ["single", self.id] } } } }
        g = distributed.create("g", { behavior: Base })
        for i in range(40) { g.add_node("n" + i, i) }
        for i in range(40) {
            for j in range(4) { g.add_edge("n" + i, "n" + ((i * 7 + j * j * 5) % 40), "t" + j) }
        }
        g.configure({ behaviors: { Person: Person } })
        for i in range(0, 40, 6) { g.set_node_type("n" + i, "Person") }
        for i in range(0, 40, 11) { g.set_behavior("n" + i, Single) }
        g.remove_node("n13")
        """;

    private static readonly Value Go = Value.Of(ListValue.Of(Value.Of(Symbol.Of("go")), Value.Of(2)));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Waves_over_a_loaded_graph_show_what_they_show_over_the_original(int partitions)
    {
        var (graph, caller) = await Run(Program + "\ng.broadcast([:go, 3])", partitions);
        var loaded = Reload(graph);
        Assert.Equal(await StatesOf(graph, caller), await StatesOf(loaded, caller));
        for (var round = 0; round < 3; round++)
        {
            await graph.BroadcastAsync(caller, Go, WaveOptions.Default);
            await loaded.BroadcastAsync(caller, Go, WaveOptions.Default);
            Assert.Equal(await StatesOf(graph, caller), await StatesOf(loaded, caller));
            loaded = Reload(loaded);
        }

        Assert.Contains("person", await StatesOf(loaded, caller), StringComparison.Ordinal);
        Assert.Contains("single", await StatesOf(loaded, caller), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_come_back_in_columns_of_the_same_kind()
    {
        var (graph, _) = await Run(Program + "\ng.broadcast([:go, 1])\ng.send([:go, 0], to: \"n1\")", 3);
        var loaded = Reload(graph);
        foreach (var (before, after) in graph.Behaviors.Current().Zip(loaded.Behaviors.Current()))
        {
            Assert.Equal(before.Type.Name, after.Type.Name);
            Assert.Equal(before.Layout.Names, after.Layout.Names);
            for (var p = 0; p < 3; p++)
            {
                var (old, now) = (graph.Behaviors.Fields(graph.Store[p], before), loaded.Behaviors.Fields(loaded.Store[p], after));
                Assert.Equal(old.Columns.Select(static c => (c.Kind, c.Rows)), now.Columns.Select(static c => (c.Kind, c.Rows)));
                Assert.Equal(old.Present.Kind, now.Present.Kind);
                for (var row = 0; row < graph.Store[p].RowCount; row++)
                {
                    Assert.Equal(old.IsPresent(row), now.IsPresent(row));
                    Assert.Equal(old.Columns.Select(c => c.Get(row)), now.Columns.Select(c => c.Get(row)));
                }
            }
        }
    }

    [Fact]
    public async Task Every_partition_finds_the_behaviors_that_the_first_one_brought()
    {
        var (graph, _) = await Run(Program + "\ng.broadcast([:go, 1])", 7);
        var loaded = Reload(graph);
        Assert.Equal(graph.Behaviors.Current().Count, loaded.Behaviors.Mark.Bindings);
        Assert.Equal(graph.Behaviors.Default!.Type.Name, loaded.Behaviors.Default!.Type.Name);
        Assert.Equal(graph.Behaviors.ByNodeType.Count, loaded.Behaviors.ByNodeType.Count);
        Assert.Equal(graph.Behaviors.HasOwnBindings, loaded.Behaviors.HasOwnBindings);
    }

    [Fact]
    public async Task A_node_whose_behavior_came_with_its_value_keeps_it()
    {
        var (graph, caller) = await Run(Program + "\ng.broadcast([:go, 0])", 2);
        var person = graph.Behaviors.ByNodeType.Values.Single().Type;
        Assert.True(graph.Store.TryFind(NodeKey.Of("n1"), out var at));
        graph.Behaviors.SetFromValue(at, person);
        var loaded = Reload(graph);
        Assert.True(loaded.Behaviors.IsFromValue(at));
        loaded.Behaviors.SetForNode(at, graph.Behaviors.Default!.Type);
        Assert.Equal("Person", loaded.Behaviors.Of(loaded.Store[at.Partition], at.Row)!.Type.Name);
        Assert.Equal(await StatesOf(graph, caller), await StatesOf(loaded, caller));
    }

    [Fact]
    public async Task The_one_behavior_of_a_program_without_configuration_stays_readable()
    {
        var (graph, _) = await Run(
            """
            graph Only { n = 5 ; fn on_message(msg) { n = n + msg } }
            g = distributed.create("g")
            g.add_node("a")
            g.broadcast(2)
            """, 2);
        var loaded = Reload(graph);
        Assert.False(loaded.Behaviors.IsConfigured);
        Assert.True(loaded.Store.TryFind(NodeKey.Of("a"), out var at));
        Assert.Equal(Value.Of(7), loaded.ReadState(at, "n"));
    }

    [Fact]
    public async Task Only_the_newest_behavior_of_a_name_is_kept_with_the_state_it_took_over()
    {
        var (graph, caller) = await Run(
            """
            fn make(step) {
                graph C { n = 0 ; fn on_message(msg) { match msg { :inc => { n = n + step }, :state => { return n } } } }
                return C
            }
            c1 = make(1) ; c2 = make(10)
            g = distributed.create("g")
            g.add_node("a") ; g.add_node("b")
            g.configure({ behavior: c1 })
            g.set_behavior("b", c1)
            g.broadcast(:inc)
            g.configure({ behavior: c2 })
            g.broadcast(:inc)
            """, 2);
        Assert.Equal(2, graph.Behaviors.Mark.Bindings);
        var loaded = Reload(graph);
        Assert.Equal(1, loaded.Behaviors.Mark.Bindings);
        Assert.Equal("[11, 11]", await StatesOf(loaded, caller));
        await loaded.BroadcastAsync(caller, Value.Of(Symbol.Of("inc")), WaveOptions.Default);
        Assert.Equal("[21, 21]", await StatesOf(loaded, caller));
    }

    /// <summary>The fields of a binding are those of the time it was made; the program may go on changing the graph it declared.</summary>
    [Fact]
    public async Task Untouched_fields_keep_the_initial_value_they_had_when_they_were_bound()
    {
        var (graph, _) = await Run(Program + "\ng.send([:go, 0], to: \"n1\")", 1);
        var type = graph.Behaviors.Default!.Type;
        type.Template.PutProperty("n", Value.Of(99));
        type.Template.PutProperty("added", Value.True);
        var loaded = Reload(graph);
        Assert.Equal(graph.Behaviors.Default!.Layout.Names, loaded.Behaviors.Default!.Layout.Names);
        Assert.Equal(graph.Behaviors.Default!.Initial, loaded.Behaviors.Default!.Initial);
        Assert.Equal(graph.ReadState(new NodeLocation(0, 1), "n"), loaded.ReadState(new NodeLocation(0, 1), "n"));
        Assert.Equal(graph.ReadState(new NodeLocation(0, 2), "n"), loaded.ReadState(new NodeLocation(0, 2), "n"));
    }

    [Fact]
    public async Task A_wave_over_a_loaded_graph_can_be_undone()
    {
        var (graph, caller) = await Run(Program + "\ng.broadcast([:go, 1])", 3);
        var loaded = Reload(graph);
        var before = await StatesOf(loaded, caller);
        loaded.Store.BeginVersion();
        foreach (var node in loaded.Store.NodesInOrder().ToList())
        {
            loaded.Behaviors.Fields(loaded.Store[node.Partition], loaded.Behaviors.Default!).Columns[0].Set(node.Row, Value.Of("changed"));
        }

        loaded.Store.RollbackVersion();
        Assert.Equal(before, await StatesOf(loaded, caller));
    }

    private static async Task<string> StatesOf(LocalGraph graph, GraphCaller caller)
    {
        var nodes = await graph.NodesAsync(caller);
        var states = await graph.RequestAsync(
            caller, Value.Of(Symbol.Of("state")), new MessageRoute { ToMany = nodes }, HandlerErrorPolicy.Fail, null);
        return states.ToString();
    }

    private static LocalGraph Reload(LocalGraph graph)
    {
        var loaded = new LocalGraph(ImageTrips.Empty(graph.Store), graph.Name, isDistributed: true, null);
        loaded.Owner = new GraphObject(graph.Owner.Type, loaded);
        for (var partition = 0; partition < graph.Store.PartitionCount; partition++)
        {
            ImageTrips.Load(
                PartitionImage.Write(graph.Store, partition, graph.Behaviors, TestCodec.NewWriter), loaded.Store, partition, loaded.Behaviors);
        }

        return loaded;
    }

    /// <summary>Runs a program and gives its graph "g".</summary>
    private static async Task<(LocalGraph Graph, GraphCaller Caller)> Run(string text, int partitions)
    {
        var program = GraphoidProgram.Load(new SourceText("image.gr", text));
        Assert.Empty(program.Diagnostics);
        var host = new SilentHost(new LocalRuntime(new LocalRuntimeOptions { DefaultPartitions = partitions }));
        await program.RunAsync(host);
        var caller = new GraphCaller(null, new ProgramInstance(host));
        var graph = await host.Graphs.LoadAsync(caller, "g");
        return ((LocalGraph)graph.Data!, caller);
    }

    private sealed class SilentHost(IGraphRuntime graphs) : IProgramHost
    {
        public IGraphRuntime Graphs => graphs;

        public IReadOnlyList<string> Arguments => [];

        public CancellationToken Cancellation => CancellationToken.None;

        public void Print(string line)
        {
        }

        public void Log(string line)
        {
        }
    }
}
