using Graphoid.Distribution.Protocols;
using Graphoid.Distribution.Registry;

namespace Graphoid.Distribution.Tests.Registry;

public sealed class NameTableTests
{
    private static readonly GraphId First = new("first");
    private static readonly GraphId Second = new("second");
    private static readonly GraphId Third = new("third");

    private readonly NameTable _table = new();
    private long _call;

    [Fact]
    public void A_free_name_can_be_bound_and_found()
    {
        var bound = Bind("social", First);

        Assert.Equal((First, null), (bound.Graph, bound.Replaced));
        Assert.Equal(First, Find("social").Graph);
    }

    [Fact]
    public void A_missing_name_is_answered_with_those_that_exist()
    {
        Bind("roads", First);
        Bind("books", Second);

        Assert.Null(Find("book").Graph);
        Assert.Equal(["books", "roads"], Find("book").Known);
    }

    [Fact]
    public void A_taken_name_stays_and_the_answer_says_for_what()
    {
        Bind("social", First);

        var refused = Bind("social", Second);

        Assert.Equal((First, null), (refused.Graph, refused.Replaced));
        Assert.Equal(First, Find("social").Graph);
    }

    [Fact]
    public void Replacing_says_what_was_replaced_also_when_it_is_repeated()
    {
        Bind("social", First);

        Assert.Equal((Second, First), Shown(Bind("social", Second, replaces: true)));
        Assert.Equal((Second, First), Shown(Bind("social", Second, replaces: true)));
    }

    [Fact]
    public void A_binding_with_an_expectation_takes_effect_only_if_it_fits()
    {
        Assert.Equal((null, null), Shown(Bind("social", Second, expected: First)));
        Bind("social", First);
        Assert.Equal((First, null), Shown(Bind("social", Third, expected: Second)));
        Assert.Equal((Third, First), Shown(Bind("social", Third, expected: First)));
    }

    [Fact]
    public void A_late_repetition_does_not_bring_back_a_replaced_graph()
    {
        Bind("social", First, replaces: true);
        Bind("social", Second, replaces: true);

        Assert.Equal((Second, null), Shown(Bind("social", First, replaces: true)));
        Assert.Equal(Second, Find("social").Graph);
    }

    [Fact]
    public void A_late_repetition_does_not_bring_back_a_forgotten_name()
    {
        Bind("social", First);
        Unbind("social");

        Assert.Equal((null, null), Shown(Bind("social", First)));
        Assert.Null(Find("social").Graph);
    }

    [Fact]
    public void Who_names_the_successor_can_bring_back_a_former_graph()
    {
        Bind("social", First);
        Bind("social", Second, replaces: true);

        Assert.Equal((First, Second), Shown(Bind("social", First, expected: Second)));
    }

    [Fact]
    public void Forgetting_with_an_expectation_spares_a_later_graph()
    {
        Bind("social", First);
        Assert.Equal(First, Unbind("social", First).Graph);
        Bind("social", Second);

        Assert.Null(Unbind("social", First).Graph);
        Assert.Equal(Second, Find("social").Graph);
    }

    [Fact]
    public void Names_are_listed_in_ordinal_order()
    {
        Bind("b", First);
        Bind("B", Second);
        Bind("a", Third);

        var names = (RegistryProtocol.Names)Do(new RegistryProtocol.ListNames(++_call));

        Assert.Equal(["B", "a", "b"], names.All);
    }

    [Fact]
    public void Names_have_a_length_and_a_number_that_are_bounded()
    {
        Assert.IsType<GraphProtocol.CallRefused>(Do(new RegistryProtocol.BindName(1, string.Empty, First, null, false)));
        Assert.IsType<GraphProtocol.CallRefused>(Do(new RegistryProtocol.BindName(1, new string('x', NameTable.NameCharsMax + 1), First, null, false)));
        for (var index = 0; index < NameTable.NamesMax; index++)
        {
            Bind($"n{index}", new GraphId($"g{index}"));
        }

        Assert.IsType<GraphProtocol.CallRefused>(Do(new RegistryProtocol.BindName(1, "more", First, null, false)));
        Assert.Equal(First, Bind("n7", First, replaces: true).Graph);
        Assert.Equal(NameTable.NamesMax, _table.Count);
    }

    [Fact]
    public void The_fold_of_the_facts_gives_the_same_decisions()
    {
        var random = new Random(11);
        var facts = new List<IGraphoidEvent>();
        var table = new NameTable();
        for (var step = 0; step < 3_000; step++)
        {
            var command = RandomCommand(random, step);
            var recovered = new NameTable();
            if (step % 100 == 0)
            {
                facts.ForEach(recovered.Apply);
                Assert.Equal(Text(table.Decide(command)), Text(recovered.Decide(command)));
            }

            var decision = table.Decide(command);
            Assert.Equal(Text(decision), Text(table.Decide(command)));
            if (decision.Event is { } fact)
            {
                facts.Add(fact);
                table.Apply(fact);

                // Repeated at once, nothing further happens.
                Assert.Null(table.Decide(command).Event);
            }
        }

        Assert.InRange(facts.Count, 300, 3_000);
    }

    private static string Text(NameDecision decision) => decision.Reply switch
    {
        RegistryProtocol.NameFound found => $"{found.Graph} of {string.Join(',', found.Known)} {decision.Event}",
        var other => $"{other} {decision.Event}",
    };

    private static IGraphoidMessage RandomCommand(Random random, int step)
    {
        var name = "n" + random.Next(4);
        var graph = new GraphId("g" + (random.Next(4) == 0 ? random.Next(step + 1) : step));
        GraphId? expected = random.Next(2) == 0 ? null : new GraphId("g" + random.Next(step + 1));
        return random.Next(4) switch
        {
            0 => new RegistryProtocol.UnbindName(step, name, expected),
            1 => new RegistryProtocol.FindName(step, name),
            _ => new RegistryProtocol.BindName(step, name, graph, expected, random.Next(2) == 0),
        };
    }

    private static (GraphId? Graph, GraphId? Replaced) Shown(RegistryProtocol.NameBound bound) => (bound.Graph, bound.Replaced);

    private RegistryProtocol.NameBound Bind(string name, GraphId graph, GraphId? expected = null, bool replaces = false) =>
        (RegistryProtocol.NameBound)Do(new RegistryProtocol.BindName(++_call, name, graph, expected, replaces));

    private RegistryProtocol.NameFound Unbind(string name, GraphId? expected = null) =>
        (RegistryProtocol.NameFound)Do(new RegistryProtocol.UnbindName(++_call, name, expected));

    private RegistryProtocol.NameFound Find(string name) => (RegistryProtocol.NameFound)Do(new RegistryProtocol.FindName(++_call, name));

    private IGraphoidMessage Do(IGraphoidMessage command)
    {
        var decision = _table.Decide(command);
        if (decision.Event is { } fact)
        {
            _table.Apply(fact);
        }

        return decision.Reply;
    }
}
