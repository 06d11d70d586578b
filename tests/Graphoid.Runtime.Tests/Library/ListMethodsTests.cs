using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

public class ListMethodsTests
{
    [Theory]
    [InlineData("[1, 2].length()", "2")]
    [InlineData("[].count()", "0")]
    [InlineData("[].is_empty()", "true")]
    [InlineData("[1, 2].first()", "1")]
    [InlineData("[1, 2].last()", "2")]
    [InlineData("[[1], {\"a\": 2}].contains({\"a\": 2})", "true")]
    [InlineData("[1, \"1\"].index_of(\"1\")", "1")]
    [InlineData("[nan].index_of(nan)", "-1")]
    [InlineData("[node].contains(\"n1\")", "true")]
    [InlineData("[1, 2, 3].sum()", "6")]
    [InlineData("[].sum()", "0")]
    [InlineData("[1, 2].average()", "1.5")]
    [InlineData("[].average()", "none")]
    [InlineData("[3, 1, 2].min()", "1")]
    [InlineData("[3, 1, nan].max()", "NaN")]
    [InlineData("[\"b\", \"a\"].max()", "b")]
    [InlineData("[true].min()", "true")]
    [InlineData("[].min()", "none")]
    [InlineData("[1, \"a\", none, [\"x\"]].join(\"-\")", "1-a-none-[x]")]
    [InlineData("[].join(\",\")", "")]
    public Task Reading_gives(string call, string expected) => Script.ExpectAsync(call, expected);

    [Theory]
    [InlineData("[1, 2, 3].take(2)", "[1, 2]")]
    [InlineData("[1, 2, 3].take(9)", "[1, 2, 3]")]
    [InlineData("[1, 2, 3].take(-1)", "[]")]
    [InlineData("[1, 2, 3].drop(2)", "[3]")]
    [InlineData("[1, 2, 3].drop(9)", "[]")]
    [InlineData("[1, 2, 3].drop(-1)", "[1, 2, 3]")]
    [InlineData("[1, 2, 3, 4].slice(1, 3)", "[2, 3]")]
    [InlineData("[1, 2, 3, 4].slice(-3, -1)", "[2, 3]")]
    [InlineData("[1, 2, 3, 4].slice(3, 1)", "[]")]
    [InlineData("[1, 2, 3, 4, 5].slice(0, 5, 2)", "[1, 3, 5]")]
    [InlineData("[1, 2, 3, 4, 5].slice(4, 0, -2)", "[5, 3]")]
    [InlineData("[1, 2, 3].slice(9, -9, -1)", "[3, 2, 1]")]
    [InlineData("[1, 2, 3].slice(0, 3, 2147483647)", "[1]")]
    [InlineData("[1, 2].reverse()", "[2, 1]")]
    [InlineData("[1, \"1\", 1, [2], [2]].uniq()", "[1, \"1\", [2]]")]
    [InlineData("[node, \"n1\"].unique()", "[n1]")]
    [InlineData("[nan, nan].uniq()", "[NaN, NaN]")]
    [InlineData("[none, 0, none].compact()", "[0]")]
    [InlineData("[1].concat([2]).extend!([3])", "[1, 2, 3]")]
    [InlineData("[1, [2, [3]], range(2)].flatten()", "[1, 2, [3], 0, 1]")]
    [InlineData("[1, 2, 3].zip([\"a\", \"b\"])", "[[1, \"a\"], [2, \"b\"]]")]
    [InlineData("[1, 2, 3].chunk(2)", "[[1, 2], [3]]")]
    [InlineData("[1].chunk(0)", "[]")]
    [InlineData("[1, 2].chunk(2147483647)", "[[1, 2]]")]
    [InlineData("[[\"a\", 1], [\"b\", 2], [\"a\", 3]].to_map()", "{\"a\": 3, \"b\": 2}")]
    public Task Shaping_gives(string call, string expected) => Script.ExpectAsync(call, expected);

