namespace Graphoid.Runtime.Tests.Library;

public class NumberMethodsTests
{
    [Theory]
    [InlineData("-3.abs()", "3")]
    [InlineData("2.7.floor()", "2")]
    [InlineData("-2.1.floor()", "-3")]
    [InlineData("2.1.ceil()", "3")]
    [InlineData("16.sqrt()", "4")]
    [InlineData("2.5.round()", "3")]
    [InlineData("-2.5.round()", "-3")]
    [InlineData("0.5.round()", "1")]
    [InlineData("3.14159.round(2)", "3.14")]
    [InlineData("2.675.round(2)", "2.68")]
    [InlineData("1234.round(-2)", "1200")]
    [InlineData("15.round(:nearest_ten)", "20")]
    [InlineData("-15.round(:nearest_ten)", "-20")]
    [InlineData("149.round(:nearest_hundred)", "100")]
    [InlineData("1500.round(:nearest_thousand)", "2000")]
    [InlineData("1500000.round(:nearest_million)", "2000000")]
    [InlineData("1.1.round(300)", "1.1")]
    [InlineData("infinity.round(2)", "Infinity")]
    [InlineData("nan.round(2)", "NaN")]
    [InlineData("1.1.up(1)", "1.1")]
    [InlineData("1.11.up(1)", "1.2")]
    [InlineData("-1.5.up()", "-1")]
    [InlineData("11.up(:nearest_ten)", "20")]
    [InlineData("1.19.down(1)", "1.1")]
    [InlineData("-1.5.down()", "-2")]
    [InlineData("19.down(:nearest_ten)", "10")]
    [InlineData("1.log()", "0")]
    [InlineData("1000.log(10)", "3")]
    [InlineData("8.log(2)", "3")]
    [InlineData("1.ln()", "0")]
    [InlineData("1024.log2()", "10")]
    [InlineData("1000.log10()", "3")]
    [InlineData("2.pow(10)", "1024")]
    [InlineData("4.pow(0.5)", "2")]
    [InlineData("3.min(5)", "3")]
    [InlineData("3.max(5)", "5")]
    [InlineData("3.is_integer()", "true")]
    [InlineData("3.5.is_integer()", "false")]
    [InlineData("infinity.is_integer()", "false")]
    [InlineData("nan.is_nan()", "true")]
    [InlineData("infinity.is_infinite()", "true")]
    [InlineData("-4.is_even()", "true")]
    [InlineData("-3.is_odd()", "true")]
    [InlineData("2.5.is_odd()", "false")]
    [InlineData("-2.7.to_int()", "-2")]
    [InlineData("65.to_char()", "A")]
    [InlineData("128512.to_char()", "😀")]
    [InlineData("3.times(double)", "none")]
    [InlineData("-3.times(double)", "none")]
    public Task A_call_gives(string call, string expected) => Script.ExpectAsync(call, expected);

    [Theory]
    [InlineData("-1.sqrt()", "ValueError", "-1 is negative")]
    [InlineData("0.log()", "ValueError", "`log`: 0 has no logarithm")]
    [InlineData("-1.ln()", "ValueError", "only positive")]
    [InlineData("8.log(1)", "ValueError", "argument `base`")]
    [InlineData("8.log(-2)", "ValueError", "argument `base`")]
    [InlineData("1.round(:nearest_tenth)", "RuntimeError", ":nearest_tenth")]
    [InlineData("1.round(400)", "ValueError", "argument `places`")]
    [InlineData("1.round(nan)", "ValueError", "finite")]
    [InlineData("1.round(\"2\")", "TypeError", "expected num, got string")]
    [InlineData("2.pow(\"x\")", "TypeError", "argument `exponent` expected num, got string")]
    [InlineData("55296.to_char()", "ValueError", "code point")]
    [InlineData("-1.to_char()", "ValueError", "code point")]
    [InlineData("infinity.times(double)", "ValueError", "Infinity")]
    [InlineData("3.times(:double)", "TypeError", "expected function, got symbol")]
    public Task A_call_raises(string call, string kind, string words) => Script.ExpectErrorAsync(call, kind, words);

    [Fact]
    public async Task Times_counts_from_zero()
    {
        var seen = new List<double>();
        var note = TestFunction.Of(x =>
        {
            seen.Add(x.Number);
            return x;
        });
        await NativeCalls.CallAsync(
            Graphoid.Runtime.Library.MethodTables.Find(Values.ValueKind.Number, "times")!,
            Values.Value.Of(3),
            [note],
            new TestProgram());
        Assert.Equal([0, 1, 2], seen);
    }
}
