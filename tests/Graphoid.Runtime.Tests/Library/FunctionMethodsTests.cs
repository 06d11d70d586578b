using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

public class FunctionMethodsTests
{
    private static readonly Value Insert =
        Value.Of(new NativeFunctionValue(MethodTables.Find(ValueKind.List, "insert")!, Value.Of(ListValue.Empty)));

    [Theory]
    [InlineData("name", "insert")]
    [InlineData("arity", "2")]
    public async Task A_built_in_answers(string method, string expected) =>
        Assert.Equal(expected, (await CallAsync(Insert, method)).ToString());

    [Fact]
    public async Task Call_hands_its_arguments_over()
    {
        var subtract = TestFunction.Of((a, b) => Value.Of(a.Number - b.Number));
        Assert.Equal("4", (await CallAsync(subtract, "call", Value.Of(7), Value.Of(3))).ToString());
    }

    [Fact]
    public async Task Too_many_arguments_raise()
    {
        var failure = await Assert.ThrowsAsync<GraphoidException>(
            () => CallAsync(Insert, "call", Value.Of(0), Value.Of(1), Value.Of(2)));
        Assert.Equal("`insert` expects 2 arguments, got 3", failure.Error.Message);
    }

    private static Task<Value> CallAsync(Value function, string method, params Value[] arguments) =>
        NativeCalls.CallAsync(MethodTables.Find(ValueKind.Function, method)!, function, arguments, new TestProgram());
}
