using System.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>io</c> (library reference, section 10.2).</summary>
internal static class TextFileModule
{
    public static NativeTable Table { get; } = new HostMembers("io", new NativeTable("`io`"))
        .AddTask(HostPermissions.Files, "read_file", "path", "The whole text of a file.", static (in call) => ReadAsync(call.Text(0)))
        .AddTask(HostPermissions.Files, "write_file", "path, content", "Creates or replaces a file.",
            static (in call) => TextFiles.WriteAsync(call.Entry.Name, call.Text(0), call.Text(1), FileMode.Create))
        .AddTask(HostPermissions.Files, "append_file", "path, content", "Creates a file or adds to its end.",
            static (in call) => TextFiles.WriteAsync(call.Entry.Name, call.Text(0), call.Text(1), FileMode.Append))
        .AddTask(HostPermissions.Files, "read_lines", "path", "The lines of a file without their ends.",
            static (in call) => ReadLinesAsync(call.Text(0)))
        .AddTask(HostPermissions.Files, "write_lines", "path, lines", "Creates or replaces a file with a line for each element.", WriteLines)
        .Table;

    private static async ValueTask<Value> ReadAsync(string path) =>
        Value.Of(await TextFiles.ReadAsync("read_file", path).ConfigureAwait(false));

    private static async ValueTask<Value> ReadLinesAsync(string path)
    {
        var lines = TextFiles.LinesOf(await TextFiles.ReadAsync("read_lines", path).ConfigureAwait(false));
        return Value.Of(new ListValue([.. lines.Select(Value.Of)]));
    }

    private static ValueTask<Value> WriteLines(in NativeCall call)
    {
        var path = call.Text(0);
        var text = new StringBuilder();
        foreach (var line in call.List(1).Items)
        {
            text.Append(ValueText.Display(line)).Append('\n');
        }

        return TextFiles.WriteAsync(call.Entry.Name, path, text.ToString(), FileMode.Create);
    }
}
