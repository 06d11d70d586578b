using System.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>csv</c> (library reference, section 10.3).</summary>
internal static class CsvModule
{
    public static NativeTable Table { get; } = new HostMembers("csv", new NativeTable("`csv`")
        .Add("parse_csv_line", "line, delimiter?", "The fields of a line.",
            static (in call) => Value.Of(Parse(call.Text(0), Delimiter(call, 1))))
        .Add("format_csv_line", "values, delimiter?", "Values as one line, quoted where necessary.",
            static (in call) => Value.Of(Format(call.List(0), Delimiter(call, 1)))))
        .AddTask(HostPermissions.Files, "read_csv", "path, delimiter?", "The rows of a file as lists of strings.",
            static (in call) => ReadAsync(call.Text(0), Delimiter(call, 1)))
        .AddTask(HostPermissions.Files, "write_csv", "path, rows, delimiter?", "Creates or replaces a file with a line for each row.", Write)
        .Table;

    private static string Delimiter(in NativeCall call, int index)
    {
        var delimiter = call.Has(index) ? call.Text(index) : ",";
        return ScalarText.Length(delimiter) == 1
            ? delimiter
            : throw GraphoidException.Library(
                ErrorKind.Value, $"`{call.Entry.Name}`: argument `delimiter` must be exactly one character, not \"{delimiter}\"");
    }

    private static ListValue Parse(string line, string delimiter)
    {
        var fields = new List<Value>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '"')
            {
                if (isQuoted && at + 1 < line.Length && line[at + 1] == '"')
                {
                    field.Append('"');
                    at++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (!isQuoted && string.CompareOrdinal(line, at, delimiter, 0, delimiter.Length) == 0)
            {
                fields.Add(Value.Of(field.ToString()));
                field.Clear();
                at += delimiter.Length - 1;
            }
            else
            {
                field.Append(line[at]);
            }
        }

        fields.Add(Value.Of(field.ToString()));
        return new ListValue([.. fields]);
    }

    private static string Format(ListValue values, string delimiter)
    {
        var line = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            var field = ValueText.Display(values.Items[i]);
            var needsQuotes = field.Contains(delimiter, StringComparison.Ordinal) || field.AsSpan().ContainsAny("\"\n\r");
            line.Append(i > 0 ? delimiter : string.Empty)
                .Append(needsQuotes ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field);
        }

        return line.ToString();
    }

    private static async ValueTask<Value> ReadAsync(string path, string delimiter)
    {
        var text = TextFiles.WithoutMark(await TextFiles.ReadAsync("read_csv", path).ConfigureAwait(false));
        return Value.Of(new ListValue(
            [.. TextFiles.LinesOf(text).Where(line => line.Length > 0).Select(line => Value.Of(Parse(line, delimiter)))]));
    }

    private static ValueTask<Value> Write(in NativeCall call)
    {
        var path = call.Text(0);
        var rows = call.List(1);
        var delimiter = Delimiter(call, 2);
        var text = new StringBuilder();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = ArgumentChecks.AsList(rows.Items[i]) ?? throw GraphoidException.WrongType($"`write_csv`: row {i}", "list", rows.Items[i]);
            text.Append(Format(row, delimiter)).Append('\n');
        }

        return TextFiles.WriteAsync(call.Entry.Name, path, text.ToString(), FileMode.Create);
    }
}
