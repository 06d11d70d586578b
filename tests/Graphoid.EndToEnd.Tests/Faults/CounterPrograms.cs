namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>Programs over one graph of counters in a ring, of which every answer can be foretold.</summary>
internal static class CounterPrograms
{
    /// <summary>Counters of the graph.</summary>
    public const int Nodes = 100;

    /// <summary>What <see cref="Walk"/> adds to every counter, in as many rounds of one broadcast.</summary>
    public const int WalkSteps = 1501;

    /// <summary>What <see cref="Walk"/> and <see cref="Turns"/> print when they begin.</summary>
    public const string Began = "began";

    /// <summary>Makes the graph.</summary>
    public static readonly string Make = $$"""
        graph Counter {
            count = 0

            fn on_message(msg) {
                match msg {
                    :tick    => { count = count + 1 }
                    [:hop, n] => {
                        count = count + 1
                        if n > 0 { self.graph.send([:hop, n - 1], from: self.id, via: "*") }
                    }
                    :count   => { return count }
                }
            }
        }

        g = distributed.create("counters", { behavior: Counter, partitions: 12 })
        for i in range({{Nodes}}) { g.add_node(i) }
        for i in range({{Nodes}}) { g.add_edge(i, (i + 1) % {{Nodes}}) }
        print("made")

        """;

    /// <summary>Prints all counters as one list.</summary>
    public const string Look = """
        g = distributed.load("counters")
        print(await g.request(:count, where: n => true))

        """;

    /// <summary>One long broadcast: a message goes round the ring from every node.</summary>
    public static readonly string Walk = $$"""
        g = distributed.load("counters")
        print("{{Began}}")
        g.broadcast([:hop, {{WalkSteps - 1}}])
        print("ended")

        """;

    /// <summary>Broadcasts, each followed by a line with the first counter and the sum of all.</summary>
    public static string Tick(int times) => $$"""
        g = distributed.load("counters")
        for i in range({{times}}) {
            g.broadcast(:tick)
            c = await g.request(:count, where: n => true)
            print(c[0] + " " + c.sum())
        }

        """;

    /// <summary>Requests to single counters in turn, one at a time; a line every 25 of them, and at the end two lists: how often each
    /// counter has said that it was incremented, and how often that is not known.</summary>
    public static string Turns(int times, int firstNode) => $$"""
        g = distributed.load("counters")
        done = range({{Nodes}}).map(i => 0)
        unknown = range({{Nodes}}).map(i => 0)
        print("{{Began}}")
        for i in range({{times}}) {
            n = (i + {{firstNode}}) % {{Nodes}}
            try {
                await g.request(:tick, to: n)
                done[n] = done[n] + 1
            }
            catch as e {
                unknown[n] = unknown[n] + 1
                print("error " + e.message())
            }
            if i % 25 == 24 { print("at " + (i + 1)) }
        }
        print(done)
        print(unknown)

        """;
}
