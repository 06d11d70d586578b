using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>json</c> (library reference, section 9).</summary>
internal static class JsonModule
{
    public static NativeTable Table { get; } = new HostMembers("json", new NativeTable("`json`")
        .Add("parse", "text", "The value that a JSON text describes.", static (in call) => JsonReader.Parse(call.Text(0)))
        .Add("to_string", "value", "The value as JSON text.", static (in call) => Value.Of(JsonWriter.Write(call[0]))))
        .AddTask(HostPermissions.Files, "read_json", "path", "The value in a JSON file.", static (in call) => ReadAsync(call.Entry.Name, call.Text(0)))
        .AddTask(HostPermissions.Files, "write_json", "path, value", "Writes a value as a JSON file.",
            static (in call) => TextFiles.WriteAsync(call.Entry.Name, call.Text(0), JsonWriter.Write(call[1]), FileMode.Create))
        .Table;

    private static async ValueTask<Value> ReadAsync(string member, string path) =>
        JsonReader.Parse(TextFiles.WithoutMark(await TextFiles.ReadAsync(member, path).ConfigureAwait(false)));
}
