namespace Graphoid.Runtime.Tests.Execution;

/// <summary>A program cannot tell whether a built-in answered at once or after the machine was left waiting.</summary>
[Trait("Category", "Unit")]
public sealed class MachineSuspensionTests
{
    public static TheoryData<string, string> Programs() => new()
    {
        { "print(1 + later(2) * [later(3)].map(x => later(x) + 1).first())", "9" },
        { "print([1, 2].map(x => [x, 10].map(y => later(x) * y + later(1))))", "[[2, 11], [5, 21]]" },
        { "print([1, 2].map(x => [x].map(y => [y].map(z => later(z) + x + y))))", "[[[3]], [[6]]]" },
        { "print([later(1), later(2), 3].map(later).map(x => x))", "[1, 2, 3]" },
        { "print([3, 1, 2].sort_by(x => later(x)), [3, 1, 2].sort_by(x => later(x), :desc))", "[1, 2, 3] [3, 2, 1]" },
        { "print([1, 2, 3].filter { |x| later(x) > 1 }.reduce(later(0), (a, b) => later(a) + b))", "5" },
        { "print({ a: 1, b: 2 }.map((k, v) => [later(k), v]), ['x', 'y'].group_by(x => later(x)).size())", "{\"a\": 1, \"b\": 2} 2" },
        { "n = 0\nwhile later(n) < 5 { n = later(n) + 1 ; continue if later(n) == 2 }\nprint(n)", "5" },
        { "for x in later([1, 2, 3]) { break if later(x) == 3 ; print(x) }", "1|2" },
        { "fn f(a, b = later(a) + 1, ...c) { return [a, b, c] }\nprint(f(1), f(b: later(5), 1), f(...later([1, 2, 3])))", "[1, 2, []] [1, 5, []] [1, 2, [3]]" },
        { "xs = [1, 2]\nxs[later(0)] = later(5)\nxs.append!(later(7))\nxs.map!(x => later(x) * 2)\nprint(xs)", "[10, 4, 14]" },
        { "m = { k: [1], n: 1 }\nm['k'].append!(later(2))\nm[later('k')].map!(x => later(x) + 1)\nm.n += later(4)\nm['k'][later(0)] = m\nprint(m)", "{\"k\": [{\"k\": [2, 3], \"n\": 5}, 3], \"n\": 5}" },
        { "print(match later([1, [2, 3]]) { [a, [b, c]] if later(a) == 1 => later(b) + c })", "5" },
        { "print(if later(true) { later('yes') } else { 'no' }, later(0) or later(2), later(1) and later(0), \"${later(1)}-${later(2)}\")", "yes true false 1-2" },
        { "try { [1, 2].map(x => fail_later('f' + x)) } catch ValueError as e { print(e.message(), later(1)) } finally { print(later('done')) }", "f1 1|done" },
        { "fn f() { try { return later(1) } finally { print(later('finally')) } }\nprint([0].map(x => f() + later(x)))", "finally|[1]" },
        { "fn f(n) { try { if n == 0 { fail_later('bottom') } ; return [n].map(x => f(x - 1)) } finally { print(later(n)) } }\ntry { f(2) } catch as e { print(e.message()) }", "0|1|2|bottom" },
        { "print([1, 2, 3].map(x => { try { if x == 2 { fail_later('two') } ; later(x) } catch { later(-1) } }))", "[1, -1, 3]" },
        { "graph A { x = later(1) ; y = [x].map(v => later(v) + 1) ; fn get(k = later(x)) { return [k].map(v => v + later(x)) } }\nprint(A.y, A { x: 5 }.get())", "[2] [10]" },
        { "graph B { n = 0 ; fn run(body) { n = later(n) + 1 ; body(n) ; return n } ; fn deep(k) { if k > 0 { run { |i| deep(k - 1) } } ; return n } }\nprint(B {}.deep(4))", "4" },
        { "c = (() => { n = 0 ; () => { n = later(n) + 1 ; n } })()\nprint([0, 0].map(x => c()), c())", "[1, 2] 3" },
        { "fn down(n) { return later(0) if n == 0 ; return 1 + [n].map(x => down(x - 1)).first() }\nprint(down(3000))", "3000" },
        { "fn down(n) { return 0 if later(n) == 0 ; return 1 + down(n - 1) }\nprint(down(2000))", "2000" },
        { "n = 0\nfor i in range(20000) { n = n + later(1) }\nprint(n, range(2000).map(x => later(x)).sum())", "20000 1999000" },
        { "f = later\nprint(f(1), [5].map(f), f.call(2), { g: later }.g(3))", "1 [5] 2 3" },
        { "print(fail_later('uncaught'))", "ValueError: uncaught [GR3000]" },
        { "[1].map(x => [x].each(y => y + later(none)))", "TypeError: `+` does not fit num and none [GR3006]" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Waiting_changes_nothing(string program, string expected)
    {
        var lines = expected.Split('|');
        Assert.Equal(lines, await LaterProgram.RunAsync(program, () => false));
        Assert.Equal(lines, await LaterProgram.RunAsync(program, () => true));
        var random = new Random(1);
        Assert.Equal(lines, await LaterProgram.RunAsync(program, () => random.Next(2) == 0));
    }
}
