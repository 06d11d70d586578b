using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Graphs;

/// <summary>A node's value with the metadata attributes beside it, as they are stored (reference, section 6.3).</summary>
/// <remarks>Attributes of a value that is a map or a graph are keys and properties of that value. Any other value has them beside it:
/// the row then holds a map that begins with a key no program can write, under which the value itself stands. So they are copied,
/// undone, encoded and moved as every value is, and cost nothing where there are none.</remarks>
internal static class NodeContent
{
    /// <summary>The attribute name that stands for all attributes as one map.</summary>
    public const string All = "\0all";

    /// <summary>The attribute under which the whole value is found.</summary>
    public const string WholeValue = "value";

    private static readonly Symbol Mark = Symbol.Of("value of a node");
    private static readonly Value MarkKey = Value.Of(Mark);

    /// <summary>The value as programs see it.</summary>
    public static Value ValueIn(Value stored) => IsMarked(stored, out var value) ? value.Share() : stored;

    /// <summary>A metadata attribute, <see cref="Value.Undefined"/> when there is none of that name.</summary>
    public static Value AttributeIn(Value stored, string name) =>
        IsMarked(stored, out _) && ((MapValue)stored.Reference!).TryGet(name, out var found) ? found : Value.Undefined;

    /// <summary>What is stored when the value is replaced: the attributes stay.</summary>
    public static Value Replaced(Value stored, Value value)
    {
        if (!IsMarked(stored, out _) || IsMarked(value, out _))
        {
            return value;
        }

        var changed = ((MapValue)stored.Reference!).Copy();
        changed.Set(MarkKey, value);
        return Value.Of(changed);
    }

    /// <summary>What is stored after <c>n.set(name, value)</c>, for everything but a graph. A node without a value gets a map.</summary>
    public static Value With(Value stored, string name, Value value)
    {
        var content = ValueIn(stored);
        if (content.Reference is MapValue || content.IsNone)
        {
            var map = content.Reference is MapValue old ? old.Copy() : new MapValue();
            map.Set(name, value);
            return Replaced(stored, Value.Of(map));
        }

        if (name == WholeValue)
        {
            return Replaced(stored, value);
        }

        var marked = IsMarked(stored, out _) ? ((MapValue)stored.Reference!).Copy() : new MapValue();
        if (marked.Count == 0)
        {
            marked.Set(MarkKey, content);
        }

        marked.Set(name, value);
        return Value.Of(marked);
    }

    /// <summary>All attributes as a map: keys or properties of the value, else the value under "value"; then what stands beside it.</summary>
    public static Value AttributesOf(Value stored, Value content)
    {
        var isMarked = IsMarked(stored, out _);
        if (content.Reference is MapValue && !isMarked)
        {
            return content.Share();
        }

        var map = content.Reference is MapValue own ? own.Copy() : new MapValue();
        if (content.Reference is GraphObject graph)
        {
            for (var i = 0; i < graph.Layout.Names.Count; i++)
            {
                map.Set(graph.Layout.Names[i], graph.GetProperty(i).Share());
            }
        }
        else if (content.Reference is not MapValue && !content.IsNone && !content.IsUndefined)
        {
            map.Set(WholeValue, content.Share());
        }

        if (isMarked)
        {
            foreach (var (key, value) in ((MapValue)stored.Reference!).Entries)
            {
                if (!ReferenceEquals(key.Reference, Mark) && !map.ContainsKey(key))
                {
                    map.Set(key, value);
                }
            }
        }

        return Value.Of(map);
    }

    private static bool IsMarked(Value stored, out Value value)
    {
        var first = -1;
        if (stored.Reference is MapValue map && map.TryPeekNext(ref first, out var key, out value) && ReferenceEquals(key.Reference, Mark))
        {
            return true;
        }

        value = Value.Undefined;
        return false;
    }
}
