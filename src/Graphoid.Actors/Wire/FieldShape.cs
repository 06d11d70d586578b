using System.Reflection;
using System.Text;

namespace Graphoid.Actors.Wire;

/// <summary>The two looks of <see cref="RecordShape{T}"/> at one field. Kinds of fields: text, bytes, arrays, records, enums, and numbers
/// and the like, of which there is nothing to check.</summary>
internal static class FieldShape<TField>
{
    /// <summary>Header of a field: its length in the record's table and a count or the like of its own.</summary>
    private const int HeaderBytesMax = 16;

    private static readonly Func<TField, string?> Inner = InnerGap();
    private static readonly Func<TField, long> Size = InnerBytesMax();

    /// <summary>The field's path when it must not be null and is, or when something inside of it is incomplete.</summary>
    public static string? Gap(TField value, string name, bool isNullable)
    {
        if (value is null)
        {
            return isNullable ? null : name;
        }

        return Inner(value) is not { } inner ? null : inner.Length == 0 ? name : $"{name}.{inner}";
    }

    /// <summary>An upper bound of the field's bytes.</summary>
    public static long BytesMax(TField value) => HeaderBytesMax + (value is null ? 0 : Size(value));

    private static Func<TField, string?> InnerGap()
    {
        var type = Nullable.GetUnderlyingType(typeof(TField)) ?? typeof(TField);
        if (type.IsEnum)
        {
            return static value => Enum.IsDefined(value!.GetType(), value) ? null : string.Empty;
        }

        if (RecordShape.IsRecord(type))
        {
            return type == typeof(TField)
                ? value => RecordShape<TField>.FirstGap(value)
                : Bind<string?>(nameof(NullableGap), type);
        }

        return typeof(TField).IsArray && !typeof(TField).GetElementType()!.IsPrimitive
            ? Bind<string?>(nameof(ArrayGap), typeof(TField).GetElementType()!)
            : static _ => null;
    }

    private static Func<TField, long> InnerBytesMax()
    {
        var type = Nullable.GetUnderlyingType(typeof(TField)) ?? typeof(TField);
        if (RecordShape.IsRecord(type))
        {
            return type == typeof(TField)
                ? value => RecordShape<TField>.BytesMax(value)
                : Bind<long>(nameof(NullableBytesMax), type);
        }

        if (typeof(TField) == typeof(string))
        {
            return static value => Encoding.UTF8.GetMaxByteCount(((string)(object)value!).Length);
        }

        if (typeof(TField).IsArray)
        {
            var element = typeof(TField).GetElementType()!;
            return element.IsPrimitive
                ? static value => Buffer.ByteLength((Array)(object)value!)
                : Bind<long>(nameof(ArrayBytesMax), element);
        }

        // Numbers, enums, a Guid; with the flag of a nullable one.
        return static _ => 24;
    }

    private static Func<TField, TResult> Bind<TResult>(string method, Type type) =>
        typeof(FieldShape<TField>)
            .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(type)
            .CreateDelegate<Func<TField, TResult>>();

    private static string? NullableGap<TRecord>(TRecord? value)
        where TRecord : struct => RecordShape<TRecord>.FirstGap(value!.Value);

    private static long NullableBytesMax<TRecord>(TRecord? value)
        where TRecord : struct => RecordShape<TRecord>.BytesMax(value!.Value);

    private static string? ArrayGap<TElement>(TElement[] items)
    {
        for (var index = 0; index < items.Length; index++)
        {
            if (FieldShape<TElement>.Gap(items[index], "item", isNullable: false) is { } gap)
            {
                return $"[{index}]{gap["item".Length..]}";
            }
        }

        return null;
    }

    private static long ArrayBytesMax<TElement>(TElement[] items)
    {
        var sum = 0L;
        foreach (var item in items)
        {
            sum += FieldShape<TElement>.BytesMax(item);
        }

        return sum;
    }
}
