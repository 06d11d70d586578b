using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Arguments on the operand stack: binding to parameters, names, spreads.</summary>
internal sealed partial class Machine
{
    /// <summary>Brings the arguments on the stack into the entry's parameter order and fills up missing optional ones.</summary>
    private int Bind(NativeEntry entry, int at, int count, CallShape? shape)
    {
        if (entry.HasNamedOnly || shape is { HasNames: true })
        {
            return BindNamed(entry, at, count, shape);
        }

        if (count < entry.ArgumentsMin || count > entry.PositionalMax)
        {
            throw WrongCount(entry, count);
        }

        var fixedCount = entry.ParameterCount - (entry.HasRest ? 1 : 0);
        if (count < fixedCount)
        {
            EnsureStack(at + fixedCount + 1);
            _stack.AsSpan(at + count, fixedCount - count).Fill(Value.Undefined);
            return fixedCount;
        }

        return count;
    }

    /// <summary>The slow way of <see cref="Bind"/>; the plan of a call site is made once.</summary>
    private int BindNamed(NativeEntry entry, int at, int count, CallShape? shape)
    {
        var plan = shape?.Plan;
        if (plan is null || !ReferenceEquals(plan.Entry, entry))
        {
            plan = ArgumentPlan.Make(entry, count, shape?.Names);
            if (shape is not null)
            {
                shape.Plan = plan;
            }
        }

        var given = _stack.AsSpan(at, count);
        if (_scratch.Length < count)
        {
            _scratch = new Value[count];
        }

        given.CopyTo(_scratch);
        EnsureStack(at + plan.Size + 1);
        _stack.AsSpan(at, plan.Size).Fill(Value.Undefined);
        for (var i = 0; i < count; i++)
        {
            _stack[at + plan.Targets[i]] = _scratch[i];
        }

        return plan.Size;
    }

    /// <summary>Brings named arguments of a written function into parameter order; returns how many places are taken.</summary>
    private int Reorder(FunctionValue function, CallShape? shape, int at, int count)
    {
        if (shape is not { HasNames: true })
        {
            return count;
        }

        var parameters = function.Code.ParameterNames;
        var bound = new Value[Math.Max(parameters.Count, count)];
        Array.Fill(bound, Value.Undefined);
        var used = 0;
        var position = 0;
        for (var i = 0; i < count; i++)
        {
            var index = position;
            if (shape.Names[i] is { } name)
            {
                index = -1;
                for (var p = 0; p < parameters.Count; p++)
                {
                    index = parameters[p] == name ? p : index;
                }

                if (index < 0)
                {
                    throw UnknownArgument(function.Code.Name, name, parameters);
                }

                if (!bound[index].IsUndefined)
                {
                    throw GivenTwice(function.Code.Name, name);
                }
            }
            else
            {
                while (index < bound.Length && !bound[index].IsUndefined)
                {
                    index++;
                }

                position = index + 1;
            }

            bound[index] = _stack[at + i];
            used = Math.Max(used, index + 1);
        }

        EnsureStack(at + used + 1);
        for (var i = 0; i < used; i++)
        {
            // A gap before a named argument counts as missing.
            _stack[at + i] = bound[i].IsUndefined ? Missing(function, i) : bound[i];
        }

        return used;
    }

    /// <summary>Replaces spread lists on the stack by their elements.</summary>
    private void Spread(ref int count, ref CallShape? shape)
    {
        if (shape is not { HasSpreads: true })
        {
            return;
        }

        var at = _sp - count;
        var names = new List<string?>();
        for (var i = 0; i < count; i++)
        {
            var width = shape.Spreads[i] ? SpreadList(_stack[at + i]).Count : 1;
            names.AddRange(Enumerable.Repeat(shape.Names[i], width));
        }

        // The arguments before the first spread one keep their places.
        var plain = Array.IndexOf(shape.Spreads, true);
        int[]? writeBacks = shape.WriteBacks is { } slots ? [.. slots[..plain], .. Enumerable.Repeat(-1, names.Count - plain)] : null;
        var flat = Spread(_stack.AsSpan(at, count), shape.Spreads);
        EnsureStack(at + flat.Length + 1);
        flat.CopyTo(_stack.AsSpan(at));
        count = flat.Length;
        _sp = at + count;
        shape = shape.HasNames || writeBacks is not null ? new CallShape([.. names], new bool[count], writeBacks) : null;
    }

    private static Value[] Spread(ReadOnlySpan<Value> values, bool[] spreads)
    {
        var count = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            count += spreads[i] ? SpreadList(values[i]).Count : 1;
        }

        var flat = new Value[SizeLimits.Elements(count)];
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!spreads[i])
            {
                flat[at++] = values[i];
                continue;
            }

            var list = SpreadList(values[i]);
            for (var j = 0; j < list.Count; j++)
            {
                flat[at++] = list[j];
            }
        }

        return flat;
    }

    private static ListValue SpreadList(Value value) =>
        ArgumentChecks.AsList(value) ?? throw GraphoidException.WrongType("`...`", "list", value);
}
