using Graphoid.Language.Formatting;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Formatting;

[Trait("Category", "Unit")]
public sealed class FormatterTests
{
    [Theory]
    [InlineData("x=1+ 2*-y", "x = 1 + 2 * -y")]
    [InlineData("f ( a,b , to:c )", "f(a, b, to: c)")]
    [InlineData("m={a:1,\"b c\":2 , [k]:v}", "m = { a: 1, \"b c\": 2, [k]: v }")]
    [InlineData("x[ 1 : n ] + x[ :n ]+x[: n]", "x[1:n] + x[:n] + x[: n]")]
    [InlineData("xs . map{|v,w|v-w}", "xs.map { |v, w| v - w }")]
    [InlineData("a ; b;;c", "a\nb\nc")]
    [InlineData("fn f(){a;b}", "fn f() { a; b }")]
    [InlineData("fn f(){a\nb ; c}", "fn f() {\n    a\n    b\n    c\n}")]
    [InlineData("if a{b}\nelse{c}", "if a { b } else { c }")]
    [InlineData("x = if (a) then b else c", "x = if (a) then b else c")]
    [InlineData("f(...xs, 1 .. 3, y!)", "f(...xs, 1..3, y!)")]
    [InlineData("not a and !b", "not a and !b")]
    [InlineData("p = pattern{a->b[T*1 .. 2],c --d}", "p = pattern { a -> b [T*1..2], c -- d }")]
    [InlineData("list < num > xs=[]", "list<num> xs = []")]
    [InlineData("fn pick{\n|[a,b]|if a=>b\n}", "fn pick {\n    |[a, b]| if a => b\n}")]
    [InlineData("x = \"a ${ b+c } d\"", "x = \"a ${b + c} d\"")]
    [InlineData("\n\n# one\n\n\n\nx   # two  \n", "# one\n\nx  # two")]
    [InlineData("a # 1\nlonger # 2", "a       # 1\nlonger  # 2")]
    [InlineData("f(\na,\n  [ 1,\n2 ])", "f(\n    a,\n    [1,\n        2])")]
    [InlineData("r = await a.b()\n.c()\n# why\n.d()", "r = await a.b()\n    .c()\n    # why\n    .d()")]
    [InlineData("{}", "{}")]
    public void Programs_get_the_canonical_layout(string text, string expected) => Assert.Equal(expected + "\n", Format(text));

    [Fact]
    public void An_empty_program_stays_empty() => Assert.Equal("", Format("  \n\n"));

    [Fact]
    public void A_program_with_a_mistake_is_not_laid_out()
    {
        var result = Formatter.Format(new SourceText("x.gr", "x = (1"));
        Assert.Null(result.Text);
        Assert.NotEmpty(result.Diagnostics);
    }

    private static string? Format(string text) => Formatter.Format(new SourceText("x.gr", text)).Text;
}
