using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>Every kind of value comes back as it was.</summary>
[Trait("Category", "Unit")]
public sealed class RoundTripTests
{
    public static TheoryData<double> Numbers() =>
    [
        0, 1, 127, 128, -1, -64, 1.5, 1L << 53, -(1L << 53), (1L << 53) + 2, long.MaxValue, long.MinValue, -0.0, double.Epsilon,
        double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_keeps_every_bit(double number) => AssertSame(Value.Of(number));

    [Fact]
    public void A_NaN_keeps_its_payload() => AssertSame(Value.Of(BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8_0000_DEAD_BEEF))));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 3)]
    [InlineData(-1, 2)]
    [InlineData(0.5, 9)]
    public void Small_whole_numbers_are_short(double number, int bytes) =>
        Assert.Equal(1 + bytes, new OtherSide().Encode(Value.Of(number)).Length);

    [Theory]
    [InlineData(0)]
    [InlineData(-0.25)]
    [InlineData(1736951445.123)]
    [InlineData(-62135596800)]
    public void A_time_keeps_its_nanoseconds(double seconds)
    {
        var time = Value.Of(TimeValue.OfSeconds(seconds)!);
        AssertSame(time);
        var map = new MapValue();
        map.Set(time, time);
        AssertSame(Value.Of(map));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("grün 😀 \0 end")]
    [InlineData("\uD83D")]
    [InlineData("x\uDE00\uD83Dy")]
    public void A_string_keeps_every_char(string text)
    {
        AssertSame(Value.Of(text));
        AssertSame(Value.Of(ListValue.Of(Value.Of(text), Value.Of(text), Value.Of(Symbol.Of(text)))));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("18446744073709551616")]
    [InlineData("-0.3333333333333333333333333333333333")]
    [InlineData("123456789012345678901234567890.5")]
    public void A_bignum_keeps_every_digit(string digits)
    {
        var number = Value.Of(BigNumber.Parse(digits)!);
        var read = Assert.IsType<BigNumber>(OtherSide.Sent(number).Reference);
        Assert.Equal(number.ToString(), read.Display);
    }

    [Fact]
    public void A_frozen_list_stays_frozen()
    {
        var inner = Value.Of(new MapValue { IsFrozen = true });
        var read = Assert.IsType<ListValue>(OtherSide.Sent(Value.Of(new ListValue([inner]) { IsFrozen = true })).Reference);
        Assert.True(read.IsFrozen);
        Assert.True(Assert.IsType<MapValue>(read[0].Reference).IsFrozen);
    }

    [Fact]
    public void An_error_keeps_its_causes()
    {
        var error = new ErrorValue(ErrorKind.Value, "top") { Cause = new ErrorValue(ErrorKind.IO, "below") };
        var read = Assert.IsType<ErrorValue>(OtherSide.Sent(Value.Of(error)).Reference);
        Assert.Equal("IOError: below", read.Cause?.Display);
    }

    [Fact]
    public void The_single_values_are_the_same_objects()
    {
        foreach (var value in new[] { Value.None, Value.True, Value.False, Value.Undefined, Value.Of(Symbol.Of("tag")) })
        {
            Assert.Same(value.Reference, OtherSide.Sent(value).Reference);
        }
    }

    [Fact]
    public void A_list_holds_anything() => AssertSame(Value.Of(ListValue.Of(
        Value.Of(1), Value.None, Value.Of("x"), Value.Of(ListValue.Empty), Value.Of(new MapValue()), Value.Of(new ListValue(new Value[100])))));

    [Fact]
    public void A_map_keeps_its_order_and_its_kinds_of_keys()
    {
        var map = new MapValue();
        foreach (var key in new[] { Value.Of("b"), Value.Of("a"), Value.Of(2), Value.Of(-0.5), Value.None, Value.True, Value.Of(Symbol.Of("a")) })
        {
            map.Set(key, Value.Of(map.Count));
        }

        map.Set(MapKeys.Normalize(Value.Of(ListValue.Of(Value.Of(1), Value.Of(ListValue.Of(Value.Of("x")))))), Value.Of("list"));
        map.Set(Value.Of(new RegexValue("a+", "i")), Value.Of("regex"));
        map.Remove(Value.Of("a"));
        var sent = AssertSame(Value.Of(map));
        Assert.Equal(Value.Of("list"), ((MapValue)sent.Reference!).Entries.ElementAt(6).Value);
        Assert.True(((MapValue)sent.Reference).TryGet(Value.Of(ListValue.Of(Value.Of(1), Value.Of(ListValue.Of(Value.Of("x"))))), out _));
        for (var i = 0; i < 50; i++)
        {
            map.Set(Value.Of($"key {i}"), Value.Of(i));
        }

        sent = AssertSame(Value.Of(map));
        Assert.True(((MapValue)sent.Reference!).TryGet("key 49", out var last) && last == Value.Of(49));
    }

    [Fact]
    public void A_range_stays_a_range()
    {
        AssertSame(Value.Of(new RangeValue(3, -0.5, 1_000_000_000)));
        Assert.IsType<RangeValue>(OtherSide.Sent(Value.Of(new RangeValue(0, 1, 0))).Reference);
    }

    [Fact]
    public void A_regex_matches_as_before()
    {
        var sent = Assert.IsType<RegexValue>(OtherSide.Sent(Value.Of(new RegexValue("^A.c$", "is"))).Reference);
        Assert.Matches(sent.For("a\nC"), "a\nC");
        Assert.Equal("/^A.c$/is", sent.Display);
    }

    [Fact]
    public void An_error_keeps_everything_it_says()
    {
        var error = new ErrorValue(ErrorKind.Timeout, "too slow", "GR4007") { FitsRuntimeErrorToo = true, Label = "here", Help = "wait" };
        error.Notes.AddRange(["in node a", "in round 3"]);
        AssertSame(Value.Of(error));
        AssertSame(Value.Of(new ErrorValue(ErrorKind.Value, string.Empty)));
    }

    [Fact]
    public async Task An_error_keeps_its_trace_into_the_program_s_text()
    {
        var program = await KeptProgram.RunAsync("fn f(x) { return x / 0 }\ntry { f(1) } catch as e { keep(e) }");
        var side = new OtherSide();
        var sent = (ErrorValue)side.Send(program.Kept[0]).Reference!;
        Assert.Equal(["f", "main"], sent.Trace.Select(f => f.Function));
        Assert.Equal("/", sent.Trace[0].Source.Text.Substring(sent.Trace[0].Span.Start, sent.Trace[0].Span.Length));
        Assert.Same(side.ProgramOf(sent.Trace[0].Source.Hash).Source, sent.Trace[0].Source);
        Assert.Single(side.Programs);
        Assert.Equal(ErrorText.OneLine((ErrorValue)program.Kept[0].Reference!), ErrorText.OneLine(sent));
    }

    [Fact]
    public async Task An_error_of_an_unknown_program_says_in_notes_where_it_was()
    {
        var program = await KeptProgram.RunAsync("fn f(x) { return x / 0 }\ntry { f(1) } catch as e { keep(e) }");
        var sent = (ErrorValue)new OtherSide { KnowsNothing = true }.Send(program.Kept[0]).Reference!;
        Assert.Empty(sent.Trace);
        Assert.Equal(["in f (kept.gr:1)", "in main (kept.gr:2)"], sent.Notes);
    }

    [Fact]
    public void Built_in_functions_and_namespaces_go_by_name()
    {
        foreach (var name in Globals.Standard.Names)
        {
            var value = Globals.Standard.Find(name);
            var sent = OtherSide.Sent(value);
            Assert.Equal((value.Reference as NativeFunctionValue)?.Entry, (sent.Reference as NativeFunctionValue)?.Entry);
            Assert.Equal((value.Reference as ModuleValue)?.Members, (sent.Reference as ModuleValue)?.Members);
        }

        var bound = new NativeFunctionValue(MethodTables.Find(ValueKind.List, "size")!, Value.Of(ListValue.Of(Value.Of(7))));
        var back = (NativeFunctionValue)OtherSide.Sent(Value.Of(bound)).Reference!;
        Assert.Same(bound.Entry, back.Entry);
        Assert.Equal(bound.Receiver, back.Receiver);
    }

    [Fact]
    public async Task Nodes_edges_and_partitions_of_a_distributed_graph_refer_to_it()
    {
        var program = await KeptProgram.RunAsync("""
            g = distributed.create("g", { partitions: ["left", "right"] })
            g.add_node("a", 1) ; g.add_node("7", 2) ; g.add_edge("a", "7", "knows", weight: 0.5, props: { since: 1999 })
            keep([g, g.node("a"), g.node("7"), g.edges().first(), g.partitions().first()])
            """);
        var side = new OtherSide();
        var sent = (ListValue)side.Send(program.Kept[0]).Reference!;
        var graph = ((ListValue)program.Kept[0].Reference!)[0].Reference;
        Assert.Equal(ValueTexts.Of(program.Kept[0]), ValueTexts.Of(Value.Of(sent)));
        Assert.Same(graph, sent[0].Reference);
        Assert.Same(graph, ((NodeHandle)sent[1].Reference!).Graph);
        Assert.Equal(NodeKey.Of(7), ((NodeHandle)sent[2].Reference!).Key);
        Assert.Same(graph, ((EdgeHandle)sent[3].Reference!).To.Graph);
        Assert.Same(graph, ((PartitionHandle)sent[4].Reference!).Graph);
    }

    [Fact]
    public async Task An_actor_stays_and_a_number_travels()
    {
        var program = await KeptProgram.RunAsync("graph A { fn on_message(m) { } }\na = spawn A {}\nkeep([a, a])");
        var side = new OtherSide();
        var sent = (ListValue)side.Send(program.Kept[0]).Reference!;
        Assert.Same(side.Exported.Single(), sent[0].Reference);
        Assert.Same(sent[0].Reference, sent[1].Reference);
        Assert.Equal([(0L, ValueKind.Actor, side.Exported[0].Display)], side.Imported);
    }

    [Fact]
    public void Primitives_come_back_in_order()
    {
        var side = new OtherSide();
        var writer = new ValueWriter(side);
        writer.Byte(200);
        writer.Bool(true);
        foreach (var number in new[] { 0, -1, 63, -64, 64, long.MaxValue, long.MinValue })
        {
            writer.Varint(number);
        }

        writer.Number(-0.0);
        writer.Text(null);
        writer.Text("text");
        writer.Text("text");
        writer.Bytes([1, 2, 3]);
        writer.Raw([4, 5]);
        foreach (var id in new[] { "0", "-5", "9223372036854775807", "007", "node", string.Empty })
        {
            writer.Key(NodeKey.Of(id));
        }

        writer.Type(null);
        writer.Error(new ErrorValue(ErrorKind.Runtime, "oh"));
        Assert.Equal(writer.Length, writer.ToArray().Length);
        var reader = new ValueReader(writer.ToArray(), side);
        Assert.Equal(200, reader.Byte());
        Assert.True(reader.Bool());
        Assert.Equal([0, -1, 63, -64, 64, long.MaxValue, long.MinValue], Enumerable.Range(0, 7).Select(_ => reader.Varint()));
        Assert.True(double.IsNegative(reader.Number()));
        Assert.Null(reader.Text());
        Assert.Equal("text", reader.Text());
        Assert.Equal("text", reader.Text());
        Assert.Equal([1, 2, 3], reader.Bytes().ToArray());
        Assert.Equal([4, 5], reader.Raw(2).ToArray());
        Assert.Equal(["0", "-5", "9223372036854775807", "007", "node", string.Empty], Enumerable.Range(0, 6).Select(_ => reader.Key().ToString()));
        Assert.Null(reader.Type());
        Assert.Equal("oh", reader.Error().Message);
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void A_writer_that_is_reset_writes_as_a_new_one()
    {
        var side = new OtherSide();
        var writer = new ValueWriter(side);
        var value = Value.Of(ListValue.Of(Value.Of("text"), Value.Of("text"))).Share();
        writer.Value(value);
        var first = writer.ToArray();
        writer.Value(value);
        Assert.True(writer.Length < 2 * first.Length, "the second one is a reference");
        writer.Reset();
        Assert.Equal(1, writer.Length);
        writer.Value(value);
        Assert.Equal(first, writer.ToArray());
    }

    [Fact]
    public async Task What_cannot_travel_is_named_and_leaves_the_blob_as_it_was()
    {
        var program = await KeptProgram.RunAsync("fn f() { return odd }\nodd = 1\nx = 5\nkeep(f)\nkeep(() => x)");
        var function = (FunctionValue)program.Kept[0].Reference!;
        var slot = function.Module.Bound.ModuleNames.ToList().IndexOf("odd");
        function.Module.Slots[slot] = Value.Of(new TestObject());
        var side = new OtherSide();
        var writer = new ValueWriter(side);
        writer.Value(Value.Of("before"));
        var length = writer.Length;
        var failure = Assert.Throws<GraphoidException>(() => writer.Value(Value.Of(ListValue.Of(Value.Of("text"), program.Kept[0]))));
        Assert.Equal(ErrorKind.Type, failure.Error.ErrorKind);
        Assert.Equal("a pattern, which `odd` holds, cannot leave the process it is in", failure.Error.Message);
        Assert.Equal(length, writer.Length);

        function.Module.Slots[slot] = Value.Of("now it can");
        writer.Value(Value.Of(ListValue.Of(Value.Of("text"), program.Kept[0], program.Kept[1])));
        var reader = new ValueReader(writer.ToArray(), side);
        Assert.Equal(Value.Of("before"), reader.Value());
        var sent = (ListValue)reader.Value().Reference!;
        Assert.Equal(Value.Of("now it can"), await program.CallAsync(sent[1]));
        Assert.Equal(Value.Of(5), await program.CallAsync(sent[2]));
    }

    [Fact]
    public void Values_nested_too_deeply_are_an_error_of_the_program()
    {
        var value = Value.None;
        for (var i = 0; i < 1_000_000; i++)
        {
            value = Value.Of(ListValue.Of(value));
        }

        Assert.Contains("nested too deeply", Assert.Throws<GraphoidException>(() => new OtherSide().Encode(value)).Message, StringComparison.Ordinal);
        byte[] deep = [1, .. Enumerable.Repeat<byte[]>([(byte)ValueTag.List, 1], 1_000_000).SelectMany(b => b), (byte)ValueTag.None];
        Assert.Contains("nested too deeply", Assert.Throws<GraphoidException>(() => new OtherSide().Decode(deep)).Message, StringComparison.Ordinal);
    }

    private static Value AssertSame(Value value)
    {
        var sent = OtherSide.Sent(value);
        Assert.Equal(ValueTexts.Of(value), ValueTexts.Of(sent));
        return sent;
    }

    private sealed class TestObject : ObjectValue
    {
        public override ValueKind Kind => ValueKind.Pattern;
    }
}
