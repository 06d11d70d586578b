using System.Runtime.CompilerServices;
using System.Text;

namespace Graphoid.Runtime.Values;

/// <summary>The text forms of values (reference, section 3.7).</summary>
public static class ValueText
{
    /// <summary>The type name of <c>x.type()</c>.</summary>
    public static string TypeName(Value value) => value.Reference is ObjectValue o ? o.TypeName : ValueKinds.NameOf(value.Kind);

    /// <summary>The type name as a sentence has it: "a list", "an actor", "none".</summary>
    public static string KindWithArticle(Value value)
    {
        var name = TypeName(value);
        return value.IsNone ? name : $"{("aeiou".Contains(name[0], StringComparison.Ordinal) ? "an" : "a")} {name}";
    }

    /// <summary>As <c>print</c> and <c>+</c> show it: strings raw, also inside lists and maps.</summary>
    public static string Display(Value value) => value.Reference switch
    {
        null => NumberText.Format(value.Number),
        string text => text,
        _ => Write(value, quoted: false),
    };

    /// <summary>As <c>.to_string()</c> gives it: strings inside containers quoted, none empty.</summary>
    public static string ToText(Value value) => value.IsNone ? string.Empty : value.Reference is string s ? s : Write(value, quoted: true);

    private static string Write(Value value, bool quoted)
    {
        var text = new StringBuilder();
        Append(text, value, quoted);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Value value, bool quoted)
    {
        switch (value.Reference)
        {
            case null:
                text.Append(NumberText.Format(value.Number));
                break;
            case string s:
                if (quoted)
                {
                    text.Append('"').Append(s).Append('"');
                }
                else
                {
                    text.Append(s);
                }

                break;
            case ListValue list:
                AppendList(text, list.Items, quoted);
                break;
            case RangeValue range:
                AppendList(text, range.ToList().Items, quoted);
                break;
            case MapValue map:
                AppendMap(text, map, quoted);
                break;
            case ObjectValue other:
                text.Append(other.Display);
                break;
        }
    }

    private static void AppendList(StringBuilder text, ReadOnlySpan<Value> items, bool quoted)
    {
        Guard();
        text.Append('[');
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                text.Append(", ");
            }

            Append(text, items[i], quoted);
            SizeLimits.Check(text);
        }

        text.Append(']');
    }

    private static void AppendMap(StringBuilder text, MapValue map, bool quoted)
    {
        Guard();
        text.Append('{');
        var first = true;
        foreach (var (key, value) in map.Entries)
        {
            if (!first)
            {
                text.Append(", ");
            }

            first = false;
            Append(text, key, quoted: true);
            text.Append(": ");
            Append(text, value, quoted);
            SizeLimits.Check(text);
        }

        text.Append('}');
    }

    private static void Guard()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }
    }
}
