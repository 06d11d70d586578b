using System.Runtime.InteropServices;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Adding and removing elements; the bang forms change a list with a single owner in place.</summary>
internal static partial class ListMethods
{
    private static void AddChanging(NativeTable table) => table
        .AddBang("append", "value|v", "The list with one more element at its end.", Append)
        .AddBang("prepend", "value|v", "The list with one more element at its start.",
            static (in call) => InsertAt(call, 0, call[0]))
        .AddBang("insert", "index|i, value|v", "The list with one more element at an index.", Insert)
        .AddBang("remove", "value|v", "The list without the first element that equals the value.", Remove)
        .AddBang("remove_at_index", "index|i", "The list without the element at an index.",
            RemoveAtIndex)
        .AddBang("pop", "", "The list without its last element; `pop!` yields that element.", Pop, PopBang)
        .AddBang("clear", "", "The empty list.", static (in _) => Value.Of(new ListValue([])));

    /// <summary>Whether the receiver may be changed in place, and the receiver.</summary>
    private static bool MayChange(in NativeCall call, out ListValue list)
    {
        list = call.SelfList;
        return call.OwnsSelf && list.IsExclusive;
    }

    private static Value Append(in NativeCall call)
    {
        var value = call[0].Share();
        if (!MayChange(call, out var list))
        {
            return Value.Of(list.Append(value));
        }

        list.AppendInPlace(value);
        return call.Self;
    }

    private static Value Insert(in NativeCall call)
    {
        var count = call.SelfList.Count;
        var index = call.Integer(0);
        var at = Positions.FromEnd(index, count);
        return at >= 0 && at <= count
            ? InsertAt(call, at, call[1])
            : throw Positions.Missing("insert", index, count, "a list");
    }

    private static Value InsertAt(in NativeCall call, int at, Value value)
    {
        value.Share();
        if (MayChange(call, out var list))
        {
            list.AppendInPlace(value);
            var places = MemoryMarshal.CreateSpan(ref list.PlaceAt(0), list.Count);
            places[at..^1].CopyTo(places[(at + 1)..]);
            places[at] = value;
            return call.Self;
        }

        var items = new Value[list.Count + 1];
        for (var i = 0; i < list.Count; i++)
        {
            items[i < at ? i : i + 1] = list[i];
        }

        items[at] = value;
        return Value.Of(new ListValue(items));
    }

    private static Value Remove(in NativeCall call)
    {
        var at = IndexOf(call.SelfList, call[0]);
        return at < 0 ? Kept(call) : RemoveAt(call, at);
    }

    private static Value RemoveAtIndex(in NativeCall call) =>
        RemoveAt(call, Positions.Existing("remove_at_index", call.Integer(0), call.SelfList.Count, "a list"));

    private static Value RemoveAt(in NativeCall call, int at)
    {
        if (MayChange(call, out var list))
        {
            var places = MemoryMarshal.CreateSpan(ref list.PlaceAt(0), list.Count);
            places[(at + 1)..].CopyTo(places[at..]);
            list.PopInPlace();
            return call.Self;
        }

        var items = new Value[list.Count - 1];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = list[i < at ? i : i + 1];
        }

        return Value.Of(new ListValue(items));
    }

    private static Value Pop(in NativeCall call)
    {
        var items = Elements.Of(call.Self);
        return items.Count > 0 ? Value.Of(Part(items, 0, items.Count - 1)) : throw Positions.Empty("pop", "the list");
    }

    private static Value PopBang(in NativeCall call, out Value receiver)
    {
        if (call.SelfList.Count == 0)
        {
            throw Positions.Empty("pop!", "the list");
        }

        if (MayChange(call, out var list))
        {
            receiver = call.Self;
            return list.PopInPlace();
        }

        receiver = Pop(call);
        return list[list.Count - 1];
    }

    /// <summary>The receiver as the result: in a bang call it stays where it was, otherwise it gets a second owner.</summary>
    private static Value Kept(in NativeCall call) => call.OwnsSelf ? call.Self : call.Self.Share();
}
