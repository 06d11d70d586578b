using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Reads and writes <c>a.b["c"][0]</c>: containers on the way are copied unless they have a single owner.</summary>
internal static class PathWriter
{
    /// <summary>The value at the path; meaningless when the way goes through a node of a graph.</summary>
    public static Value Read(
        Value root, PathDescriptor path, ReadOnlySpan<Value> indices, out GraphStep? stop, Machine? machine = null)
    {
        stop = null;
        var index = 0;
        for (var step = 0; step < path.Members.Length; step++)
        {
            var member = path.Members[step];
            if (member is null && root.Reference is GraphObject graph)
            {
                stop = new GraphStep(graph, step, index);
                return root;
            }

            root = member is null ? Accessor.Index(root, indices[index++], machine) : Accessor.Member(root, member, machine);
        }

        return root;
    }

    /// <summary>The value at the path after every container down to it has become exclusive; the root may be a new object.</summary>
    /// <param name="epoch">Write epoch of the running handler, 0 outside of one.</param>
    public static Value Own(ref Value root, PathDescriptor path, ReadOnlySpan<Value> indices, long epoch, out GraphStep? stop)
    {
        stop = null;
        return Own(ref root, path, indices, 0, 0, epoch, ref stop);
    }

    /// <summary>The root after the place at the path was set; a way through a node of a graph ends at the graph.</summary>
    public static Value Write(
        Value root,
        PathDescriptor path,
        ReadOnlySpan<Value> indices,
        Value value,
        long epoch,
        out GraphStep? stop,
        SetterSearch? setters = null)
    {
        stop = null;
        return Write(root, path, indices, 0, 0, value, epoch, ref stop, setters);
    }

    private static Value Own(
        ref Value holder,
        PathDescriptor path,
        ReadOnlySpan<Value> indices,
        int step,
        int index,
        long epoch,
        ref GraphStep? stop)
    {
        if (step == path.Members.Length || IsNodeStep(holder, path, step, index, ref stop))
        {
            return holder;
        }

        var rules = (holder.Reference as ContainerValue)?.Rules;
        holder = Exclusive(holder, epoch);
        var member = path.Members[step];
        var inner = member is null ? indices[index] : Value.Undefined;
        epoch = holder.Reference is Instance instance ? instance.WriteEpoch : epoch;
        var child = Peek(holder, member, inner);
        var owned = Own(ref child, path, indices, step + 1, member is null ? index + 1 : index, epoch, ref stop);
        Put(holder, member, inner, child);
        holder = rules?.AttachUnchecked(holder) ?? holder;
        return owned;
    }

    private static Value Write(
        Value holder,
        PathDescriptor path,
        ReadOnlySpan<Value> indices,
        int step,
        int index,
        Value value,
        long epoch,
        ref GraphStep? stop,
        SetterSearch? setters)
    {
        if (step == path.Members.Length)
        {
            return value;
        }

        if (IsNodeStep(holder, path, step, index, ref stop))
        {
            return holder;
        }

        if (setters is not null && step == path.Members.Length - 1 && path.Members[step] is not null
            && holder.Reference is Instance { Type.HasSetters: true } target)
        {
            setters.Found = target;
            return holder;
        }

        var rules = (holder.Reference as ContainerValue)?.Rules;
        holder = Exclusive(holder, epoch);
        var member = path.Members[step];
        var inner = member is null ? indices[index] : Value.Undefined;
        epoch = holder.Reference is Instance instance ? instance.WriteEpoch : epoch;
        var child = step == path.Members.Length - 1
            ? value
            : Write(Peek(holder, member, inner), path, indices, step + 1, member is null ? index + 1 : index, value, epoch, ref stop, setters);
        Put(holder, member, inner, rules is null ? child : rules.Conform(child));
        return rules?.Attach(holder) ?? holder;
    }

    /// <summary>Nodes of a graph may be far away: the machine goes on from there.</summary>
    private static bool IsNodeStep(Value holder, PathDescriptor path, int step, int index, ref GraphStep? stop)
    {
        if (path.Members[step] is not null || holder.Reference is not GraphObject graph)
        {
            return false;
        }

        stop = new GraphStep(graph, step, index);
        return true;
    }

    /// <summary>The container itself if only this place holds it, else a copy; other values as they are.</summary>
    private static Value Exclusive(Value value, long epoch)
    {
        switch (value.Reference)
        {
            case ListValue list when !list.IsExclusive || list.Epoch != epoch:
                return list.IsFrozen
                    ? throw Freezing.Violation(value)
                    : Value.Of(new ListValue(list.Copy().Items.ToArray()) { Epoch = epoch });
            case MapValue map when map.IsShared || map.Epoch != epoch:
                var copy = map.IsFrozen ? throw Freezing.Violation(value) : map.Copy();
                copy.Epoch = epoch;
                return Value.Of(copy);
            case RangeValue range:
                return Exclusive(Value.Of(range.ToList()), epoch);
            default:
                return value;
        }
    }

    /// <summary>A child without marking it shared, because it goes back to the same place.</summary>
    private static Value Peek(Value holder, string? member, Value index)
    {
        switch (holder.Reference)
        {
            case ListValue list when member is null:
                return list.Items[Accessor.Position(list.Count, index)];
            case MapValue map:
                var key = member is null ? index : Value.Of(member);
                return map.TryPeek(MapKeys.Normalize(key), out var found) ? found : throw Accessor.MissingKey(map, key);
            case Instance instance when member is not null:
                return instance.TryGetProperty(member, out var value) ? value : Value.None;
            default:
                return member is null ? Accessor.Index(holder, index) : Accessor.Member(holder, member);
        }
    }

    private static void Put(Value holder, string? member, Value index, Value value)
    {
        switch (holder.Reference)
        {
            case ListValue list when member is null:
                list.SetInPlace(Accessor.Position(list.Count, index), value);
                break;
            case MapValue map:
                map.Set(MapKeys.Normalize(member is null ? index : Value.Of(member)), value);
                break;
            case Instance instance when member is not null:
                instance.PutProperty(member, value);
                break;
            default:
                throw Accessor.NotAPlace(holder, member);
        }
    }
}

/// <summary>Where a path goes on inside a graph's node.</summary>
/// <param name="Graph">The graph; as a reference it need not be written back.</param>
/// <param name="Step">The step that names the node.</param>
/// <param name="Index">Number of indices used before it.</param>
internal readonly record struct GraphStep(GraphObject Graph, int Step, int Index);

/// <summary>Asks <see cref="PathWriter"/> to leave the last step to the caller when the property may have a setter.</summary>
internal sealed class SetterSearch
{
    /// <summary>The instance whose property was to be written and was not.</summary>
    public Instance? Found { get; set; }

    /// <summary>The value that was to be written.</summary>
    public Value Written { get; set; }
}
