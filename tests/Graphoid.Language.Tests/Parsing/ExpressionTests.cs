namespace Graphoid.Language.Tests.Parsing;

/// <summary>The shapes of expressions.</summary>
[Trait("Category", "Unit")]
public sealed class ExpressionTests
{
    [Theory]
    [InlineData("a or b and c", "(a Or (b And c))")]
    [InlineData("a || b && c", "(a Or (b And c))")]
    [InlineData("not a == b", "(Not (a Equal b))")]
    [InlineData("!a and b", "((Not a) And b)")]
    [InlineData("a == b < c", "(a Equal (b Less c))")]
    [InlineData("a in b", "(a In b)")]
    [InlineData("a not in b + c", "(a NotIn (b Add c))")]
    [InlineData("a | b ^ c & d", "(a BitOr (b BitXor (c BitAnd d)))")]
    [InlineData("a << b + c", "(a ShiftLeft (b Add c))")]
    [InlineData("1 - 2 - 3", "((1 Subtract 2) Subtract 3)")]
    [InlineData("1 + 2 * 3", "(1 Add (2 Multiply 3))")]
    [InlineData("a // b % c", "((a IntegerDivide b) Remainder c)")]
    [InlineData("2 ** 3 ** 2", "(2 Power (3 Power 2))")]
    [InlineData("-2 ** 2", "((Negate 2) Power 2)")]
    [InlineData("2 ** -1", "(2 Power (Negate 1))")]
    [InlineData("a .+ b .* c", "(a .Add (b .Multiply c))")]
    [InlineData("x =~ /a/i", "(x Matches /a/i)")]
    [InlineData("1..n + 1", "RangeExpression(1, (n Add 1), yes)")]
    [InlineData("1...n", "RangeExpression(1, n, no)")]
    [InlineData("await a.b().c", "AwaitExpression(a.b().c)")]
    [InlineData("-a.b", "(Negate a.b)")]
    public void Operators_bind_as_the_table_says(string text, string tree) => Assert.Equal(tree, TreeText.OfExpression(text));

    [Theory]
    [InlineData("a if b", "SuffixConditional(a, b, no, -)")]
    [InlineData("a unless b", "SuffixConditional(a, b, yes, -)")]
    [InlineData("a if b else c if d else e", "SuffixConditional(a, b, no, SuffixConditional(c, d, no, e))")]
    [InlineData("if a { b } else { c }", "IfExpression([IfBranch(a, {b})], {c})")]
    [InlineData("if a then b else c", "IfExpression([IfBranch(a, {b})], {c})")]
    [InlineData("if a { b } else if c { d }", "IfExpression([IfBranch(a, {b}), IfBranch(c, {d})], -)")]
    public void Conditions_stand_before_or_behind_a_value(string text, string tree) => Assert.Equal(tree, TreeText.OfExpression(text));

    [Theory]
    [InlineData("x => x + 1", "LambdaExpression(Arrow, [x], -, (x Add 1))")]
    [InlineData("(x, y) => { x }", "LambdaExpression(ArrowBlock, [x, y], {x}, -)")]
    [InlineData("() => 1", "LambdaExpression(Arrow, [], -, 1)")]
    [InlineData("w => { word: w, \"n\": 1 }", "LambdaExpression(Arrow, [w], -, map{'word': w, 'n': 1})")]
    [InlineData("w => {}", "LambdaExpression(ArrowBlock, [w], {}, -)")]
    [InlineData("{ |a, b| a }", "LambdaExpression(BlockLiteral, [a, b], {a}, -)")]
    [InlineData("{ || 1 }", "LambdaExpression(BlockLiteral, [], {1}, -)")]
    [InlineData("fn(a, b = 1, ...c) { a }", "LambdaExpression(AnonymousFunction, [a, b = 1, ...c], {a}, -)")]
    [InlineData("fn(num a) => a", "LambdaExpression(AnonymousFunction, [num a], -, a)")]
    [InlineData("x => a if b", "LambdaExpression(Arrow, [x], -, SuffixConditional(a, b, no, -))")]
    public void Functions_without_name_have_four_forms(string text, string tree) => Assert.Equal(tree, TreeText.OfExpression(text));

