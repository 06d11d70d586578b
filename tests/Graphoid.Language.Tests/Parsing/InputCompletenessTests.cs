using Graphoid.Language.Parsing;

namespace Graphoid.Language.Tests.Parsing;

[Trait("Category", "Unit")]
public sealed class InputCompletenessTests
{
    [Theory]
    [InlineData("", Completeness.Empty)]
    [InlineData("  # only a remark\n", Completeness.Empty)]
    [InlineData("x = 1", Completeness.Complete)]
    [InlineData("fn f() {\n  return 1\n}", Completeness.Complete)]
    [InlineData(":tag", Completeness.Complete)]
    [InlineData("fn f() {", Completeness.Incomplete)]
    [InlineData("fn f() {\n  x = [1,\n", Completeness.Incomplete)]
    [InlineData("x =", Completeness.Incomplete)]
    [InlineData("x = 1 +", Completeness.Incomplete)]
    [InlineData("print(1,", Completeness.Incomplete)]
    [InlineData("m = { a: 1,", Completeness.Incomplete)]
    [InlineData("x = \"two", Completeness.Incomplete)]
    [InlineData("/* open", Completeness.Incomplete)]
    [InlineData("a => ", Completeness.Incomplete)]
    [InlineData("match x {\n  1 =>", Completeness.Incomplete)]
    [InlineData("if x", Completeness.Incomplete)]
    [InlineData("x = )", Completeness.Wrong)]
    [InlineData("if x = 1 {", Completeness.Wrong)]
    [InlineData("1 2", Completeness.Wrong)]
    [InlineData("x = (1]", Completeness.Wrong)]
    [InlineData("a\0b", Completeness.Wrong)]
    public void The_parser_tells_unfinished_from_wrong(string text, Completeness expected) =>
        Assert.Equal(expected, InputCompleteness.Of(text));
}
