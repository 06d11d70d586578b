using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of every value (reference, section 4.1).</summary>
internal static class ValueMethods
{
    public static NativeTable Table { get; } = Freezing.Add(new NativeTable("any value"))
        .Add("type|type_name|get_type", "", "The name of the value's type.",
            static (in call) => Value.Of(ValueText.TypeName(call.Self)))
        .Add("to_string", "", "The value as text; strings inside lists and maps are quoted, none is empty.",
            static (in call) => Value.Of(ValueText.ToText(call.Self)))
        .Add("to_num", "", "The value as a number, none when it is not one; lists and maps give their size.",
            static (in call) => Conversions.ToNumber(call.Self))
        .Add("to_bool", "", "Whether the value counts as true.",
            static (in call) => Value.Of(call.Self.IsTruthy))
        .Add("to_bignum", "", "The value as a bignum, none when it is no number.",
            static (in call) => Conversions.ToBigNumber(call.Self))
        .Add("is_bignum", "", "Whether the value is a bignum.",
            static (in call) => Value.Of(call.Self.Kind == ValueKind.BigNumber))
        .Add("fits_in_num", "", "Whether a num can hold the value: whole numbers within ±2^53, fractions without rounding.",
            static (in call) => Value.Of(Conversions.FitsInNumber(call.Self)))
        .Add("is_none", "", "Whether the value is none.",
            static (in call) => Value.Of(call.Self.IsNone))
        .Add("is_some", "", "Whether the value is anything but none.",
            static (in call) => Value.Of(!call.Self.IsNone))
        .Add("is_string", "", "Whether the value is a string.",
            static (in call) => Value.Of(call.Self.Kind == ValueKind.String))
        .Add("is_number", "", "Whether the value is a number.",
            static (in call) => Value.Of(Numbers.IsNumeric(call.Self)))
        .Add("is_bool", "", "Whether the value is true or false.",
            static (in call) => Value.Of(call.Self.IsBool))
        .Add("is_list", "", "Whether the value is a list or a range.",
            static (in call) => Value.Of(call.Self.Kind is ValueKind.List or ValueKind.Range))
        .Add("is_hash", "", "Whether the value is a map.",
            static (in call) => Value.Of(call.Self.Kind == ValueKind.Map))
        .Add("is_graph", "", "Whether the value is a graph.",
            static (in call) => Value.Of(call.Self.Kind == ValueKind.Graph))
        .Add("is_function", "", "Whether the value is a function.",
            static (in call) => Value.Of(call.Self.Kind == ValueKind.Function))
        .Add("clone", "", "An independent copy; immutable values are their own copy.",
            static (in call) =>
            {
                var known = new KnownParts<object, Value>(ReferenceEqualityComparer.Instance);
                return Clone(call.Self, ref known);
            })
        .Add("equals", "other", "Whether both values are equal, as `==` has it.",
            static (in call) => Value.Of(call.Self == call[0]));

    /// <summary>Sharing is copying later; what is frozen has to be copied at once, all the way down.</summary>
    private static Value Clone(Value value, ref KnownParts<object, Value> known)
    {
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }

        if (value.Reference is not ContainerValue { IsFrozen: true } frozen)
        {
            return value.Share();
        }

        if (known.TryGet(frozen, out var clone))
        {
            return clone.Share();
        }

        if (frozen is ListValue list)
        {
            var items = list.Items.ToArray();
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = Clone(items[i], ref known);
            }

            clone = Value.Of(new ListValue(items));
        }
        else
        {
            var map = (MapValue)frozen;
            var copy = new MapValue(map.Count);
            foreach (var (key, element) in map.Entries)
            {
                copy.Set(key, Clone(element, ref known));
            }

            clone = Value.Of(copy);
        }

        known.Add(frozen, clone);
        return clone;
    }
}
