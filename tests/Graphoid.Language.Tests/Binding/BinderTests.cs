using Graphoid.Language.Binding;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Binding;

/// <summary>What names mean, what closures capture, and which constructs are refused.</summary>
[Trait("Category", "Unit")]
public sealed class BinderTests
{
    [Theory]
    [InlineData("break", "break")]
    [InlineData("continue", "continue")]
    [InlineData("if true { break }", "break")]
    [InlineData("for x in [1] { [1].each(y => { break }) }", "break")]
    [InlineData("while true { fn f() { continue } }", "continue")]
    [InlineData("for x in [1] { graph A { fn m() { break } } }", "break")]
    [InlineData("match 1 { 1 => { next } }", "next")]
    [InlineData("return 1", "return 1")]
    [InlineData("if true { return }", "return")]
    [InlineData("for x in [1] { return x }", "return x")]
    [InlineData("try { return 1 } finally { }", "return 1")]
    [InlineData("super.m()", "super.m")]
    [InlineData("fn f() { return super.m() }", "super.m")]
    [InlineData("graph A { fn m() { return super.x } }", "super.x")]
    [InlineData("self = 1", "self")]
    public void A_misplaced_construct_is_reported_where_it_stands(string program, string marked) =>
        Assert.Equal([(DiagnosticCatalogue.MisplacedConstruct, marked)], Reports(program));

    [Theory]
    [InlineData("for x in [1] { break }")]
    [InlineData("loop { if true { break } else { continue } }")]
    [InlineData("while true { try { break } catch { continue } finally { next } }")]
    [InlineData("while true { match 1 { 1 => { break } } }")]
    [InlineData("fn f() { return 1 }")]
    [InlineData("f = x => { return x }")]
    [InlineData("[1].each { |x| return x }")]
    [InlineData("graph A { fn m() { return [1].map(x => super.m(x)) } }")]
    [InlineData("self.x = 1")]
    public void A_construct_in_its_place_is_not_reported(string program) => Assert.Empty(Reports(program));

    [Theory]
    [InlineData("fn f(a, a) { }", "a", 8)]
    [InlineData("fn f(a, b, a = 1) { }", "a = 1", 11)]
    [InlineData("fn f(a, ...a) { }", "...a", 8)]
    [InlineData("f = (x, x) => x", "x", 8)]
    [InlineData("f = fn(x, x) { }", "x", 10)]
    [InlineData("g { |x, x| x }", "x", 8)]
    [InlineData("graph A { fn m(a, a) { } }", "a", 18)]
    public void A_parameter_named_twice_is_reported_at_the_second_one(string program, string marked, int start)
    {
        var diagnostic = Assert.Single(Bind(program).Diagnostics);
        Assert.Equal(DiagnosticCatalogue.DuplicateName, diagnostic.Id);
        Assert.Equal(marked, Marked(program, diagnostic));
        Assert.Equal(start, diagnostic.Span.Start);
    }

    [Fact]
    public void A_rest_parameter_that_is_not_the_last_one_is_reported() => Assert.Equal(
        [(DiagnosticCatalogue.MisplacedConstruct, "...rest")], Reports("fn f(...rest, last) { }"));

    [Theory]
    [InlineData("graph A { set x(v) { } }")]
    [InlineData("graph A { rule :no_cycles }")]
    [InlineData("graph A { configure { readable: :x } }")]
    [InlineData("graph A { static fn s() { } }")]
    [InlineData("configure { error_mode: :lenient }")]
    [InlineData("precision 2 { x = 1 }")]
    [InlineData("load \"x.gr\"")]
    [InlineData("module m")]
    [InlineData("priv fn f() { }")]
    [InlineData("fn f(n) when n > 1 { }")]
    [InlineData("fn f(0) => 1")]
    [InlineData("fn f(x) { |0| => 1 }")]
    [InlineData("fn g.name() { }")]
    [InlineData("spawn { x = 1 }")]
    [InlineData("p = pattern { a -> b }")]
    [InlineData("t = tree { }")]
    [InlineData("g = graph { ruleset: :dag }")]
    [InlineData("f(x!)")]
    [InlineData("import \"math\" { pi }")]
    public void Every_construct_of_the_language_is_bound(string program) => Assert.Empty(Bind(program).Diagnostics);