    [Theory]
    [InlineData("[1].append(2)", "[1, 2]")]
    [InlineData("[2].prepend(1)", "[1, 2]")]
    [InlineData("[1, 3].insert(1, 2)", "[1, 2, 3]")]
    [InlineData("[1, 2].insert(2, 3)", "[1, 2, 3]")]
    [InlineData("[1, 3].insert(-1, 2)", "[1, 2, 3]")]
    [InlineData("[1, 2, 1].remove(1)", "[2, 1]")]
    [InlineData("[1].remove(9)", "[1]")]
    [InlineData("[1, 2, 3].remove_at_index(-1)", "[1, 2]")]
    [InlineData("[1, 2].pop()", "[1]")]
    [InlineData("[1, 2].clear()", "[]")]
    public Task Changing_gives_with_and_without_bang(string call, string expected)
    {
        var bang = call.Insert(call.IndexOf('(', StringComparison.Ordinal), "!");
        return Task.WhenAll(Script.ExpectAsync(call, expected), Script.ExpectAsync(bang, expected));
    }

    [Theory]
    [InlineData("[1, 2].map(double)", "[2, 4]")]
    [InlineData("[1, 2].map(:square)", "[1, 4]")]
    [InlineData("[1].map(:negate).map(:increment).map(:decrement)", "[-1]")]
    [InlineData("[\" a \"].map(:trim).map(:upper)", "[\"A\"]")]
    [InlineData("[\"ab\"].map(:reverse)", "[\"ba\"]")]
    [InlineData("[1, \"2\", none, \"x\"].map(:to_num)", "[1, 2, 0, none]")]
    [InlineData("[1, none].map(:to_string)", "[\"1\", \"\"]")]
    [InlineData("[0, \"a\"].map(:to_bool)", "[false, true]")]
    [InlineData("[1, 2, 3].filter(big)", "[3]")]
    [InlineData("[-1, 0, 1, 2].select(:odd)", "[-1, 1]")]
    [InlineData("[-1, 0, 1, 2].filter(:even)", "[0, 2]")]
    [InlineData("[-1, 0, 1].filter!(:positive)", "[1]")]
    [InlineData("[-1, 0, 1].reject(:negative)", "[0, 1]")]
    [InlineData("[-1, 0, 1].reject(:zero)", "[-1, 1]")]
    [InlineData("[1, 2].each(add)", "[1, 2]")]
    [InlineData("[1, 2, 3].reduce(10, add)", "16")]
    [InlineData("[1, 2, 3].reduce(minus, 10)", "4")]
    [InlineData("[].reduce(none, add)", "none")]
    [InlineData("[1, 3].any(big)", "true")]
    [InlineData("[].any(big)", "false")]
    [InlineData("[1, 3].all(big)", "false")]
    [InlineData("[].all(big)", "true")]
    [InlineData("[1, 3, 4].find(big)", "3")]
    [InlineData("[1].find(big)", "none")]
    [InlineData("[1, 2, 3].group_by(parity)", "{\"odd\": [1, 3], \"even\": [2]}")]
    public Task Calling_back_gives(string call, string expected) => Script.ExpectAsync(call, expected);

    [Theory]
    [InlineData("[3, 1, 2].sort()", "[1, 2, 3]")]
    [InlineData("[3, 1, 2].sort(:desc)", "[3, 2, 1]")]
    [InlineData("[2, nan, 1].sort()", "[1, 2, NaN]")]
    [InlineData("[\"a\", \"Z\", \"\"].sort!()", "[\"\", \"Z\", \"a\"]")]
    [InlineData("[\"😀\", \"\uFFFD\"].sort()", "[\"\uFFFD\", \"😀\"]")]
    [InlineData("[true].sort()", "[true]")]
    [InlineData("[].sort()", "[]")]
    [InlineData("[3, 1, 2].sort(minus)", "[1, 2, 3]")]
    [InlineData("[3, 1, 2].sort(above)", "[3, 2, 1]")]
    [InlineData("[[1, \"a\"], [0, \"b\"], [1, \"c\"], [0, \"d\"]].sort_by(head)", "[[0, \"b\"], [0, \"d\"], [1, \"a\"], [1, \"c\"]]")]
    [InlineData("[[1, \"a\"], [0, \"b\"], [1, \"c\"], [0, \"d\"]].sort_by(head, :desc)", "[[1, \"a\"], [1, \"c\"], [0, \"b\"], [0, \"d\"]]")]
    [InlineData("[[\"y\", 1], [\"x\", 2], [\"y\", 3]].sort_by(head, :desc)", "[[\"y\", 1], [\"y\", 3], [\"x\", 2]]")]
    [InlineData("[3, 1].sort_by(constant)", "[3, 1]")]
    [InlineData("[[none, 1]].sort_by(head)", "[[none, 1]]")]
    public Task Sorting_gives(string call, string expected) => Script.ExpectAsync(call, expected);

