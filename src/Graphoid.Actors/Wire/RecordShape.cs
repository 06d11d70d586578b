using System.Linq.Expressions;
using System.Reflection;
using MemoryPack;

namespace Graphoid.Actors.Wire;

/// <summary>One numbered field of a record.</summary>
internal sealed record RecordField(int Order, PropertyInfo Property, bool IsNullable);

/// <summary>What is known of records by looking at their declarations.</summary>
internal static class RecordShape
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Whether the type is one of our records, and not a number, text or array.</summary>
    public static bool IsRecord(Type type) => type.GetCustomAttribute<MemoryPackableAttribute>() is not null;

    /// <summary>The fields in wire order. Records of fixed shape have no numbers: theirs is the order of declaration.</summary>
    public static IReadOnlyList<RecordField> FieldsOf(Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var numbered = properties.Where(property => property.GetCustomAttribute<MemoryPackOrderAttribute>() is not null).ToArray();
        return numbered.Length == 0
            ? [.. properties.Select((property, index) => new RecordField(index, property, IsNullable(property)))]
            : [.. numbered
                .Select(property => new RecordField(
                    property.GetCustomAttribute<MemoryPackOrderAttribute>()!.Order, property, IsNullable(property)))
                .OrderBy(field => field.Order)];
    }

    private static bool IsNullable(PropertyInfo property)
    {
        // The context caches and is not made for several threads.
        lock (Nullability)
        {
            return Nullability.Create(property).ReadState == NullabilityState.Nullable;
        }
    }
}

/// <summary>Compiled looks at a record: is it complete, and how large can it get.</summary>
/// <remarks>The wire format lets any reference be missing, whatever the declaration says; actors rely on the declaration.</remarks>
internal static class RecordShape<T>
{
    /// <summary>The first field that is null or an undefined enum value against its declaration, as in <c>Operation.Blobs</c>; else null.</summary>
    public static Func<T, string?> FirstGap { get; } = BuildFirstGap();

    /// <summary>An upper bound of the record's bytes.</summary>
    public static Func<T, long> BytesMax { get; } = BuildBytesMax();

    private static Func<T, string?> BuildFirstGap()
    {
        var value = Expression.Parameter(typeof(T));
        Expression gap = Expression.Constant(null, typeof(string));
        foreach (var field in RecordShape.FieldsOf(typeof(T)).Reverse())
        {
            var check = Call(nameof(FieldShape<int>.Gap), field, value, Expression.Constant(field.Property.Name), Expression.Constant(field.IsNullable));
            gap = Expression.Coalesce(check, gap);
        }

        return Expression.Lambda<Func<T, string?>>(gap, value).Compile();
    }

    private static Func<T, long> BuildBytesMax()
    {
        var value = Expression.Parameter(typeof(T));
        Expression sum = Expression.Constant(16L);
        foreach (var field in RecordShape.FieldsOf(typeof(T)))
        {
            sum = Expression.Add(sum, Call(nameof(FieldShape<int>.BytesMax), field, value));
        }

        return Expression.Lambda<Func<T, long>>(sum, value).Compile();
    }

    private static MethodCallExpression Call(string method, RecordField field, Expression value, params Expression[] more) =>
        Expression.Call(
            typeof(FieldShape<>).MakeGenericType(field.Property.PropertyType).GetMethod(method)!,
            [Expression.Property(value, field.Property), .. more]);
}
