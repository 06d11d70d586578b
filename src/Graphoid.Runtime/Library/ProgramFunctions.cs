using Graphoid.Language.Text;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Functions that deal with whole programs.</summary>
internal static class ProgramFunctions
{
    /// <summary><c>exec(path)</c>: runs a file as a program of its own and yields what it printed.</summary>
    public static async ValueTask<Value> ExecAsync(NativeAsyncCall call)
    {
        var machine = (Machine)call.Program;
        var path = call.Text(0);
        var files = machine.Sources("exec", path);
        var program = machine.Parse(new SourceText(path, files.Read(files.FullPath(path, null))));
        var host = new ExecHost(machine.Program.Host);
        await program.RunAsync(host).ConfigureAwait(false);
        return Value.Of(host.Output);
    }
}
