using Graphoid.Runtime.Execution;

namespace Graphoid.Runtime.Tests.Execution;

/// <summary>Programs that ask for more than there is: each ends with an error at its place, or with a small answer, and the process
/// lives.</summary>
[Trait("Category", "Unit")]
public sealed class HostileProgramTests
{
    /// <summary>Each takes well under a second on an idle machine.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("range(10**18)")]
    [InlineData("x = [...range(10**18)]")]
    [InlineData("x = \"ab\" * 10**12")]
    [InlineData("x = [1, 2] * 10**12")]
    [InlineData("\"a\".pad_left(10**12)")]
    [InlineData("list.generate(0, 10**15, i => i)")]
    [InlineData("x = 7.to_bignum() ** 10**8")]
    public Task A_size_beyond_all_bounds_is_a_value_error(string program) => ExpectAsync(program, "ValueError");

    [Theory]
    [InlineData("fn a(n) { return b(n + 1) }\nfn b(n) { return a(n + 1) }\na(0)")]
    [InlineData("fn f(n) when f(n + 1) { return 1 }\nf(1)")]
    [InlineData("fn f(a = f()) { return a }\nf()")]
    [InlineData("fn f {\n|0| => 1\n|n| => f(n + 1) + 1\n}\nf(1)")]
    [InlineData("graph A { fn m() { return self.m() } }\ngraph B from A { fn m() { return super.m() } }\nB {}.m()")]
    [InlineData("graph A { static fn m() { return A.m() } }\nA.m()")]
    [InlineData("graph A { fn to_string() { return self.to_string() } }\nA {}.to_string()")]
    public Task Recursion_without_end_is_an_error(string program) => ExpectAsync(program, $"RuntimeError: calls are nested deeper than {Machine.FramesMax}");

    [Theory]
    [InlineData("fn f(x) { return [x].map(f) }\nf(1)")]
    [InlineData("fn f(x) { return [3, 1, 2].sort_by(f) }\nf(1)")]
    [InlineData("fn f(a, b) { return [3, 1, 2].sort((x, y) => f(x, y)) }\nf(1, 2)")]
    [InlineData("fn f(a, b) { return [1, 2, 3].reduce(0, f) }\nf(1, 2)")]
    [InlineData("fn f(v) { return { a: 1 }.map_values(f) }\nf(1)")]
    [InlineData("fn f(a) { [1].each { |x| f(x) } }\nf(1)")]
    [InlineData("fn f(n) { 3.times(f) }\nf(1)")]
    public Task Recursion_through_built_ins_is_an_error(string program) =>
        ExpectAsync(program, $"RuntimeError: callbacks of built-ins are nested deeper than {Machine.NestedCallbacksMax}");

    [Theory]
    [InlineData("print(d)")]
    [InlineData("x = \"${d}\"")]
    [InlineData("m = {}\nm[d] = 1")]
    [InlineData("e = []\nfor i in range(1000000) { e = [e] }\nx = d == e")]
    [InlineData("d.freeze()")]
    [InlineData("c = channel(1)\nc.send(d)")]
    [InlineData("t = spawn { d.length() }")]
    [InlineData("graph T { fn on_message(m) { return m } }\nt = spawn T { }\nt.request(d)")]
    public Task A_million_levels_of_data_are_too_many(string program) =>
        ExpectAsync($"d = []\nfor i in range(1000000) {{ d = [d] }}\n{program}", "RuntimeError: the data is nested too deeply");

    [Theory]
    [InlineData("print((\"a\" * 200000 + \"b\") =~ /(a+)+$/)")]
    [InlineData("print((\"a\" * 200000) =~ /^(([a-z])+.)+[A-Z]([a-z])+$/)")]
    [InlineData("print((\"a\" * 200000) =~ /(x+x+)+y/)")]
    public Task A_regular_expression_never_backtracks(string program) => ExpectAsync(program, "false");

    [Theory]
    [InlineData("print(\"a\\0b\".length(), \"\\u{10FFFF}\".length())", "3 1")]
    [InlineData("fn f(...r) { return r.length() }\nprint(f(...range(1000000)))", "1000000")]
    [InlineData("d = []\nfor i in range(1000000) { d = [d] }\nd[0][0] = 5\nprint(d)", "[[5]]")]
    [InlineData("f = x => x\nfor i in range(100000) { g = f\n f = x => g(x) }\nprint(f(1))", "1")]
    public Task What_is_merely_large_works(string program, string answer) => ExpectAsync(program, answer);

    [Fact]
    public Task Groups_of_a_regular_expression_cannot_be_nested_without_end() => ExpectAsync(
        $"r = /{new string('(', 20_000)}{new string(')', 20_000)}/", "ValueError: the groups of a regular expression are nested deeper");

    [Fact]
    public Task A_regular_expression_cannot_be_a_million_characters_long() => ExpectAsync(
        $"r = /{new string('a', 1_000_000)}/", "ValueError: a regular expression has at most 50000 characters, not 1000000");

    private static async Task ExpectAsync(string program, string beginning)
    {
        var lines = await Task.Run(() => LaterProgram.RunAsync(program, () => false)).WaitAsync(Guard);
        Assert.NotEmpty(lines);
        Assert.StartsWith(beginning, lines[^1], StringComparison.Ordinal);
    }
}
