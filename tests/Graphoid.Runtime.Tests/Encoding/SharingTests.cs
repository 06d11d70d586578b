using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>What was one object is one object, and what was not does not become one.</summary>
[Trait("Category", "Unit")]
public sealed class SharingTests
{
    [Fact]
    public void A_shared_list_is_written_once()
    {
        var inner = Value.Of(ListValue.Of([.. Enumerable.Range(0, 1000).Select(i => Value.Of(i + 0.5))])).Share();
        var bytes = new OtherSide().Encode(Value.Of(ListValue.Of([.. Enumerable.Repeat(inner, 100)])));
        Assert.InRange(bytes.Length, 9000, 9400);
        var sent = (ListValue)new OtherSide().Decode(bytes).Reference!;
        Assert.Same(sent.Items[0].Reference, sent.Items[99].Reference);
        Assert.True(((ListValue)sent.Items[0].Reference!).IsShared, "nobody may change what several places hold");
    }

    [Fact]
    public void Lists_of_shared_lists_do_not_grow_without_bounds()
    {
        var value = Value.Of(ListValue.Of(Value.Of(1)));
        for (var i = 0; i < 60; i++)
        {
            value = Value.Of(ListValue.Of(value.Share(), value));
        }

        var bytes = new OtherSide().Encode(value);
        Assert.InRange(bytes.Length, 60, 400);
        Assert.Equal(bytes, new OtherSide().Encode(new OtherSide().Decode(bytes)));
    }

    [Fact]
    public void An_exclusive_list_may_be_changed_between_two_values()
    {
        var side = new OtherSide();
        var writer = new ValueWriter(side);
        var list = ListValue.Of(Value.Of(1));
        writer.Value(Value.Of(list));
        list.AppendInPlace(Value.Of(2));
        writer.Value(Value.Of(list));
        Assert.False(list.IsShared, "encoding costs the owner no copy");
        var reader = new ValueReader(writer.ToArray(), side);
        var first = (ListValue)reader.Value().Reference!;
        Assert.True(first.IsExclusive, "the only one who holds it may change it in place");
        Assert.Equal("[1] [1, 2]", $"{Value.Of(first)} {reader.Value()}");
    }

    [Fact]
    public void Containers_inside_a_map_stay_exclusive()
    {
        var map = new MapValue();
        map.Set("xs", Value.Of(ListValue.Of(Value.Of(1))));
        var sent = (MapValue)OtherSide.Sent(Value.Of(map)).Reference!;
        Assert.True(map.TryPeek(Value.Of("xs"), out var before) && ((ListValue)before.Reference!).IsExclusive);
        Assert.True(sent.TryPeek(Value.Of("xs"), out var after) && ((ListValue)after.Reference!).IsExclusive);
    }

    [Fact]
    public void Repeated_texts_are_written_once()
    {
        var value = Value.Of(ListValue.Of([.. Enumerable.Repeat(Value.Of("a text of some length"), 100), Value.Of(Symbol.Of("a text of some length"))]));
        var bytes = new OtherSide().Encode(value);
        Assert.InRange(bytes.Length, 200, 230);
        Assert.Equal(ValueTexts.Of(value), ValueTexts.Of(new OtherSide().Decode(bytes)));
    }

    [Fact]
    public void More_texts_than_the_table_holds_are_read_all_the_same()
    {
        var texts = Enumerable.Range(0, EncodingFormat.TextTableMax + 100).Select(i => Value.Of("text " + i)).ToList();
        var value = Value.Of(new ListValue([.. texts, .. texts.Take(10), .. texts.TakeLast(10)]));
        Assert.Equal(ValueTexts.Of(value), ValueTexts.Of(OtherSide.Sent(value)));
    }

    [Fact]
    public async Task Graphs_that_hold_each_other_come_back_as_a_circle()
    {
        var program = await KeptProgram.RunAsync("""
            graph Person { name = "" ; friend = none ; tell = none ; fn greet() { return name + " and " + friend.name } }
            ann = Person { name: "Ann" } ; bob = Person { name: "Bob", friend: ann }
            ann.friend = bob
            ann.tell = () => ann.name
            keep([ann, bob])
            """);
        var sent = (ListValue)OtherSide.Sent(program.Kept[0]).Reference!;
        var (ann, bob) = ((GraphObject)sent[0].Reference!, (GraphObject)sent[1].Reference!);
        Assert.True(ann.TryGetProperty("friend", out var friend) && ReferenceEquals(friend.Reference, bob));
        Assert.True(bob.TryGetProperty("friend", out var other) && ReferenceEquals(other.Reference, ann));
        Assert.Same(ann.Type, bob.Type);
        Assert.NotSame(((GraphObject)((ListValue)program.Kept[0].Reference!)[0].Reference!).Type, ann.Type);
        Assert.Equal(Value.Of("Ann and Bob"), await program.CallAsync(sent[0], "greet"));
        Assert.True(ann.TryGetProperty("tell", out var tell));
        Assert.Equal(Value.Of("Ann"), await program.CallAsync(tell));
    }

    [Fact]
    public async Task The_template_of_a_type_is_the_template_of_the_type_that_arrives()
    {
        var program = await KeptProgram.RunAsync("""
            graph Base { count = 1 ; fn who() { return Base } }
            graph Derived from Base { extra = [1, 2] }
            d = Derived {}
            keep([d, Derived, Base])
            """);
        var sent = (ListValue)OtherSide.Sent(program.Kept[0]).Reference!;
        var (d, derived, based) = ((GraphObject)sent[0].Reference!, (GraphObject)sent[1].Reference!, (GraphObject)sent[2].Reference!);
        Assert.Same(d.Type.Template, derived);
        Assert.Same(derived.Type.Parent, based.Type);
        Assert.Same(based.Type.Template, based);
        Assert.Equal(["count", "extra"], derived.Layout.Names);
        Assert.Same(based, (await program.CallAsync(sent[0], "who")).Reference);
        Assert.Equal("Derived", derived.Type.Name);
    }

    [Fact]
    public async Task The_same_values_give_the_same_bytes()
    {
        const string Text = "graph A { n = 1 ; fn on_message(m) { return helper(m) + n } ; fn other() { } }\nfn helper(x) { return x * k }\nk = 2\nkeep(A)";
        var first = await KeptProgram.RunAsync(Text);
        var second = await KeptProgram.RunAsync(Text);
        Assert.Equal(new OtherSide().Encode(first.Kept[0]), new OtherSide().Encode(second.Kept[0]));
    }
}
