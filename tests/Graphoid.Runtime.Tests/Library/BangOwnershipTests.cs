using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

public class BangOwnershipTests
{
    public static TheoryData<string, Value[], string> ListChanges => new()
    {
        { "append", [Value.Of(9)], "[1, 2, 3, 9]" },
        { "prepend", [Value.Of(9)], "[9, 1, 2, 3]" },
        { "insert", [Value.Of(1), Value.Of(9)], "[1, 9, 2, 3]" },
        { "remove", [Value.Of(2)], "[1, 3]" },
        { "remove_at_index", [Value.Of(0)], "[2, 3]" },
        { "concat", [Value.Of(ListValue.Of(Value.Of(9)))], "[1, 2, 3, 9]" },
        { "pop", [], "[1, 2]" },
        { "clear", [], "[]" },
        { "sort", [Value.Of(Symbol.Of("desc"))], "[3, 2, 1]" },
    };

    public static TheoryData<string, Value[], string> MapChanges => new()
    {
        { "set", [Value.Of("b"), Value.Of(2)], "{\"a\": 1, \"b\": 2}" },
        { "remove", [Value.Of("a")], "{}" },
        { "merge", [Value.Of(MapOf("a", 3))], "{\"a\": 3}" },
        { "clear", [], "{}" },
    };

    [Theory]
    [MemberData(nameof(ListChanges))]
    public async Task A_shared_list_stays_as_it_was(string method, Value[] arguments, string expected)
    {
        var list = Value.Of(ListValue.Of(Value.Of(1), Value.Of(2), Value.Of(3))).Share();
        Assert.Equal(expected, (await BangAsync(list, method, arguments)).ToString());
        Assert.Equal("[1, 2, 3]", list.ToString());
    }

    [Theory]
    [MemberData(nameof(ListChanges))]
    public async Task An_owned_list_changes_to_the_same_result(string method, Value[] arguments, string expected)
    {
        var list = Value.Of(ListValue.Of(Value.Of(1), Value.Of(2), Value.Of(3)));
        Assert.Equal(expected, (await BangAsync(list, method, arguments)).ToString());
    }

    [Theory]
    [InlineData("append")]
    [InlineData("prepend")]
    [InlineData("remove")]
    public async Task An_owned_list_is_changed_in_place(string method)
    {
        var list = Value.Of(ListValue.Of(Value.Of(1), Value.Of(2)));
        var receiver = await BangAsync(list, method, [Value.Of(2)]);
        Assert.Same(list.Reference, receiver.Reference);
    }

    [Theory]
    [MemberData(nameof(MapChanges))]
    public async Task A_shared_map_stays_as_it_was(string method, Value[] arguments, string expected)
    {
        var map = Value.Of(MapOf("a", 1)).Share();
        Assert.Equal(expected, (await BangAsync(map, method, arguments)).ToString());
        Assert.Equal("{\"a\": 1}", map.ToString());
    }

    [Theory]
    [MemberData(nameof(MapChanges))]
    public async Task An_owned_map_changes_to_the_same_result(string method, Value[] arguments, string expected)
    {
        var map = Value.Of(MapOf("a", 1));
        Assert.Equal(expected, (await BangAsync(map, method, arguments)).ToString());
    }

    [Fact]
    public async Task A_list_that_grew_out_of_another_leaves_it_alone()
    {
        var first = ListValue.Of(Value.Of(1), Value.Of(2)).Append(Value.Of(3));
        var second = Value.Of(first.Append(Value.Of(4)));
        foreach (var method in new[] { "prepend", "append" })
        {
            second = await BangAsync(second, method, [Value.Of(0)]);
        }

        Assert.Equal("[1, 2, 3]", Value.Of(first).ToString());
        Assert.Equal("[0, 1, 2, 3, 4, 0]", second.ToString());
    }

    [Fact]
    public async Task Pop_yields_the_removed_element()
    {
        var entry = MethodTables.Find(ValueKind.List, "pop")!;
        foreach (var list in new[] { ListValue.Of(Value.Of(1), Value.Of(2)), new ListValue([Value.Of(1), Value.Of(2)]) { IsShared = true } })
        {
            var (result, receiver) = await NativeCalls.BangAsync(entry, Value.Of(list), [], new TestProgram());
            Assert.Equal("2", result.ToString());
            Assert.Equal("[1]", receiver.ToString());
        }
    }

    [Fact]
    public async Task Stored_arguments_are_shared()
    {
        var inner = ListValue.Of(Value.Of(1));
        await BangAsync(Value.Of(ListValue.Of()), "append", [Value.Of(inner)]);
        Assert.True(inner.IsShared);
    }

    private static MapValue MapOf(string key, double value)
    {
        var map = new MapValue();
        map.Set(key, Value.Of(value));
        return map;
    }

    private static async Task<Value> BangAsync(Value receiver, string method, Value[] arguments) =>
        (await NativeCalls.BangAsync(MethodTables.Find(receiver.Kind, method)!, receiver, arguments, new TestProgram())).Receiver;
}
