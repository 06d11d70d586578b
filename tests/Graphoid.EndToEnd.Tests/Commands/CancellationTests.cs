using System.Diagnostics;
using System.Globalization;

namespace Graphoid.EndToEnd.Tests.Commands;

[Trait("Category", "EndToEnd")]
public sealed class CancellationTests : IDisposable
{
    private readonly Workspace _workspace = new Workspace()
        .With("endless.gr", "print(\"started\")\ni = 0\nwhile true {\n    i = i + 1\n}\n")
        .With("stubborn.gr", "print(\"started\")\nwhile true {\n    try {\n        print(\"again\")\n    } catch {\n    }\n}\n")
        .With("relay.gr", """
            graph Relay {
                fn on_message(msg) {
                    self.graph.send(:hop, to: self.id)
                }
            }
            print("started")
            ring = distributed.create("ring", { behavior: Relay })
            ring.add_node("a", none)
            ring.broadcast(:hop, max_rounds: 1000000000)
            """);

    [UnixTheory]
    [InlineData("endless.gr")]
    [InlineData("stubborn.gr")]
    [InlineData("relay.gr")]
    public async Task Ctrl_C_ends_a_program_that_would_run_for_ever(string program)
    {
        var result = await GraphoidTool.RunUntilAsync(
            _workspace.Folder, "started", process => SignalAsync(process, "INT"), "run", program, "--memory");

        Assert.Equal("cancelled\n", result.Error);
        Assert.Equal(130, result.ExitCode);
    }

    [UnixFact]
    public async Task A_request_of_the_system_to_end_is_followed_too()
    {
        var result = await GraphoidTool.RunUntilAsync(
            _workspace.Folder, "started", process => SignalAsync(process, "TERM"), "run", "endless.gr", "--memory");

        Assert.Equal("cancelled\n", result.Error);
        Assert.Equal(143, result.ExitCode);
    }

    [UnixFact]
    public async Task Nothing_is_left_behind()
    {
        var before = Directory.GetFileSystemEntries(_workspace.Folder);

        await GraphoidTool.RunUntilAsync(_workspace.Folder, "started", process => SignalAsync(process, "INT"), "run", "relay.gr", "--memory");

        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_workspace.Folder).Order());
    }

    public void Dispose() => _workspace.Dispose();

    private static async Task SignalAsync(Process process, string signal)
    {
        var sent = await GraphoidTool.RunCommandAsync(
            Path.GetTempPath(), "kill", "-" + signal, process.Id.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0, sent.ExitCode);
    }
}
