using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>fs</c> (library reference, section 10.1).</summary>
internal static class FileModule
{
    public static NativeTable Table { get; } = new HostMembers("fs", new NativeTable("`fs`"))
        .AddTask(HostPermissions.Files, "open", "path, mode", "Opens a file to read (r), write (w) or append (a); gives its handle.", Open)
        .AddTask(HostPermissions.Files, "read", "handle, max_bytes", "The text of the next bytes, empty at the end.", Read)
        .AddTask(HostPermissions.Files, "write", "handle, content", "Writes a text; gives the number of bytes.", Write)
        .AddTask(HostPermissions.Files, "close", "handle", "Closes a file.", Close)
        .AddTask(HostPermissions.Files, "list_dir", "path", "The names in a folder, ordered.", ListFolder)
        .AddTask(HostPermissions.Files, "is_dir", "path", "Whether there is a folder.", static (in call) => Ask(call, IsFolder))
        .AddTask(HostPermissions.Files, "is_file", "path", "Whether there is a file.", static (in call) => Ask(call, IsFile))
        .AddTask(HostPermissions.Files, "exists", "path", "Whether there is a file or folder.",
            static (in call) => Ask(call, path => IsFolder(path) || IsFile(path)))
        .Table;

    private static OpenFiles Files(in NativeCall call) => ((Machine)call.Program).Program.Files;

    private static async ValueTask<Value> Away(Func<Value> work) => await Task.Run(work).ConfigureAwait(false);

    private static ValueTask<Value> Open(in NativeCall call)
    {
        var (files, path) = (Files(call), call.Text(0));
        var mode = call.Text(1) switch
        {
            "r" => FileMode.Open,
            "w" => FileMode.Create,
            "a" => FileMode.Append,
            var other => throw GraphoidException.Library(
                ErrorKind.Runtime, $"`open`: Invalid mode \"{other}\"", help: "modes are \"r\", \"w\" and \"a\""),
        };
        return Away(() => Value.Of((double)files.Open(path, mode)));
    }

    private static OpenFile FileOf(in NativeCall call) => Files(call).Find(call.Number(0)) ?? throw InvalidHandle(call);

    private static GraphoidException InvalidHandle(in NativeCall call) => GraphoidException.Library(
        ErrorKind.Runtime,
        $"`{call.Entry.Name}`: Invalid file handle {ValueText.Display(call[0])}",
        help: "handles come from `fs.open` and end with `fs.close`");

    private static ValueTask<Value> Read(in NativeCall call)
    {
        var (file, count) = (FileOf(call), call.Integer(1));
        return Away(() => TextFiles.Guarded("read", file.Path, () => Value.Of(file.Read(count))));
    }

    private static ValueTask<Value> Write(in NativeCall call)
    {
        var (file, text) = (FileOf(call), call.Text(1));
        return Away(() => TextFiles.Guarded("write", file.Path, () => Value.Of(file.Write(text))));
    }

    private static ValueTask<Value> Close(in NativeCall call) =>
        Files(call).Close(call.Number(0)) ? new(Value.True) : throw InvalidHandle(call);

    private static ValueTask<Value> ListFolder(in NativeCall call)
    {
        var path = call.Text(0);
        return Away(() => TextFiles.Guarded("list_dir", path, () =>
        {
            // The platform takes the names of a file for a folder that cannot be read; this says what is wrong.
            if (!IsFolder(path))
            {
                throw IsFile(path) ? new IOException("Not a directory") : new DirectoryNotFoundException();
            }

            var names = Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal);
            return Value.Of(new ListValue([.. names.Select(Value.Of)]));
        }));
    }

    private static ValueTask<Value> Ask(in NativeCall call, Func<string, bool> question)
    {
        var path = call.Text(0);
        return Away(() => Value.Of(question(path)));
    }

    private static bool IsFolder(string path) => Directory.Exists(path);

    /// <summary>The platform takes a link that leads nowhere for a file.</summary>
    private static bool IsFile(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true) is not { } target || target.Exists;
        }
        catch (IOException)
        {
            // A circle of links.
            return false;
        }
    }
}
