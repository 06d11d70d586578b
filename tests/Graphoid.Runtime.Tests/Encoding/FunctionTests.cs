using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>Functions run at the other end, in another compiled copy of their program, as they ran here.</summary>
[Trait("Category", "Unit")]
public sealed class FunctionTests
{
    /// <summary>Programs that keep one function, its arguments as an expression, and what it gives.</summary>
    public static TheoryData<string, string> Calls() => new()
    {
        { "limit = 3\nkeep(x => x > limit)\nkeep([4])", "true" },
        { "fn make(n) { return x => x + n }\nkeep(make(10))\nkeep([5])", "15" },
        { "fn fact(n) { return 1 if n == 0 ; return n * fact(n - 1) }\nkeep(fact)\nkeep([5])", "120" },
        { "fn outer() { fn even(n) { return true if n == 0 ; return odd(n - 1) } ; fn odd(n) { return false if n == 0 ; return even(n - 1) } ; return even }\nkeep(outer())\nkeep([10])", "true" },
        { "fn outer() { fn down(n) { return 'end' if n == 0 ; return down(n - 1) } ; return down }\nkeep(outer())\nkeep([10])", "end" },
        { "fn area(r) { return area(r, r) }\nfn area(a, b) { return a * b }\nkeep(area)\nkeep([3])", "9" },
        { "fn area(r) { return area(r, r) }\nfn area(a, b) { return a * b }\nkeep(area)\nkeep([3, 4])", "12" },
        { "fn f(a, b = a + k, ...c) { return [a, b, c] }\nk = 5\nkeep(f)\nkeep([1])", "[1, 6, []]" },
        { "f = print\nfn g(x) { return [x].map(y => string(y) + later) }\nlater = '!'\nkeep(g)\nkeep([1])", "[1!]" },
        { "import 'distributed' as d\nkeep(() => d)\nkeep([])", "<module distributed>" },
        { "graph A { n = 1 ; fn inc() { n = n + step ; return n } }\nstep = 2\na = A {}\nkeep(() => [a.inc(), a.inc()])\nkeep([])", "[3, 5]" },
        { "graph A { n = 1 ; fn maker() { return k => n + k } }\na = A { n: 7 }\nkeep(a.maker())\nkeep([1])", "8" },
        { "graph A { fn go() { return [1, 2].map { |x| twice(x) } } ; fn twice(x) { return x * 2 } }\nkeep(() => A {}.go())\nkeep([])", "[2, 4]" },
        { "graph A { fn name() { return 'A' } }\ngraph B from A { fn name() { return super.name() + 'B' } }\nkeep(() => B {}.name())\nkeep([])", "AB" },
        { "graph A { priv fn secret() { return 's' } ; fn open() { return secret() + _secret() } }\nkeep(() => A {}.open())\nkeep([])", "ss" },
        { "keep(x => { graph T { v = 0 ; fn get() { return v * factor } } ; T { v: x }.get() })\nfactor = 3\nkeep([2])", "6" },
        { "fn f(x) { try { return x / 0 } catch as e { return kind(e) } finally { n = 1 } }\nfn kind(e) { return e.type() }\nkeep(f)\nkeep([1])", "RuntimeError" },
        { "keep(s => match s { /^a(.)/ => 'a', [x, y] => x + y, { k: v } => v, _ => none })\nkeep([[1, 2]])", "3" },
        { "fn f(0) => 'zero'\nfn f(n) when n > limit => 'over'\nfn f(n) => f(n - 1)\nlimit = 5\nkeep(() => [f(3), f(9)])\nkeep([])", "[zero, over]" },
        { "fn make(k) { fn f(0) => k ; fn f(n) => f(n - 1) ; return f }\nkeep(make('end'))\nkeep([3])", "end" },
        { "fn f { |[a, ...b]| => b\n|_| => 'none' }\nkeep(f)\nkeep([[1, 2, 3]])", "[2, 3]" },
        { "graph A { n = 0 ; set p(v) { n = v * 2 } ; static fn make() { return A {} } }\nkeep(() => { a = A.make() ; a.p = 4 ; a.n })\nkeep([])", "8" },
        { "graph A { fn f() { return 'A' } ; fn g() { return 'g' } }\na = A {}\nfn a.f() { return super.f() + 'one' }\na.remove_method('g')\nkeep(() => [a.f(), A {}.f(), a.responds_to('g'), a.is_a(A), a.ancestors()])\nkeep([])", "[Aone, A, false, true, []]" },
        { "fn inc(x) { x = x + 1 }\nkeep(x => { inc(x!) ; x })\nkeep([1])", "2" },
        { "fn f() { return g.nodes().size() }\ng = distributed.create('g') ; g.add_node('x', 1)\nkeep(f)\nkeep([])", "1" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_function_gives_the_same_result_after_it_has_travelled(string text, string expected)
    {
        var program = await KeptProgram.RunAsync(text);
        var arguments = ((ListValue)program.Kept[1].Reference!).Items.ToArray();
        var side = new OtherSide();
        var sent = side.Send(program.Kept[0]);
        Assert.NotSame(program.Code, ((FunctionValue)sent.Reference!).Module.Program);
        Assert.Equal(expected, ValueText.Display(await program.CallAsync(sent, arguments)));
        Assert.Equal(expected, ValueText.Display(await program.CallAsync(program.Kept[0], arguments)));
        Assert.Equal([program.Code.Source.Hash], side.Programs.Select(p => p.Hash));
    }

    [Fact]
    public async Task A_counter_goes_on_from_where_it_was_and_on_its_own()
    {
        var program = await KeptProgram.RunAsync("fn counter() { n = 0 ; return () => { n = n + 1 ; n } }\nc = counter()\nc() ; c()\nkeep(c)");
        var sent = OtherSide.Sent(program.Kept[0]);
        Assert.Equal(Value.Of(3), await program.CallAsync(sent));
        Assert.Equal(Value.Of(4), await program.CallAsync(sent));
        Assert.Equal(Value.Of(3), await program.CallAsync(program.Kept[0]));
    }

    [Fact]
    public async Task Functions_that_shared_captured_values_share_them_still()
    {
        var program = await KeptProgram.RunAsync("fn counter() { n = 0 ; fn c() { n = n + 1 ; return n } ; fn c(step) { n = n + step ; return n } ; return c }\nx = counter()\nkeep([x, x])");
        var sent = (ListValue)OtherSide.Sent(program.Kept[0]).Reference!;
        Assert.Same(sent[0].Reference, sent[1].Reference);
        Assert.Equal(Value.Of(1), await program.CallAsync(sent[0]));
        Assert.Equal(Value.Of(2), await program.CallAsync(sent[1]));
    }

    [Fact]
    public async Task A_bound_method_shares_the_captured_values_of_the_method()
    {
        var program = await KeptProgram.RunAsync("fn make() { k = [1] ; graph A { fn get() { return k } } ; return A }\nA = make()\nkeep(A)");
        var type = ((GraphObject)program.Kept[0].Reference!).Type;
        var bound = Value.Of(type.FindMethod("get")!.Bind(type.Template));
        var sent = (ListValue)OtherSide.Sent(Value.Of(ListValue.Of(bound, program.Kept[0]))).Reference!;
        var method = ((GraphObject)sent[1].Reference!).Type.FindMethod("get")!;
        Assert.Same(method.Captured, ((FunctionValue)sent[0].Reference!).Captured);
        Assert.Same(sent[1].Reference, ((FunctionValue)sent[0].Reference!).Self);
        Assert.Equal("[1]", (await program.CallAsync(sent[0])).ToString());
    }

    [Fact]
    public async Task A_behaviour_handles_messages_with_properties_functions_and_module_variables()
    {
        var program = await KeptProgram.RunAsync("""
            base = 100
            graph Rank {
                rank = 1 ; seen = []
                fn on_message(msg) {
                    return match msg {
                        [:add, x] => { rank = rank + scaled(x) ; seen.append!(x) }
                        :get => [rank, seen, base]
                    }
                }
            }
            fn scaled(x) { return x * factor() }
            fn factor() { return weights["k"] }
            weights = { k: 10 }
            keep(Rank)
            """);
        var writer = new ValueWriter(new OtherSide());
        writer.Type(((GraphObject)program.Kept[0].Reference!).Type);
        var side = new OtherSide();
        side.Programs.Add(program.Code.Source);
        var type = new ValueReader(writer.ToArray(), side).Type()!;
        Assert.True(type.HandlesMessages);
        var node = Value.Of(type.Template.NewInstance());
        await program.CallAsync(node, "on_message", Value.Of(ListValue.Of(Value.Of(Symbol.Of("add")), Value.Of(5))));
        Assert.Equal("[51, [5], 100]", (await program.CallAsync(node, "on_message", Value.Of(Symbol.Of("get")))).ToString());
        Assert.True(type.Template.TryGetProperty("rank", out var initial) && initial == Value.Of(1));
    }

    [Fact]
    public async Task Module_variables_freeze_when_the_function_is_written()
    {
        var program = await KeptProgram.RunAsync("fn f() { return g() }\nfn g() { return x }\nx = 'then'\nkeep(f)\nfn set(v) { }");
        var function = (FunctionValue)program.Kept[0].Reference!;
        var side = new OtherSide();
        var bytes = side.Encode(program.Kept[0]);
        function.Module.Slots[function.Module.Bound.ModuleNames.ToList().IndexOf("x")] = Value.Of("now");
        Assert.Equal(Value.Of("then"), await program.CallAsync(side.Decode(bytes)));
    }

    [Fact]
    public async Task Only_the_module_variables_that_a_function_can_reach_travel()
    {
        var program = await KeptProgram.RunAsync("""
            fn a() { return b() }
            fn b() { return (() => [1].map(x => { graph T { p = deep ; fn m() { return inMethod } } ; T {} }))() }
            fn unused() { return other }
            deep = 1 ; inMethod = 2 ; other = 3
            keep(a)
            """);
        Assert.Equal(["b", "deep", "inMethod"], Arrived(OtherSide.Sent(program.Kept[0])));
    }

    [Fact]
    public async Task A_variable_that_the_function_has_captured_does_not_travel_a_second_time()
    {
        var program = await KeptProgram.RunAsync("""
            x = 1
            fn f() { return (() => x)() }
            graph G { fn m() { return [0].map(_ => x) } }
            keep([() => x, () => (() => x)(), G])
            x = [1, 2, 3]
            y = 2
            """);
        var sent = (ListValue)OtherSide.Sent(program.Kept[0]).Reference!;
        Assert.Empty(Arrived(sent[0]));
        Assert.Equal(Value.Of(1), await program.CallAsync(sent[1]));
        Assert.Equal("[1]", (await program.CallAsync(sent[2], "m")).ToString());
    }

    [Fact]
    public async Task Functions_of_one_module_share_it_and_bring_its_variables_once()
    {
        var program = await KeptProgram.RunAsync("fn f() { return [k, big] }\nfn g() { return [k, more] }\nk = 1 ; more = 2 ; big = 'a long text that comes once'\nkeep([f, g])\nkeep(f)");
        var sent = (ListValue)OtherSide.Sent(program.Kept[0]).Reference!;
        Assert.Same(((FunctionValue)sent[0].Reference!).Module, ((FunctionValue)sent[1].Reference!).Module);
        Assert.Equal(["big", "k", "more"], Arrived(sent[0]));
        Assert.Equal("[1, 2]", (await program.CallAsync(sent[1])).ToString());
    }

    [Fact]
    public async Task A_module_variable_may_hold_the_function_that_reaches_it()
    {
        var program = await KeptProgram.RunAsync("fn f(n) { return table['f'] == f if n == 0 ; return table['f'](n - 1) }\ntable = { f: f, rest: [f] }\nkeep(table)");
        var sent = (MapValue)OtherSide.Sent(program.Kept[0]).Reference!;
        Assert.True(sent.TryGet("f", out var f));
        Assert.True(sent.TryGet("rest", out var rest));
        Assert.Same(f.Reference, ((ListValue)rest.Reference!)[0].Reference);
        Assert.Equal(Value.True, await program.CallAsync(f, Value.Of(3)));
    }

    [Fact]
    public async Task An_error_raised_at_the_other_end_points_into_the_text()
    {
        var program = await KeptProgram.RunAsync("fn f(x) {\n    return x / 0\n}\nkeep(f)");
        var failure = await Assert.ThrowsAsync<GraphoidException>(() => program.CallAsync(OtherSide.Sent(program.Kept[0]), Value.Of(1)));
        Assert.Equal(2, failure.Error.Trace[0].Source.PositionOf(failure.Error.Trace[0].Span.Start).Line);
    }

    [Fact]
    public async Task A_function_of_an_unknown_program_raises_what_the_context_says()
    {
        var program = await KeptProgram.RunAsync("keep(() => 1)");
        var failure = Assert.Throws<GraphoidException>(() => new OtherSide { KnowsNothing = true }.Send(program.Kept[0]));
        Assert.Equal($"no program {program.Code.Source.Hash}", failure.Error.Message);
    }

    [Fact]
    public async Task Every_function_of_a_program_has_one_place_in_it()
    {
        var program = await KeptProgram.RunAsync("fn a() { return () => { |x| x } }\ngraph G { p = () => 1 ; fn m() { fn inner() { } } }\nkeep(1)");
        Assert.Equal(program.Code.All.Count, program.Code.All.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, program.Code.All.Count), program.Code.All.Select(program.Code.PlaceOf));
        var again = GraphoidProgram.Load(program.Code.Source).Code;
        Assert.Equal(program.Code.All.Select(c => (c.Name, c.Spans[0])), again.All.Select(c => (c.Name, c.Spans[0])));
        Assert.Equal(-1, program.Code.PlaceOf(again.Main));
    }

    private static IEnumerable<string> Arrived(Value function)
    {
        var module = ((FunctionValue)function.Reference!).Module;
        return module.Bound.ModuleNames.Where((_, slot) => !module.Slots[slot].IsUndefined).Order(StringComparer.Ordinal);
    }
}
