using System.Globalization;
using System.Text;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>Everything about a value that holds no code as one text, so that two values can be compared bit by bit.</summary>
internal static class ValueTexts
{
    public static string Of(Value value)
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
                text.Append(CultureInfo.InvariantCulture, $"#{BitConverter.DoubleToInt64Bits(value.Number):x}");
                break;
            case string s:
                text.Append('"').AppendJoin(' ', s.Select(c => ((int)c).ToString("x", CultureInfo.InvariantCulture))).Append('"');
                break;
            case ListValue list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case MapValue map:
                text.Append('{');
                foreach (var (key, item) in map.Entries)
                {
                    Append(text, key);
                    text.Append(':');
                    Append(text, item);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case RangeValue range:
                text.Append("range");
                Append(text, Value.Of(range.From));
                Append(text, Value.Of(range.Step));
                text.Append(range.Count);
                break;
            case ErrorValue error:
                text.Append(CultureInfo.InvariantCulture, $"error {error.Display}|{error.Id}|{error.FitsRuntimeErrorToo}|{error.Label}|{error.Help}|")
                    .AppendJoin('/', error.Notes).Append('|')
                    .AppendJoin('/', error.Trace.Select(f => $"{f.Function}@{f.Source.Hash}{f.Span}"));
                break;
            case EdgeHandle edge:
                text.Append("edge").Append(edge.From.Key).Append("->").Append(edge.To.Key).Append(edge.Type);
                Append(text, edge.Weight);
                Append(text, edge.Properties);
                break;
            case ObjectValue other:
                text.Append(CultureInfo.InvariantCulture, $"<{other.Kind} {other.Display}>");
                break;
        }
    }
}
