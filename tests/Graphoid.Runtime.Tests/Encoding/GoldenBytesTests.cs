using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>Bytes as version 1 of the format writes them. A change here makes journals unreadable: give the format a new version,
/// keep these readable, and add new ones (style.md 7).</summary>
[Trait("Category", "Unit")]
public sealed class GoldenBytesTests
{
    private const string Program =
        "k = 2\nfn f(x) { return x * g() }\nfn g() { return k }\nfn g(a, b) { return b }\n"
        + "graph A { n = 1 ; fn on_message(m) { n = f(m) + k ; return n } }\n"
        + "local = graph {}\nlocal.add_node('a', 1) ; local.add_node('7', [2]) ; local.set_node_type('a', :t) ; local.add_edge('a', '7', 'e', weight: 3)\n"
        + "far = distributed.create('far', { partitions: ['p0', 'p1'] })\nfar.add_node('x', 1) ; far.add_node('5', 2) ; far.add_edge('x', '5', 'e')\n"
        + "keep(f)\nkeep(A { n: 7 })\nkeep(a => a + k)\nkeep(local)\nkeep([far, far.node('5'), far.edges().first(), far.partitions().last()])\n"
        + "try { raise TypeError('oh') } catch as e { keep(e) }\n";

    public static TheoryData<int, string> Plain() => new()
    {
        { 0, "0100" },
        { 1, "0101" },
        { 2, "0102" },
        { 3, "0103" },
        { 4, "0185" },
        { 5, "0105D704" },
        { 6, "0104000000000000E03F" },
        { 7, "01040000000000000080" },
        { 8, "010619686967686572" },
        { 9, "01060600D8" },
        { 10, "0107156772C3BC6E" },
        { 11, "010803090106117465787419000603" },
        { 12, "010B02060D6B657987810703" },
        { 13, "0108020B02060D6B6579878107031900" },
        { 14, "010C0000000000000840000000000000E0BF0A" },
        { 15, "010D09612B0569" },
        { 16, "010E2956616C75654572726F720D62616419475233303035010009646F0125696E206E6F6465206100" },
        { 17, "0110157072696E7400" },
        { 18, "01112D6469737472696275746564" },
    };

    public static TheoryData<int, string> FromProgram() => new()
    {
        { 0, "010F01007DF8DF07D68653B2C7BDD6A6F6A30AAC275B9A66A73B9D6B5D5B6E9CAA810CC001010001010F030201000001000101820F03030100000001" },
        { 1, "011601054100010001056E810001296F6E5F6D6573736167650F01007DF8DF07D68653B2C7BDD6A6F6A30AAC275B9A66A73B9D6B5D5B6E9CAA810CC0070103010001056E870001000F050101000101820101010F050201000001000101820F05030100000001" },
        { 2, "010F01007DF8DF07D68653B2C7BDD6A6F6A30AAC275B9A66A73B9D6B5D5B6E9CAA810CC00601000001018201" },
        { 3, "01170115677261706800010000010102010561810574000E09018200010001056583010A0306497265706C69636174696F6E5F666163746F7281062D636F6E73697374656E6379071971756F72756D061D74696D656F757405E0D40300" },
        { 4, "010904150D666172121901000A13121901010578121901000A0565010114190101097031" },
        { 5, "010E25547970654572726F72096F68194752333030300000000001116D61696E1D6B6570742E6772007DF8DF07D68653B2C7BDD6A6F6A30AAC275B9A66A73B9D6B5D5B6E9CAA810CC0A804150F" },
    };

    [Theory]
    [MemberData(nameof(Plain))]
    public void Plain_values_have_these_bytes(int index, string hex)
    {
        var value = Values()[index];
        Assert.Equal(hex, Convert.ToHexString(new OtherSide().Encode(value)));
        Assert.Equal(ValueTexts.Of(value), ValueTexts.Of(new OtherSide().Decode(Convert.FromHexString(hex))));
    }

    [Theory]
    [MemberData(nameof(FromProgram))]
    public async Task Values_that_refer_to_a_program_have_these_bytes(int index, string hex)
    {
        var side = new OtherSide();
        Assert.Equal(hex, Convert.ToHexString(side.Encode((await KeptProgram.RunAsync(Program)).Kept[index])));
    }

    [Fact]
    public async Task Functions_and_types_in_old_bytes_run()
    {
        var program = await KeptProgram.RunAsync(Program);
        var side = new OtherSide();
        side.Programs.Add(program.Code.Source);
        Value Old(int index) => side.Decode(Convert.FromHexString((string)FromProgram().ElementAt(index)[1]));
        Assert.Equal(Value.Of(10), await program.CallAsync(Old(0), Value.Of(5)));
        Assert.Equal(Value.Of(12), await program.CallAsync(Old(1), "on_message", Value.Of(5)));
        Assert.Equal(Value.Of(7), await program.CallAsync(Old(2), Value.Of(5)));
        Assert.Equal(2, ((GraphObject)Old(3).Reference!).Data!.NodeCount);
    }

    /// <summary>Overloads used to stand with the latest first; now they stand in the order in which calls try them.</summary>
    [Fact]
    public async Task Overloads_in_the_order_of_older_bytes_run()
    {
        const string Function = "010F01007DF8DF07D68653B2C7BDD6A6F6A30AAC275B9A66A73B9D6B5D5B6E9CAA810CC001010001010F03030100000100000F030201000001018201";
        const string Type = "011601054100010001056E810001296F6E5F6D6573736167650F01007DF8DF07D68653B2C7BDD6A6F6A30AAC275B9A66A73B9D6B5D5B6E9CAA810CC0070103010001056E870001000F050101000101820101010F05030100000100000F050201000001018201";
        var program = await KeptProgram.RunAsync(Program);
        var side = new OtherSide();
        side.Programs.Add(program.Code.Source);
        Assert.Equal(Value.Of(10), await program.CallAsync(side.Decode(Convert.FromHexString(Function)), Value.Of(5)));
        Assert.Equal(Value.Of(12), await program.CallAsync(side.Decode(Convert.FromHexString(Type)), "on_message", Value.Of(5)));
    }

    private static Value[] Values()
    {
        var shared = Value.Of(ListValue.Of(Value.Of("text"))).Share();
        var map = new MapValue();
        map.Set("key", Value.Of(7));
        map.Set(Value.Of(1), Value.Of(Symbol.Of("key")));
        var error = new ErrorValue(ErrorKind.Value, "bad", "GR3005") { FitsRuntimeErrorToo = true, Help = "do" };
        error.Notes.Add("in node a");
        return
        [
            Value.Undefined, Value.None, Value.False, Value.True, Value.Of(5), Value.Of(-300), Value.Of(0.5), Value.Of(-0.0),
            Value.Of("higher"), Value.Of("\uD800"), Value.Of(Symbol.Of("grün")), Value.Of(ListValue.Of(shared, shared, Value.Of("text"))),
            Value.Of(map), Value.Of(ListValue.Of(Value.Of(map).Share(), Value.Of(map))), Value.Of(new RangeValue(3, -0.5, 10)),
            Value.Of(new RegexValue("a+", "i")), Value.Of(error), Globals.Standard.Find("print"), Globals.Standard.Find("distributed"),
        ];
    }
}