    [Theory]
    [InlineData("range(3).length()", "3")]
    [InlineData("range(4).sum()", "6")]
    [InlineData("range(4).last()", "3")]
    [InlineData("range(3).map(double)", "[0, 2, 4]")]
    [InlineData("range(3).append!(9)", "[0, 1, 2, 9]")]
    [InlineData("range(3).each(add)", "[0, 1, 2]")]
    [InlineData("range(3).reverse()", "[2, 1, 0]")]
    [InlineData("range(3).pop!()", "[0, 1]")]
    [InlineData("range(3).sort(:desc)", "[2, 1, 0]")]
    public Task A_range_answers_as_a_list(string call, string expected) => Script.ExpectAsync(call, expected);

    [Theory]
    [InlineData("[].first()", "RuntimeError", "`first`: the list is empty")]
    [InlineData("[].last()", "RuntimeError", "empty")]
    [InlineData("[].pop()", "RuntimeError", "empty")]
    [InlineData("[].pop!()", "RuntimeError", "`pop!`: the list is empty")]
    [InlineData("[1, \"a\"].sum()", "TypeError", "`sum`: element 1 expected num, got string")]
    [InlineData("[1, \"a\"].min()", "TypeError", "expected num, got string")]
    [InlineData("[true, 1].max()", "TypeError", "element 0 expected num or string, got bool")]
    [InlineData("[1, \"a\"].sort()", "TypeError", "`sort`: element 1 expected num, got string")]
    [InlineData("[\"a\", 1].sort()", "TypeError", "expected string, got num")]
    [InlineData("[none, none].sort_by(same)", "TypeError", "the key of element 0 expected num or string, got none")]
    [InlineData("[1, 2].sort(:down)", "RuntimeError", ":down")]
    [InlineData("[1, 2].sort(1)", "TypeError", "expected function, got num")]
    [InlineData("[1, 2].sort_by(same, \"desc\")", "RuntimeError", "desc")]
    [InlineData("[1, 2].sort(pair)", "TypeError", "expected num or bool, got list")]
    [InlineData("[1].insert(2, 0)", "RuntimeError", "index 2 is outside a list of length 1")]
    [InlineData("[1].insert(-2, 0)", "RuntimeError", "outside")]
    [InlineData("[].remove_at_index(0)", "RuntimeError", "outside")]
    [InlineData("[1].slice(0, 1, 0)", "ValueError", "`step`")]
    [InlineData("[1].take(infinity)", "ValueError", "finite")]
    [InlineData("[1].take(\"1\")", "TypeError", "`take`: argument `count` expected num, got string")]
    [InlineData("[1].concat(2)", "TypeError", "expected list, got num")]
    [InlineData("[1].map(:doubel)", "RuntimeError", ":doubel")]
    [InlineData("[\"a\"].map(:double)", "TypeError", "element 0 expected num, got string")]
    [InlineData("[\"a\"].filter(:even)", "TypeError", "expected num, got string")]
    [InlineData("[1].filter(:uneven)", "RuntimeError", ":uneven")]
    [InlineData("[1].filter(1)", "TypeError", "expected function, got num")]
    [InlineData("[1].reduce(1, 2)", "TypeError", "expected function, got num")]
    [InlineData("[[1]].to_map()", "TypeError", "`to_map`: element 0 expected a [key, value] list, got list")]
    [InlineData("[{}].group_by(same)", "TypeError", "expected an immutable key, got map")]
    [InlineData("[nan].group_by(same)", "ValueError", "NaN")]
    public Task A_call_raises(string call, string kind, string words) => Script.ExpectErrorAsync(call, kind, words);

