using System.Collections;
using System.Globalization;
using Graphoid.Actors.Wire;

namespace Graphoid.Actors.Tests.Wire;

/// <summary>Samples of every record, made from its declaration, and records as text.</summary>
internal static class WireSamples
{
    /// <summary>A record with every field set, each to a value of its own; or with nothing but what must be there.</summary>
    public static object Of(Type record, bool isFull) => Make(record, string.Empty, isFull);

    /// <summary>One line per leaf: <c>Operation.Seed = 12</c>.</summary>
    public static IReadOnlyList<string> TextOf(object? value)
    {
        var lines = new List<string>();
        Show(value, string.Empty, lines);
        return lines;
    }

    private static object Make(Type type, string path, bool isFull)
    {
        var mark = Mark(path);
        if (RecordShape.IsRecord(type))
        {
            var fields = RecordShape.FieldsOf(type);
            var constructor = type.GetConstructors().Single(one => one.GetParameters().Length == fields.Count);
            return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            {
                var field = fields.Single(field => field.Property.Name == parameter.Name);
                return field.IsNullable && !isFull ? null : Make(field.Property.PropertyType, Join(path, parameter.Name!), isFull);
            })]);
        }

        if (type.IsArray)
        {
            var items = Array.CreateInstance(type.GetElementType()!, isFull ? 2 : 0);
            for (var index = 0; index < items.Length; index++)
            {
                items.SetValue(Make(type.GetElementType()!, $"{path}[{index}]", isFull), index);
            }

            return items;
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(isFull ? values.Length - 1 : 0)!;
        }

        return type switch
        {
            _ when Nullable.GetUnderlyingType(type) is { } inner => Make(inner, path, isFull),
            _ when type == typeof(string) => isFull ? path + " \u00e4\u4e2d" : string.Empty,
            _ when type == typeof(bool) => isFull,
            _ when type == typeof(byte) => (byte)mark,
            _ when type == typeof(int) => isFull ? mark : -1,
            _ when type == typeof(long) => isFull ? mark * 10_000_000_000L : long.MinValue,
            _ when type == typeof(Guid) => new Guid(mark, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            _ => throw new NotSupportedException($"a sample of {type} at {path}"),
        };
    }

    private static void Show(object? value, string path, List<string> lines)
    {
        switch (value)
        {
            case null:
                lines.Add($"{path} = null");
                break;
            case string text:
                lines.Add($"{path} = \"{text}\"");
                break;
            case byte[] bytes:
                lines.Add($"{path} = 0x{Convert.ToHexStringLower(bytes)}");
                break;
            case IList items:
                lines.Add($"{path}.Length = {items.Count}");
                for (var index = 0; index < items.Count; index++)
                {
                    Show(items[index], $"{path}[{index}]", lines);
                }

                break;
            case not null when RecordShape.IsRecord(value.GetType()):
                foreach (var field in RecordShape.FieldsOf(value.GetType()))
                {
                    Show(field.Property.GetValue(value), Join(path, field.Property.Name), lines);
                }

                break;
            default:
                lines.Add($"{path} = {Convert.ToString(value, CultureInfo.InvariantCulture)}");
                break;
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The same small number for the same path in every process.</summary>
    private static int Mark(string path) => path.Aggregate(7, (mark, sign) => ((mark * 31) + sign) % 1009);
}
