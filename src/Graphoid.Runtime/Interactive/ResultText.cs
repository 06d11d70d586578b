using System.Globalization;
using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Interactive;

/// <summary>Shows a result to a person: a list of maps as a table, long things cut short.</summary>
public static class ResultText
{
    /// <summary>Elements of a list or entries of a map that are shown; the rest is counted.</summary>
    public const int ItemsMax = 100;

    /// <summary>Rows of a table that are shown.</summary>
    public const int RowsMax = 50;

    private const int CellWidthMax = 40;
    private const int CharactersMax = 20_000;
    private const char Cut = '…';

    /// <summary>The text of a value, without a line end; a table has several lines.</summary>
    /// <param name="width">Columns of the screen; a wider table leaves out its last columns.</param>
    public static string Of(Value value, int width = 120)
    {
        var text = value.Reference switch
        {
            string s => $"\"{Clip(s, CharactersMax)}\"",
            ListValue list when IsTable(list) => Table(list, width),
            ListValue list => Items('[', list.Count, i => TextInside(list[i]), ']'),
            RangeValue range => Items('[', range.Count, i => TextInside(Value.Of(range[i])), ']'),
            MapValue map => Map(map),
            _ => ValueText.Display(value),
        };
        return Clip(text, CharactersMax);
    }

    private static string Items(char open, int count, Func<int, string> item, char close)
    {
        var shown = Enumerable.Range(0, Math.Min(count, ItemsMax)).Select(item);
        return $"{open}{string.Join(", ", shown)}{More(count - ItemsMax)}{close}";
    }

    private static string Map(MapValue map)
    {
        var shown = map.Entries.Take(ItemsMax).Select(entry => $"{ValueText.Display(entry.Key)}: {TextInside(entry.Value)}");
        return $"{{{string.Join(", ", shown)}{More(map.Count - ItemsMax)}}}";
    }

    private static string More(int count) =>
        count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Cut} {count} more") : string.Empty;

    private static bool IsTable(ListValue list)
    {
        foreach (var item in list.Items)
        {
            if (item.Reference is not MapValue { Count: > 0 })
            {
                return false;
            }
        }

        return list.Count > 0;
    }

    private static string Table(ListValue list, int width)
    {
        var rows = new List<MapValue>();
        foreach (var item in list.Items[..Math.Min(list.Count, RowsMax)])
        {
            rows.Add((MapValue)item.Reference!);
        }

        var keys = rows.SelectMany(row => row.Entries.Select(entry => entry.Key)).Distinct().ToList();
        var columns = keys.Select(key => Column.Of(key, rows)).ToList();
        var hidden = 0;
        while (columns.Count > 1 && columns.Sum(column => column.Width + 3) + 1 > width)
        {
            columns.RemoveAt(columns.Count - 1);
            hidden++;
        }

        var text = new StringBuilder();
        Rule(text, columns, '┌', '┬', '┐');
        Line(text, columns, column => (column.Title, false));
        Rule(text, columns, '├', '┼', '┤');
        for (var i = 0; i < rows.Count; i++)
        {
            var row = i;
            Line(text, columns, column => (column.Cells[row], column.IsNumeric));
        }

        Rule(text, columns, '└', '┴', '┘');
        var left = list.Count - rows.Count;
        if (left > 0 || hidden > 0)
        {
            var parts = new[] { Count(left, "more row"), Count(hidden, "more column") }.Where(part => part.Length > 0);
            text.Append(CultureInfo.InvariantCulture, $"{Cut} {string.Join(", ", parts)}\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Count(int count, string what) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static void Rule(StringBuilder text, IReadOnlyList<Column> columns, char left, char middle, char right)
    {
        text.Append(left).AppendJoin(middle, columns.Select(column => new string('─', column.Width + 2))).Append(right).Append('\n');
    }

    private static void Line(StringBuilder text, IReadOnlyList<Column> columns, Func<Column, (string Text, bool IsRight)> cell)
    {
        foreach (var column in columns)
        {
            var (content, isRight) = cell(column);
            var padding = new string(' ', column.Width - TextWidth.Of(content));
            text.Append("│ ").Append(isRight ? padding + content : content + padding).Append(' ');
        }

        text.Append("│\n");
    }

    /// <summary>An element: strings quoted, and none as the word.</summary>
    private static string TextInside(Value value) =>
        value.Reference is string text ? $"\"{text}\"" : value.IsNone ? ValueText.Display(value) : ValueText.ToText(value);

    private static string Clip(string text, int max) => text.Length <= max ? text : text[..(max - 1)] + Cut;

    private sealed record Column(string Title, IReadOnlyList<string> Cells, bool IsNumeric)
    {
        public int Width { get; } = Cells.Append(Title).Max(TextWidth.Of);

        public static Column Of(Value key, List<MapValue> rows)
        {
            var isNumeric = true;
            var cells = new List<string>(rows.Count);
            foreach (var row in rows)
            {
                var isThere = row.TryGet(key, out var value);
                isNumeric &= !isThere || value.IsNumber;
                cells.Add(isThere ? CellOf(value) : "");
            }

            return new Column(CellOf(key), cells, isNumeric);
        }

        private static string CellOf(Value value) => Clip(ValueText.Display(value).ReplaceLineEndings("⏎"), CellWidthMax);
    }
}