    [Theory]
    [InlineData("f(a, to: b, c)", "f(a, to: b, c)")]
    [InlineData("f(from: a, in: b, match: c)", "f(from: a, in: b, match: c)")]
    [InlineData("f(...xs, ys...)", "f(...xs, ...ys)")]
    [InlineData("f(x!)", "f(x!)")]
    [InlineData("f(a,)", "f(a)")]
    [InlineData("f(!x)", "f((Not x))")]
    [InlineData("xs.sort!()", "xs.sort!()")]
    [InlineData("g.match(a).from.in", "g.match(a).from.in")]
    [InlineData("xs.map { |v| v }", "xs.map(LambdaExpression(BlockLiteral, [v], {v}, -))")]
    [InlineData("xs.each(1) { v }", "xs.each(1, LambdaExpression(BlockLiteral, [], {v}, -))")]
    [InlineData("Car { wheels: 4, on: true }", "InstanceExpression(Car, ['wheels': 4, 'on': true])")]
    [InlineData("shapes.Circle {}", "InstanceExpression(shapes.Circle, [])")]
    [InlineData("xs[0]", "xs[0]")]
    [InlineData("xs[:tag]", "xs[:tag]")]
    [InlineData("xs[1:2]", "SliceExpression(xs, 1, 2, -)")]
    [InlineData("xs[:2:3]", "SliceExpression(xs, -, 2, 3)")]
    [InlineData("xs[1:]", "SliceExpression(xs, 1, -, -)")]
    [InlineData("spawn { a }", "SpawnExpression({a}, -)")]
    [InlineData("spawn Till { cents: 1 }", "SpawnExpression(-, InstanceExpression(Till, ['cents': 1]))")]
    public void Postfixes_apply_from_left_to_right(string text, string tree) => Assert.Equal(tree, TreeText.OfExpression(text));

    [Theory]
    [InlineData("[1, ...a, 2,]", "[1, ...a, 2]")]
    [InlineData("{ a: 1\n  if: 2, [k]: 3, }", "map{'a': 1, 'if': 2, k: 3}")]
    [InlineData("{}", "map{}")]
    [InlineData("\"a${1 + 2}b${c}\"", "InterpolatedString(['a', (1 Add 2), 'b', c])")]
    [InlineData("100ms", "100")]
    [InlineData("super.f(1)", "super.f(1)")]
    [InlineData("graph { type: :dag, a = 1 }", "GraphExpression(no, -, [PropertyMember(type, :dag, no), PropertyMember(a, 1, no)])")]
    [InlineData("tree { }", "GraphExpression(yes, -, [])")]
    [InlineData("graph from P { }", "GraphExpression(no, P, [])")]
    [InlineData("graph.configure(1)", "graph.configure(1)")]
    public void Literals_and_graphs_are_primaries(string text, string tree) => Assert.Equal(tree, TreeText.OfExpression(text));

    [Theory]
    [InlineData(
        "pattern { a -> b [KNOWS] , b <- c\n c -- d(Person) [X*1..3] where a != c }",
        "PatternExpression([EdgePattern(NodePattern(a, -), Outgoing, NodePattern(b, -), EdgeSpecification(KNOWS, -, -)), " +
        "EdgePattern(NodePattern(b, -), Incoming, NodePattern(c, -), -), " +
        "EdgePattern(NodePattern(c, -), Either, NodePattern(d, Person), EdgeSpecification(X, 1, 3))], (a NotEqual c))")]
    [InlineData(
        "pattern { a -> b -> c [*2] }",
        "PatternExpression([EdgePattern(NodePattern(a, -), Outgoing, NodePattern(b, -), -), " +
        "EdgePattern(NodePattern(b, -), Outgoing, NodePattern(c, -), EdgeSpecification(-, 2, 2))], -)")]
    public void Graph_patterns_list_edges(string text, string tree) => Assert.Equal(tree, TreeText.OfExpression(text));

    [Theory]
    [InlineData(
        "match v { 1 => a, -2 | \"x\" => { b }\n [h, ...t] if h => t\n _ => { k: 1 } }",
        "MatchExpression(v, [MatchArm([1], -, {a}), MatchArm([-2, 'x'], -, {b}), " +
        "MatchArm([ListPattern([$h, RestPattern(t)])], h, {t}), MatchArm([_], -, {map{'k': 1}})])")]
    [InlineData(
        "match v { {a, b: [x]} => x, :s => return 1, /re/ => n = 1 }",
        "MatchExpression(v, [MatchArm([MapPattern([MapPatternEntry(a, -), MapPatternEntry(b, ListPattern([$x]))])], -, {x}), " +
        "MatchArm([:s], -, {ReturnStatement(1)}), MatchArm([/re/], -, {Assignment(n, -, 1)})])")]
    public void A_match_takes_patterns_guards_and_bodies(string text, string tree) => Assert.Equal(tree, TreeText.OfExpression(text));
}
