namespace Graphoid.Language.Tests.Parsing;

/// <summary>The shapes of statements and declarations.</summary>
[Trait("Category", "Unit")]
public sealed class StatementTests
{
    [Theory]
    [InlineData("x = 1", "Assignment(x, -, 1)")]
    [InlineData("a.b[\"c\"][0] = d", "Assignment(a.b['c'][0], -, d)")]
    [InlineData("self.x += 1", "Assignment(self.x, Add, 1)")]
    [InlineData("x **= 2 if c", "SuffixStatement(Assignment(x, Power, 2), c, no)")]
    [InlineData("x += 1 if c else 2", "Assignment(x, Add, SuffixConditional(1, c, no, 2))")]
    [InlineData("x = 1 if c", "Assignment(x, -, SuffixConditional(1, c, no, -))")]
    [InlineData("[a, b, ...c] = d", "DestructuringAssignment([a, b], c, d)")]
    [InlineData("num x = 1", "TypedDeclaration(num, [], x, 1)")]
    [InlineData("list<num> xs = []", "TypedDeclaration(list, [num], xs, [])")]
    [InlineData("a < b", "(a Less b)")]
    public void Assignments_have_places_on_the_left(string text, string tree) => Assert.Equal(tree, TreeText.OfProgram(text));

    [Theory]
    [InlineData("return", "ReturnStatement(-)")]
    [InlineData("return a if b", "SuffixStatement(ReturnStatement(a), b, no)")]
    [InlineData("return a if b else c", "ReturnStatement(SuffixConditional(a, b, no, c))")]
    [InlineData("return if b", "SuffixStatement(ReturnStatement(-), b, no)")]
    [InlineData("return if b { 1 } else { 2 }", "ReturnStatement(IfExpression([IfBranch(b, {1})], {2}))")]
    [InlineData("raise \"x\" unless b", "SuffixStatement(RaiseStatement('x'), b, yes)")]
    [InlineData("f(1) if b", "SuffixStatement(f(1), b, no)")]
    [InlineData("a if b", "SuffixConditional(a, b, no, -)")]
    [InlineData("while a { break if b ; continue ; next }",
        "WhileStatement(a, {SuffixStatement(BreakStatement(), b, no) ; ContinueStatement() ; ContinueStatement()})")]
    public void A_suffix_skips_the_statement_or_chooses_the_value(string text, string tree) => Assert.Equal(tree, TreeText.OfProgram(text));

    [Theory]
    [InlineData("if a { b } else if c { d } else { e }", "IfExpression([IfBranch(a, {b}), IfBranch(c, {d})], {e})")]
    [InlineData("if a then return 1 else b = 2", "IfExpression([IfBranch(a, {ReturnStatement(1)})], {Assignment(b, -, 2)})")]
    [InlineData("unless a { b } else { c }", "UnlessStatement(a, {b}, {c})")]
    [InlineData("while a.b { c }", "WhileStatement(a.b, {c})")]
    [InlineData("for n in graph { n }", "ForStatement(n, -, graph, {n})")]
    [InlineData("for k, v in m { k }", "ForStatement(k, v, m, {k})")]
    [InlineData("for v in xs.filter { |v| v } { v }",
        "ForStatement(v, -, xs.filter(LambdaExpression(BlockLiteral, [v], {v}, -)), {v})")]
    [InlineData("if f(Car { a: 1 }) { b }", "IfExpression([IfBranch(f(InstanceExpression(Car, ['a': 1])), {b})], -)")]
    [InlineData("loop { a }", "LoopStatement({a})")]
    [InlineData("loop = 1", "Assignment(loop, -, 1)")]
    [InlineData("try { a } catch Oops as e { b }\ncatch e { c } catch { d }\nfinally { z }",
        "TryStatement({a}, [CatchClause(Oops, e, {b}), CatchClause(-, e, {c}), CatchClause(-, -, {d})], {z})")]
    public void Headers_end_at_the_brace_of_the_body(string text, string tree) => Assert.Equal(tree, TreeText.OfProgram(text));

    [Theory]
    [InlineData("import \"a\"", "ImportStatement(a, -, -)")]
    [InlineData("import \"a\" as b", "ImportStatement(a, b, -)")]
    [InlineData("import \"a\" { x, y as z } unsafe", "ImportStatement(a, -, [ImportItem(x, -), ImportItem(y, z)])")]
    [InlineData("load \"a.gr\"", "LoadStatement('a.gr')")]
    [InlineData("load(1)", "load(1)")]
    [InlineData("module a alias b", "ModuleStatement(a, b)")]
    [InlineData("priv x = 1", "PrivateStatement([Assignment(x, -, 1)])")]
    [InlineData("configure { a: 1, :flag } { b }", "ConfigureStatement([ConfigurationItem(a, 1), ConfigurationItem(flag, -)], {b})")]
    [InlineData("precision :int { a }", "PrecisionStatement(:int, {a})")]
    [InlineData("describe \"x\" { a }", "describe('x', LambdaExpression(BlockLiteral, [], {a}, -))")]
    [InlineData("suite.it \"x\", :fast { a }", "suite.it('x', :fast, LambdaExpression(BlockLiteral, [], {a}, -))")]
    [InlineData("x = before_each { a }", "Assignment(x, -, before_each(LambdaExpression(BlockLiteral, [], {a}, -)))")]
    [InlineData("before { }", "InstanceExpression(before, [])")]
    public void Contextual_words_are_keywords_only_in_their_place(string text, string tree) => Assert.Equal(tree, TreeText.OfProgram(text));

    [Theory]
    [InlineData("fn f(a, num b = 1, ...c) { a }", "FunctionDeclaration(f, -, [a, num b = 1, ...c], -, {a}, -, -, no)")]
    [InlineData("fn f => 1", "FunctionDeclaration(f, -, [], -, -, 1, -, no)")]
    [InlineData("fn f(0) => 1", "FunctionDeclaration(f, -, [0], -, -, 1, -, no)")]
    [InlineData("fn f(n) when n > 0 { n }", "FunctionDeclaration(f, -, [n], (n Greater 0), {n}, -, -, no)")]
    [InlineData("fn g.f() { }", "FunctionDeclaration(f, g, [], -, {}, -, -, no)")]
    [InlineData("fn f { |0| => 1\n|n| if n > 1 => n }",
        "FunctionDeclaration(f, -, [], -, -, -, [FunctionClause(0, -, 1), FunctionClause($n, (n Greater 1), n)], no)")]
    [InlineData("graph A(:dag) from B { x = 1, y: 2\n static fn f() { }\n priv fn g() { }\n priv z = 3 }",
        "GraphDeclaration(A, dag, B, [PropertyMember(x, 1, no), PropertyMember(y, 2, no), " +
        "MethodMember(FunctionDeclaration(f, -, [], -, {}, -, -, yes), no), " +
        "MethodMember(FunctionDeclaration(g, -, [], -, {}, -, -, no), yes), PropertyMember(z, 3, yes)])")]
    [InlineData("graph A { set x(v) { v }\n rule :max_degree, 2\n configure { readable: :x } ; set = 1 }",
        "GraphDeclaration(A, -, -, [SetterMember(x, v, {v}), RuleMember(max_degree, [2]), " +
        "ConfigureMember([ConfigurationItem(readable, :x)]), PropertyMember(set, 1, no)])")]
    public void Declarations_keep_all_their_parts(string text, string tree) => Assert.Equal(tree, TreeText.OfProgram(text));
}