    [Theory]
    [InlineData("x = 1\nf = () => x", "x")]
    [InlineData("x = 1\nf = () => y", "")]
    [InlineData("f = x => x", "")]
    [InlineData("x = 1\ny = 2\nf = a => x + a + y", "x y")]
    [InlineData("x = 1\nf = () => { x = 2 }", "x")]
    [InlineData("for i in [1] { f = () => i }", "i")]
    [InlineData("try { } catch as e { f = () => e }", "e")]
    [InlineData("match 1 { n => { f = () => n } }", "n")]
    [InlineData("fn g() { }\nf = () => g()", "")]
    [InlineData("graph G { }\nf = () => G { }", "")]
    [InlineData("f = () => print(1)", "")]
    [InlineData("x = 1\nf = () => () => x", "x")]
    public void A_closure_captures_the_variables_it_mentions(string program, string captured) =>
        Assert.Equal(captured, string.Join(' ', OutermostLambda(Bind(program)).Captures.Select(c => c.Name)));

    [Fact]
    public void A_method_captures_what_stands_around_the_graph_and_its_properties_are_certain()
    {
        const string program = "limit = 1\nfn f(n) { graph A { p = 0 ; fn m(q) { p = q + n + limit ; r = p ; return other } } }";
        var bound = Bind(program);
        var method = Find<MethodMember>(program, bound, m => m.Function.Name == "m");
        var scope = bound.ScopeOf(method.Function);

        Assert.Equal(["q", "r"], scope.SlotNames);
        Assert.Equal(["n", "limit"], scope.Captures.Select(c => c.Name));
        Assert.True(scope.StartsFromSnapshot);
        var assigned = ((Assignment)method.Function.Body!.Statements[0]).Target;
        Assert.True(bound.BindingOf(assigned).IsDeclaredProperty);
        var returned = ((ReturnStatement)method.Function.Body!.Statements[2]).Value!;
        Assert.True(bound.BindingOf(returned) is { InSelf: true, Slot: -1, Outer: -1, Module: >= 0 });
    }

    [Fact]
    public void Parameters_and_loop_variables_hide_properties()
    {
        const string program = "graph A { p = 0 ; fn m(p) { p = 1 ; return p } }";
        var bound = Bind(program);
        var method = Find<MethodMember>(program, bound, _ => true).Function;

        Assert.True(bound.BindingOf(((Assignment)method.Body!.Statements[0]).Target).IsFixedLocal);
    }

    [Fact]
    public void Several_mistakes_are_reported_in_order() => Assert.Equal(
        [(DiagnosticCatalogue.MisplacedConstruct, "break"), (DiagnosticCatalogue.DuplicateName, "a"), (DiagnosticCatalogue.MisplacedConstruct, "continue")],
        Reports("break\nfn f(a, a) { }\ncontinue"));

    private static BoundProgram Bind(string program)
    {
        var parsed = Parser.Parse(new SourceText("test.gr", program));
        Assert.Empty(parsed.Diagnostics.Select(d => d.Message));
        return Binder.Bind(parsed.Unit);
    }

    private static List<(string Id, string Marked)> Reports(string program) =>
        [.. Bind(program).Diagnostics.Select(d => (d.Id, Marked(program, d)))];

    private static string Marked(string program, Diagnostic diagnostic) => program.Substring(diagnostic.Span.Start, diagnostic.Span.Length);

    private static FunctionScope OutermostLambda(BoundProgram bound)
    {
        var pending = new Stack<Statement>(bound.Unit.Statements);
        while (pending.TryPop(out var statement))
        {
            switch (statement)
            {
                case Assignment { Value: LambdaExpression lambda }:
                    return bound.ScopeOf(lambda);
                case ForStatement loop:
                    Push(loop.Body);
                    break;
                case TryStatement attempt:
                    Push(attempt.Catches[0].Body);
                    break;
                case ExpressionStatement { Value: MatchExpression match }:
                    Push(match.Arms[0].Body);
                    break;
                default:
                    break;
            }
        }

        throw new InvalidOperationException("The program assigns no lambda.");

        void Push(Block block)
        {
            foreach (var inner in block.Statements)
            {
                pending.Push(inner);
            }
        }
    }

    private static T Find<T>(string program, BoundProgram bound, Func<T, bool> fits)
        where T : GraphMember
    {
        var pending = new Stack<Statement>(bound.Unit.Statements);
        while (pending.TryPop(out var statement))
        {
            if (statement is GraphDeclaration graph)
            {
                return graph.Members.OfType<T>().First(fits);
            }

            foreach (var inner in (statement as FunctionDeclaration)?.Body?.Statements ?? [])
            {
                pending.Push(inner);
            }
        }

        throw new InvalidOperationException("No graph in " + program);
    }
}
