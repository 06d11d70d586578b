using System.Text;
using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Execution;

internal sealed partial class Machine
{
    /// <summary>A property that the graph declares; before its initialiser has run there is none.</summary>
    private static Value LoadSelfProperty(ref Frame frame, int name, int cache)
    {
        var self = frame.Self!;
        var code = frame.Code;
        var layout = self.Layout;
        if (code.Caches[cache] is PropertyCache cached && ReferenceEquals(cached.Layout, layout))
        {
            return self.GetProperty(cached.Index);
        }

        var index = layout.IndexOf(code.Names[name]);
        if (index < 0)
        {
            throw UnknownName(code.Names[name], frame.Function.Module);
        }

        code.Caches[cache] = new PropertyCache(layout, index);
        return self.GetProperty(index);
    }

    /// <summary>Handlers and predicates change only graphs of their own: another one could not be undone with the wave.</summary>
    internal void CheckWritable(Instance? target)
    {
        if (Activation is { } activation && target is GraphObject graph && (activation.IsReader || graph.Epoch != activation.Epoch))
        {
            throw activation.IsReader ? GraphErrors.ReadOnly() : GraphErrors.NotInWave("changing another graph");
        }
    }

    private static void StoreSelfProperty(Instance self, FunctionCode code, int name, int cache, Value value)
    {
        var layout = self.Layout;
        if (code.Caches[cache] is not PropertyCache cached || !ReferenceEquals(cached.Layout, layout))
        {
            var index = layout.IndexOf(code.Names[name]);
            if (index < 0)
            {
                self.AddProperty(code.Names[name], value);
                return;
            }

            cached = new PropertyCache(layout, index);
            code.Caches[cache] = cached;
        }

        self.SetProperty(cached.Index, value);
    }

    /// <summary>Step 3 of the name lookup: a property of self, then one of its methods.</summary>
    private static bool TryLoadSelf(ref Frame frame, string name, out Value value)
    {
        if (frame.Self is not { } self)
        {
            value = Value.Undefined;
            return false;
        }

        if (self.TryGetProperty(name, out value))
        {
            return true;
        }

        if (self.Type.FindMethod(name) is not { } method)
        {
            return false;
        }

        KeepAlive(self);
        value = Value.Of(method.Code.IsStatic ? method : method.Bind(self));
        return true;
    }

    private Value LoadMember(Value target, FunctionCode code, int name, int cache)
    {
        if (target.Reference is not Instance instance)
        {
            return Accessor.Member(target, code.Names[name], this);
        }

        var layout = instance.Layout;
        if (code.Caches[cache] is PropertyCache cached && ReferenceEquals(cached.Layout, layout))
        {
            return instance.GetProperty(cached.Index);
        }

        var index = layout.IndexOf(code.Names[name]);
        if (index < 0)
        {
            return Accessor.Member(target, code.Names[name], this);
        }

        code.Caches[cache] = new PropertyCache(layout, index);
        return instance.GetProperty(index);
    }

    private static Value Concatenate(ReadOnlySpan<Value> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(ValueText.Display(part));
        }

        return Value.Of(text.ToString());
    }

    private static MapValue MakeMap(ReadOnlySpan<Value> entries)
    {
        var map = new MapValue(entries.Length / 2);
        for (var i = 0; i < entries.Length; i += 2)
        {
            map.Set(MapKeys.Normalize(entries[i]), entries[i + 1]);
        }

        return map;
    }

    private static Value MakeRange(Value from, Value to, bool isInclusive)
    {
        if (!from.IsNumber || !to.IsNumber)
        {
            throw GraphoidException.WrongType("a range", "num", from.IsNumber ? to : from);
        }

        return Value.Of(RangeValue.Exclusive(from.Number, isInclusive ? Math.Floor(to.Number) + 1 : to.Number, 1));
    }

    private static string? TextOf(Value value) => value.Reference as string ?? (value.Reference as IIdentified)?.IdText;

    private static bool IsListOf(Value value, int count, bool isExact) =>
        ArgumentChecks.AsList(value) is { } list && (isExact ? list.Count == count : list.Count >= count);

    /// <summary>What a task finds at module level that was not there yet when it was spawned (reference, section 5.3, step 5).</summary>
    private static Value LoadLater(ModuleInstance module, int slot)
    {
        if (module.Spawner?.Slots[slot].Reference is not (FunctionValue or GraphObject or ModuleValue))
        {
            throw UnknownName(module.Bound.ModuleNames[slot], module);
        }

        return module.Slots[slot] = DeepCopy.ForTask(module).Copy(module.Spawner.Slots[slot]);
    }

    private static GraphoidException UnknownName(string name, ModuleInstance module)
    {
        var error = new ErrorValue(ErrorKind.Runtime, $"`{name}` is not defined", RuntimeErrorIds.UnknownName)
        {
            Label = "nothing has this name here",
            Help = NearMiss.Suggest(name, module.KnownNames),
        };
        return new GraphoidException(error);
    }

    /// <summary>The exception for <c>raise value</c>; "Kind: text" sets a known kind.</summary>
    private static GraphoidException Raised(Value value)
    {
        switch (value.Reference)
        {
            case ErrorValue error:
                return new GraphoidException(error);
            case string text:
                var colon = text.IndexOf(": ", StringComparison.Ordinal);
                var kind = colon > 0 ? ErrorKind.Named(text[..colon]) : null;
                return kind is null
                    ? new GraphoidException(ErrorKind.Runtime, text)
                    : new GraphoidException(kind, text[(colon + 2)..]);
            default:
                return GraphoidException.WrongType("`raise`", "an error or a string", value);
        }
    }
}
