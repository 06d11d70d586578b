using System.Runtime.CompilerServices;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Deep immutability: <c>freeze</c>, <c>is_frozen</c>, <c>has_frozen</c> (reference, section 4.1).</summary>
/// <remarks>A list or map is frozen as a value: the receiver of <c>freeze()</c> stays as it was, every assignment of the frozen
/// one stays frozen, methods without a bang and <c>clone()</c> give values that are not. A graph is a reference, so it is
/// frozen for everybody who holds it. Immutable values count as frozen.</remarks>
internal static class Freezing
{
    public static NativeTable Add(NativeTable table) => table
        .AddBang("freeze", "", "The value with everything in it made unchangeable; a graph is frozen itself.",
            static (in call) => new Freezer().Frozen(call.Self))
        .Add("is_frozen", "", "Whether the value cannot be changed.",
            static (in call) => Value.Of(IsFrozen(call.Self)))
        .Add("has_frozen", "options...", "Whether there is a frozen list, map or graph inside; :count counts them, :verbose lists them, :deep looks inside.",
            HasFrozen);

    /// <summary>The error for a write to something frozen.</summary>
    public static GraphoidException Violation(Value value) => new(
        ErrorKind.Runtime,
        $"the {ValueText.TypeName(value)} is frozen and cannot be changed",
        RuntimeErrorIds.Raised,
        "`.clone()` gives a copy that can be changed");

    /// <summary>Whether a changing method is <c>freeze!</c>, which leaves a frozen value as it is.</summary>
    public static bool IsFreeze(NativeEntry entry) => entry.Name == "freeze";

    private static bool IsFrozen(Value value) => value.Reference switch
    {
        ContainerValue container => container.IsFrozen,
        GraphObject graph => graph.IsFrozen,
        ObjectValue other => other.Kind is not (ValueKind.Graph or ValueKind.Node or ValueKind.Actor or ValueKind.Module),
        _ => true,
    };

    private static Value HasFrozen(in NativeCall call)
    {
        var (isCounting, isVerbose, isDeep) = (false, false, false);
        foreach (var option in call.Rest)
        {
            switch ((option.Reference as Symbol)?.Name)
            {
                case "count":
                    isCounting = true;
                    break;
                case "verbose":
                    isVerbose = true;
                    break;
                case "deep":
                    isDeep = true;
                    break;
                case null:
                    throw ArgumentChecks.Wrong(call.Entry, 0, "symbol", option);
                default:
                    throw Callbacks.UnknownSymbol("has_frozen", "option", (Symbol)option.Reference!, ["count", "verbose", "deep"]);
            }
        }

        var places = new ListValue([]);
        Collect(call.Self, places, isDeep);
        if (!isVerbose)
        {
            return isCounting ? Value.Of(places.Count) : Value.Of(places.Count > 0);
        }

        var report = new MapValue();
        report.Set("has_frozen", Value.Of(places.Count > 0));
        report.Set("count", Value.Of(places.Count));
        report.Set("places", Value.Of(places));
        return Value.Of(report);
    }

    /// <summary>The indices and keys under which frozen things lie; deeper ones as lists of them.</summary>
    private static void Collect(Value value, ListValue places, bool isDeep, params Value[] path)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }

        switch (value.Reference)
        {
            case ListValue list:
                for (var i = 0; i < list.Count; i++)
                {
                    Visit(Value.Of(i), list.Items[i]);
                }

                break;
            case MapValue map:
                foreach (var (key, element) in map.Entries)
                {
                    Visit(key, element);
                }

                break;
            case GraphObject graph:
                for (var i = 0; i < graph.Layout.Names.Count; i++)
                {
                    Visit(Value.Of(graph.Layout.Names[i]), graph.GetProperty(i));
                }

                break;
        }

        void Visit(Value step, Value element)
        {
            Value[] at = [.. path, step];
            if (element.Reference is ContainerValue { IsFrozen: true } or GraphObject { IsFrozen: true })
            {
                places.AppendInPlace(at.Length == 1 ? step : Value.Of(new ListValue(at)));
            }

            if (isDeep && element.Reference is ContainerValue)
            {
                Collect(element, places, isDeep, at);
            }
        }
    }
}
