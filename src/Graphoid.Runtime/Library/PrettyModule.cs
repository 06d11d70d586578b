using System.Runtime.CompilerServices;
using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>pp</c> (library reference, section 16): values as text for people to read.</summary>
internal static class PrettyModule
{
    private const int BarWidth = 40;
    private const string Dots = "...";

    public static NativeTable Table { get; } = new NativeTable("`pp`")
        .Add("pprint", "value, indent?", "Lists over several lines.", PrettyPrint)
        .Add("table_row", "values, widths", "One row of a table.",
            static (in call) => Value.Of(Row(Texts(call.List(0)), Widths(call.Entry, call.List(1)))))
        .Add("table_separator", "widths", "A line between the rows of a table.",
            static (in call) => Value.Of(Separator(call.Entry, Widths(call.Entry, call.List(0)))))
        .Add("table", "headers, rows", "A table as wide as its cells.", Table_)
        .Add("center", "text, width", "The text with blanks on both sides.", Center)
        .Add("left_align", "text, width", "The text with blanks behind it.",
            static (in call) => Value.Of(call.Text(0) + Blanks(call.Entry, Missing(call))))
        .Add("right_align", "text, width", "The text with blanks before it.",
            static (in call) => Value.Of(Blanks(call.Entry, Missing(call)) + call.Text(0)))
        .Add("bar_chart", "labels, values, max_width?", "One bar for each value.", BarChart);

    private static string Blanks(NativeEntry entry, int count) => TextRepetition.Of(entry, " ", Math.Max(0, count));

    private static int Missing(in NativeCall call) => Math.Max(0, call.Integer(1)) - ScalarText.Length(call.Text(0));

    private static Value Center(in NativeCall call)
    {
        var side = Blanks(call.Entry, Missing(call) / 2);
        return Value.Of(side + call.Text(0) + side);
    }

    private static Value PrettyPrint(in NativeCall call)
    {
        var text = new StringBuilder();
        Append(call.Entry, text, call[0], call.Has(1) ? Math.Max(0, call.Integer(1)) : 0);
        return Value.Of(text.ToString());
    }

    private static void Append(NativeEntry entry, StringBuilder text, Value value, int indent)
    {
        if (ArgumentChecks.AsList(value) is not { } list)
        {
            text.Append(ValueText.ToText(value));
            return;
        }

        if (list.Count == 0)
        {
            text.Append("[]");
            return;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }

        text.Append("[\n");
        for (var i = 0; i < list.Count; i++)
        {
            text.Append(Blanks(entry, indent + 2));
            Append(entry, text, list.Items[i], indent + 2);
            text.Append(i < list.Count - 1 ? ",\n" : "\n");
            SizeLimits.Check(text);
        }

        text.Append(Blanks(entry, indent)).Append(']');
    }

    private static List<string> Texts(ListValue list)
    {
        var texts = new List<string>();
        foreach (var item in list.Items)
        {
            texts.Add(ValueText.Display(item));
        }

        return texts;
    }

    private static List<int> Widths(NativeEntry entry, ListValue list)
    {
        var widths = new List<int>();
        for (var i = 0; i < list.Count; i++)
        {
            widths.Add(list.Items[i].IsNumber
                ? Math.Max(0, ArgumentChecks.Integer(entry, 0, list.Items[i]))
                : throw GraphoidException.WrongType($"`{entry.Name}`: width {i}", "num", list.Items[i]));
        }

        return widths;
    }

    private static string Row(List<string> cells, List<int> widths)
    {
        if (cells.Count != widths.Count)
        {
            return $"Error: a row has {cells.Count} cells and the table {widths.Count} columns";
        }

        var row = new StringBuilder("| ");
        for (var i = 0; i < cells.Count; i++)
        {
            row.Append(Fit(cells[i], widths[i])).Append(" | ");
        }

        return row.ToString();
    }

    private static string Fit(string cell, int width)
    {
        var length = ScalarText.Length(cell);
        return length > width
            ? string.Concat(ScalarText.Slice(cell, 0, width - Dots.Length), Dots)
            : cell + TextRepetition.Of(PadEntry, " ", width - length);
    }

    private static NativeEntry PadEntry => Table.Find("table_row")!;

    private static string Separator(NativeEntry entry, List<int> widths) =>
        $"+-{string.Join("-+-", widths.Select(width => TextRepetition.Of(entry, "-", width)))}-";

    private static Value Table_(in NativeCall call)
    {
        var headers = Texts(call.List(0));
        if (headers.Count == 0)
        {
            return Value.Of("Error: a table needs headers");
        }

        var list = call.List(1);
        var rows = new List<List<string>>();
        for (var i = 0; i < list.Count; i++)
        {
            rows.Add(Texts(ArgumentChecks.AsList(list.Items[i])
                ?? throw GraphoidException.WrongType($"`table`: row {i}", "list", list.Items[i])));
        }

        var widths = headers.Select(ScalarTextLength).ToList();
        foreach (var row in rows)
        {
            for (var i = 0; i < Math.Min(row.Count, widths.Count); i++)
            {
                widths[i] = Math.Max(widths[i], ScalarTextLength(row[i]));
            }
        }

        var separator = Separator(call.Entry, widths);
        return Value.Of(string.Join('\n', [separator, Row(headers, widths), separator, .. rows.Select(row => Row(row, widths)), separator]));
    }

    private static int ScalarTextLength(string text) => ScalarText.Length(text);

    private static Value BarChart(in NativeCall call)
    {
        var (labels, values) = (Texts(call.List(0)), call.List(1));
        var width = call.Has(2) ? call.Number(2) : BarWidth;
        if (labels.Count == 0 || labels.Count != values.Count)
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime, $"`bar_chart`: needs a value for each label and at least one, got {labels.Count} labels and {values.Count} values");
        }

        var numbers = new double[values.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = values.Items[i].IsNumber
                ? values.Items[i].Number
                : throw GraphoidException.WrongType($"`bar_chart`: value {i}", "num", values.Items[i]);
        }

        var largest = numbers.Max();
        if (largest > 0 && numbers.Min() < 0)
        {
            throw GraphoidException.Library(ErrorKind.Runtime, "`bar_chart`: a negative value cannot stand beside a positive one");
        }

        var labelWidth = labels.Max(ScalarTextLength);
        var entry = call.Entry;
        return Value.Of(string.Join('\n', labels.Select((label, i) =>
            $"{label}{Blanks(entry, labelWidth - ScalarText.Length(label))} | {Bar(entry, numbers[i], largest, width)} {NumberText.Format(numbers[i])}")));
    }

    private static string Bar(NativeEntry entry, double value, double largest, double width)
    {
        var length = largest > 0 ? Math.Truncate(value * width / largest) : 0;
        return TextRepetition.Of(entry, "#", (int)Math.Clamp(double.IsNaN(length) ? 0 : length, 0, int.MaxValue));
    }
}
