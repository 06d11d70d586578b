using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

public class MapMethodsTests
{
    [Theory]
    [InlineData("{\"a\": 1}.get(\"a\")", "1")]
    [InlineData("{\"a\": 1}.get(\"b\")", "none")]
    [InlineData("{\"a\": 1}.get(\"b\", 7)", "7")]
    [InlineData("{\"a\": none}.get(\"a\", 7)", "none")]
    [InlineData("{1: \"num\", \"1\": \"text\"}.get(1)", "num")]
    [InlineData("{[1, \"a\"]: 2}.get([1, \"a\"])", "2")]
    [InlineData("{[0, 1]: 2}.get(range(2))", "2")]
    [InlineData("{\"n1\": 2}.get(node)", "2")]
    [InlineData("{:a: 1}.has_key(\"a\")", "false")]
    [InlineData("{\"b\": 1, \"a\": 2}.keys()", "[\"b\", \"a\"]")]
    [InlineData("{\"b\": 1, \"a\": 2}.values()", "[1, 2]")]
    [InlineData("{\"b\": 1, \"a\": 2}.to_list()", "[[\"b\", 1], [\"a\", 2]]")]
    [InlineData("{}.entries()", "[]")]
    [InlineData("{}.keys()", "[]")]
    [InlineData("{\"a\": 1}.size()", "1")]
    [InlineData("{}.is_empty()", "true")]
    [InlineData("{\"a\": 1, \"b\": 2}.remove(\"a\")", "{\"b\": 2}")]
    [InlineData("{\"a\": 1}.delete(\"x\")", "{\"a\": 1}")]
    [InlineData("{\"a\": 1, \"b\": 2}.set(\"a\", 3)", "{\"a\": 3, \"b\": 2}")]
    [InlineData("{}.set(node, 3).keys()", "[\"n1\"]")]
    [InlineData("{}.set([node], 3).keys()", "[[\"n1\"]]")]
    [InlineData("{\"a\": 1, \"b\": 2}.merge({\"b\": 3, \"c\": 4})", "{\"a\": 1, \"b\": 3, \"c\": 4}")]
    [InlineData("{\"a\": 1}.clear!()", "{}")]
    [InlineData("{\"a\": 1, \"b\": 2}.map(swap)", "{1: \"a\", 2: \"b\"}")]
    [InlineData("{\"a\": 1, \"b\": 2}.map_values(double)", "{\"a\": 2, \"b\": 4}")]
    [InlineData("{\"a\": 1, \"b\": 2}.filter(isOne)", "{\"a\": 1}")]
    [InlineData("{\"a\": 1}.each(pair)", "{\"a\": 1}")]
    public Task A_call_gives(string call, string expected) => Script.ExpectAsync(call, expected);

    [Theory]
    [InlineData("{}.set({}, 1)", "TypeError", "a map expected an immutable key, got map")]
    [InlineData("{}.set(same, 1)", "TypeError", "got function")]
    [InlineData("{}.set([[{}]], 1)", "TypeError", "got map")]
    [InlineData("{}.set(nan, 1)", "ValueError", "NaN")]
    [InlineData("{}.get({})", "TypeError", "immutable key")]
    [InlineData("{}.merge([])", "TypeError", "`merge`: argument `other` expected map, got list")]
    [InlineData("{\"a\": 1}.map(same)", "TypeError", "expected a [key, value] list, got string")]
    [InlineData("{}.each(1)", "TypeError", "expected function, got num")]
    public Task A_call_raises(string call, string kind, string words) => Script.ExpectErrorAsync(call, kind, words);

    [Fact]
    public void A_list_used_as_a_key_is_shared_and_otherwise_stays_the_same_object()
    {
        var inner = ListValue.Of(Value.Of(1));
        var list = ListValue.Of(Value.Of(inner));
        var key = MapKeys.Normalize(Value.Of(list));
        Assert.Same(list, key.Reference);
        Assert.True(list.IsShared && inner.IsShared);
    }

    [Fact]
    public void A_key_nested_too_deeply_raises_instead_of_ending_the_process()
    {
        var key = Value.Of(1);
        for (var i = 0; i < 1_000_000; i++)
        {
            key = Value.Of(ListValue.Of(key));
        }

        var failure = Assert.Throws<GraphoidException>(() => MapKeys.Normalize(key));
        Assert.Equal(RuntimeErrorIds.TooDeep, failure.Error.Id);
    }
}
