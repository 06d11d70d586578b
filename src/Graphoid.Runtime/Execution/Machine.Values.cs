using System.Globalization;
using System.Runtime.CompilerServices;
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
        if (PropertyCache.Find(code.Caches[cache], layout) is var known and >= 0)
        {
            return self.GetProperty(known);
        }

        var index = layout.IndexOf(code.Names[name]);
        if (index < 0)
        {
            throw UnknownName(code.Names[name], frame.Function.Module);
        }

        code.Caches[cache] = PropertyCache.Add(code.Caches[cache], layout, index);
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
        var index = PropertyCache.Find(code.Caches[cache], layout);
        if (index < 0)
        {
            index = layout.IndexOf(code.Names[name]);
            if (index < 0)
            {
                self.AddProperty(code.Names[name], value);
                return;
            }

            code.Caches[cache] = PropertyCache.Add(code.Caches[cache], layout, index);
        }

        self.SetProperty(index, value);
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
        value = Value.Of(Bound(method, self, name));
        return true;
    }

    /// <summary>A method as a value: with its <c>self</c>, and with what parents define for other arguments behind it.</summary>
    private static FunctionValue Bound(FunctionValue method, Instance self, string name)
    {
        if (method.Code.IsStatic)
        {
            return method;
        }

        var bound = method.Bind(self);
        var last = bound;
        for (var home = method.Home?.Parent; home?.FindMethod(name) is { Code.IsStatic: false } inherited; home = inherited.Home?.Parent)
        {
            while (last.Overload is { } next)
            {
                last = next;
            }

            last.Overload = inherited.Bind(self);
        }

        return bound;
    }

    private Value LoadMember(Value target, FunctionCode code, int name, int cache)
    {
        if (target.Reference is not Instance instance)
        {
            return Accessor.Member(target, code.Names[name], this);
        }

        var layout = instance.Layout;
        if (PropertyCache.Find(code.Caches[cache], layout) is var known and >= 0)
        {
            return instance.GetProperty(known);
        }

        var index = layout.IndexOf(code.Names[name]);
        if (index < 0)
        {
            return Accessor.Member(target, code.Names[name], this);
        }

        code.Caches[cache] = PropertyCache.Add(code.Caches[cache], layout, index);
        return instance.GetProperty(index);
    }

    private static Value Concatenate(ReadOnlySpan<Value> parts)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        var length = 0L;
        var first = parts[0].Held as string ?? (object?)(parts[0].Held as GrowingText);
        foreach (var part in first is null ? parts : parts[1..])
        {
            if (part.IsNumber)
            {
                NumberText.Append(ref text, part.Number);
                continue;
            }

            var display = ValueText.Display(part);
            length += display.Length;
            SizeLimits.Text(length);
            text.AppendLiteral(display);
        }

        if (first is null)
        {
            return Value.Of(text.ToStringAndClear());
        }

        var joined = GrowingText.Join(first, text.Text);
        text.Clear();
        return joined;
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
        if (!Numbers.IsNumeric(from) || !Numbers.IsNumeric(to))
        {
            throw GraphoidException.WrongType("a range", "num", Numbers.IsNumeric(from) ? to : from);
        }

        var end = Numbers.ToDouble(to);
        return Value.Of(RangeValue.Exclusive(Math.Truncate(Numbers.ToDouble(from)), isInclusive ? Math.Floor(end) + 1 : end, 1));
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
            Help = ForeignNames.HelpForName(name) is { } ours ? ours
                : MethodTables.IsMethod(name) ? $"`{name}` is a method: write its value in front, `value.{name}()` or `self.{name}()`"
                : NearMiss.Suggest(name, module.KnownNames),
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
                return GraphoidException.WrongType(
                    "`raise`",
                    "an error or a string",
                    value,
                    value.Reference is NativeFunctionValue { Entry.Name: var name } && ErrorKind.Named(name) is not null
                        ? $"write `raise {name}(\"what happened\")`"
                        : null);
        }
    }
}
