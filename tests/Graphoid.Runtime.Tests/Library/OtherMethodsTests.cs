using Graphoid.Language.Text;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

public class OtherMethodsTests
{
    [Theory]
    [InlineData("1.type()", "num")]
    [InlineData("\"\".type_name()", "string")]
    [InlineData("range(2).get_type()", "range")]
    [InlineData("[\"a\", none].to_string()", "[\"a\", none]")]
    [InlineData("none.to_string()", "")]
    [InlineData(":tag.to_string()", ":tag")]
    [InlineData("\" 12.5 \".to_num()", "12.5")]
    [InlineData("\"abc\".to_num()", "none")]
    [InlineData("\"nan\".to_num()", "none")]
    [InlineData("\"1,5\".to_num()", "none")]
    [InlineData("none.to_num()", "0")]
    [InlineData("true.to_num()", "1")]
    [InlineData("[1, 2].to_num()", "2")]
    [InlineData("{1: 2}.to_num()", "1")]
    [InlineData("range(5).to_num()", "5")]
    [InlineData(":a.to_num()", "none")]
    [InlineData("[].to_bool()", "false")]
    [InlineData("none.is_none()", "true")]
    [InlineData("none.is_some()", "false")]
    [InlineData("\"\".is_string()", "true")]
    [InlineData("1.is_number()", "true")]
    [InlineData("false.is_bool()", "true")]
    [InlineData("range(2).is_list()", "true")]
    [InlineData("{}.is_hash()", "true")]
    [InlineData("1.is_graph()", "false")]
    [InlineData("same.is_function()", "true")]
    [InlineData("[1, [2]].clone()", "[1, [2]]")]
    [InlineData("[1, [2]].equals([1, [2]])", "true")]
    [InlineData("0.equals(false)", "false")]
    [InlineData("node.equals(\"n1\")", "true")]
    public Task Every_value_answers(string call, string expected) => Script.ExpectAsync(call, expected);

    [Theory]
    [InlineData(":tag.name()", "tag")]
    [InlineData("/^a/.test(\"abc\")", "true")]
    [InlineData("/^a/i.matches(\"ABC\")", "true")]
    [InlineData("/b+/.replace(\"abbc\", \"$0\")", "a$0c")]
    public Task Symbols_and_regexes_answer(string call, string expected) => Script.ExpectAsync(call, expected);

    [Theory]
    [InlineData("list.generate(1, 5, 2)", "[1, 3, 5]")]
    [InlineData("list.generate(5, 1, -2)", "[5, 3, 1]")]
    [InlineData("list.generate(5, 1, 1)", "[]")]
    [InlineData("list.generate(0, 1, 0.25)", "[0, 0.25, 0.5, 0.75, 1]")]
    [InlineData("list.generate(1, 3, double)", "[2, 4, 6]")]
    [InlineData("list.upto(3)", "[0, 1, 2, 3]")]
    [InlineData("list.upto(0)", "[0]")]
    [InlineData("list.upto(-1)", "[]")]
    [InlineData("list.upto(-0.5)", "[0]")]
    [InlineData("string.generate(\"ab\", 3)", "ababab")]
    [InlineData("string.generate(\"ab\", 0)", "")]
    [InlineData("string.generate(\"a\", \"e\")", "abcde")]
    [InlineData("string.generate(\"c\", \"a\")", "cba")]
    [InlineData("string.generate(\"😀\", \"😁\")", "😀😁")]
    public Task Constructors_give(string call, string expected) => Script.ExpectAsync(call, expected);

    [Theory]
    [InlineData("list.generate(1, 5, 0)", "RuntimeError", "`step`")]
    [InlineData("list.generate(1, infinity, 1)", "ValueError", "argument `end` must be a finite number")]
    [InlineData("list.generate(1, 5, \"a\")", "TypeError", "expected num, got string")]
    [InlineData("list.generate(0, 1, 0.0000000001)", "ValueError", "at most")]
    [InlineData("list.upto(\"a\")", "TypeError", "argument `n` expected num, got string")]
    [InlineData("string.generate(\"a\", -1)", "RuntimeError", "-1 times")]
    [InlineData("string.generate(\"ab\", \"c\")", "RuntimeError", "exactly one character")]
    [InlineData("/a/.test(1)", "TypeError", "`test`: argument `text` expected string, got num")]
    public Task A_call_raises(string call, string kind, string words) => Script.ExpectErrorAsync(call, kind, words);

    [Theory]
    [InlineData("type", "ValueError")]
    [InlineData("message", "too large")]
    [InlineData("line", "2")]
    [InlineData("column", "3")]
    [InlineData("file", "a.gr")]
    [InlineData("to_string", "ValueError: too large")]
    [InlineData("stack_trace", "at inner (a.gr:2:3)\nat main (a.gr:1:1)")]
    [InlineData("stack", "[{\"function\": inner, \"file\": a.gr, \"line\": 2}, {\"function\": main, \"file\": a.gr, \"line\": 1}]")]
    public async Task An_error_answers(string method, string expected)
    {
        var source = new SourceText("a.gr", "f()\n  raise x\n");
        var error = new ErrorValue(ErrorKind.Value, "too large")
        {
            Trace = [new TraceFrame("inner", source, new TextSpan(6, 5)), new TraceFrame("main", source, new TextSpan(0, 3))],
        };
        Assert.Equal(expected, (await CallAsync(Value.Of(error), method)).ToString());
    }

    [Theory]
    [InlineData("line", "none")]
    [InlineData("file", "none")]
    [InlineData("stack", "[]")]
    [InlineData("stack_trace", "")]
    public async Task An_error_that_was_not_raised_has_no_place(string method, string expected) =>
        Assert.Equal(expected, (await CallAsync(Value.Of(new ErrorValue(ErrorKind.Value, "x")), method)).ToString());

    [Fact]
    public async Task A_clone_of_a_list_shares_until_one_is_written() =>
        Assert.True(((ListValue)(await CallAsync(Value.Of(ListValue.Of()), "clone")).Reference!).IsShared);

    private static Task<Value> CallAsync(Value self, string method) =>
        NativeCalls.CallAsync(MethodTables.Find(self.Kind, method)!, self, [], new TestProgram());
}
