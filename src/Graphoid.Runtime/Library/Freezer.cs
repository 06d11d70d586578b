using System.Runtime.CompilerServices;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>One <c>freeze()</c>: a list or map that lies in several places is frozen once.</summary>
internal sealed class Freezer
{
    private KnownParts<object, Value> _frozen = new(ReferenceEqualityComparer.Instance);

    /// <summary>A value with everything in it made unchangeable; a graph is frozen itself.</summary>
    public Value Frozen(Value value)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }

        switch (value.Reference)
        {
            case ContainerValue { IsFrozen: true }:
                return value;
            case ContainerValue { IsShared: true } container:
                if (!_frozen.TryGet(container, out var frozen))
                {
                    frozen = FrozenNew(value);
                    _frozen.Add(container, frozen);
                }

                return frozen;
            case GraphObject { IsFrozen: false } graph:
                graph.Freeze(graph.Control?.Find(FreezeControls.ShallowName) is null ? Frozen : static element => element);
                return value;
            default:
                return FrozenNew(value);
        }
    }

    private Value FrozenNew(Value value)
    {
        switch (value.Reference)
        {
            case ContainerValue { Rules: { } rules } when rules.Find(FreezeControls.ShallowName) is not null:
                return FrozenOutside(value, rules);
            case ListValue or RangeValue:
                var items = ArgumentChecks.AsList(value)!.Items.ToArray();
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = Frozen(items[i]);
                }

                return Value.Of(new ListValue(items) { IsFrozen = true });
            case MapValue map:
                var copy = new MapValue(map.Count);
                foreach (var (key, element) in map.Entries)
                {
                    copy.Set(key, Frozen(element));
                }

                copy.IsFrozen = true;
                return Value.Of(copy);
            default:
                return value;
        }
    }

    /// <summary>A list or map that cannot be changed, with elements that can.</summary>
    private static Value FrozenOutside(Value value, ContainerRules rules)
    {
        var copy = rules.AttachUnchecked(value);
        ((ContainerValue)copy.Reference!).IsFrozen = true;
        return copy;
    }
}