    [Fact]
    public async Task An_unknown_transform_suggests_a_near_one()
    {
        var failure = await Assert.ThrowsAsync<GraphoidException>(() => Script.RunAsync("[1].map(:doubel)"));
        Assert.Equal("did you mean `double`?", failure.Error.Help);
    }

    [Fact]
    public async Task Sorting_by_key_asks_once_per_element_in_order()
    {
        var asked = new List<double>();
        var key = TestFunction.Of(x =>
        {
            asked.Add(x.Number);
            return x;
        });
        await CallAsync(Numbers(3, 1, 2), "sort_by", key);
        Assert.Equal([3, 1, 2], asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sorting_a_long_list_with_a_function_is_stable(bool answersBool)
    {
        var random = new Random(7);
        var items = Enumerable.Range(0, 1000).Select(i => (Key: random.Next(20), Index: i)).ToArray();
        var list = Value.Of(new ListValue([.. items.Select(i => Value.Of(ListValue.Of(Value.Of(i.Key), Value.Of(i.Index))))]));
        var compare = TestFunction.Of((a, b) =>
        {
            var difference = ((ListValue)a.Reference!)[0].Number - ((ListValue)b.Reference!)[0].Number;
            return answersBool ? Value.Of(difference < 0) : Value.Of(difference);
        });
        var sorted = (ListValue)(await CallAsync(list, "sort", compare)).Reference!;
        Assert.Equal(
            items.OrderBy(i => i.Key).Select(i => (double)i.Index),
            sorted.Items.ToArray().Select(pair => ((ListValue)pair.Reference!)[1].Number));
    }

    [Fact]
    public async Task Numbers_with_equal_keys_keep_their_order_in_long_lists()
    {
        var list = Numbers([.. Enumerable.Range(0, 5000).Select(i => (double)i)]);
        var key = TestFunction.Of(x => Value.Of(x.Number % 7));
        var up = (ListValue)(await CallAsync(list, "sort_by", key)).Reference!;
        var down = (ListValue)(await CallAsync(list, "sort_by", key, Value.Of(Symbol.Of("desc")))).Reference!;
        Assert.Equal(Enumerable.Range(0, 5000).OrderBy(i => i % 7).Select(i => (double)i), up.Items.ToArray().Select(v => v.Number));
        Assert.Equal(
            Enumerable.Range(0, 5000).OrderByDescending(i => i % 7).Select(i => (double)i), down.Items.ToArray().Select(v => v.Number));
    }

    [Fact]
    public async Task Elements_handed_to_a_function_are_shared()
    {
        var inner = ListValue.Of(Value.Of(1));
        await CallAsync(Value.Of(ListValue.Of(Value.Of(inner))), "each", TestFunction.Of(x => x));
        Assert.True(inner.IsShared);
    }

    [Fact]
    public async Task A_list_in_use_by_callbacks_is_not_changed_in_place_afterwards()
    {
        var list = Numbers(1, 2);
        var result = await CallAsync(list, "each", TestFunction.Of(x => x));
        var (_, receiver) = await NativeCalls.BangAsync(MethodTables.Find(ValueKind.List, "append")!, list, [Value.Of(3)], new TestProgram());
        Assert.Equal("[1, 2]", result.ToString());
        Assert.Equal("[1, 2, 3]", receiver.ToString());
    }

    [Fact]
    public async Task A_cancelled_run_ends_a_loop()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => NativeCalls.CallAsync(
            MethodTables.Find(ValueKind.List, "map")!, Numbers(1), [TestFunction.Of(x => x)], new TestProgram(cancellation: source.Token)));
    }

    private static Value Numbers(params double[] numbers) => Value.Of(new ListValue(Array.ConvertAll(numbers, Value.Of)));

    private static Task<Value> CallAsync(Value list, string method, params Value[] arguments) =>
        NativeCalls.CallAsync(MethodTables.Find(ValueKind.List, method)!, list, arguments, new TestProgram());
}
