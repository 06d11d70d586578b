using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Values as JSON text (library reference, section 9).</summary>
internal static class JsonWriter
{
    /// <summary>The text of a value, in one line.</summary>
    public static string Write(Value value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Value value)
    {
        switch (value.Reference)
        {
            case null:
                text.Append(NumberText.Format(value.Number));
                break;
            case NoneValue:
                text.Append("null");
                break;
            case BoolValue or BigNumber:
                text.Append(ValueText.Display(value));
                break;
            case ListValue or RangeValue:
                AppendList(text, ArgumentChecks.AsList(value)!);
                break;
            case MapValue map:
                AppendMap(text, map);
                break;
            default:
                AppendQuoted(text, ValueText.Display(value));
                break;
        }
    }

    private static void AppendList(StringBuilder text, ListValue list)
    {
        Guard();
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            text.Append(i > 0 ? ", " : string.Empty);
            Append(text, list.Items[i]);
            SizeLimits.Check(text);
        }

        text.Append(']');
    }

    private static void AppendMap(StringBuilder text, MapValue map)
    {
        Guard();
        text.Append('{');
        var separator = string.Empty;
        for (var at = -1; map.TryPeekNext(ref at, out var key, out var value);)
        {
            text.Append(separator);
            separator = ", ";
            AppendQuoted(text, ValueText.Display(key));
            text.Append(": ");
            Append(text, value);
            SizeLimits.Check(text);
        }

        text.Append('}');
    }

    private static void AppendQuoted(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var character in content)
        {
            switch (character)
            {
                case '"' or '\\':
                    text.Append('\\').Append(character);
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case < ' ':
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }

        text.Append('"');
    }

    private static void Guard()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }
    }
}
