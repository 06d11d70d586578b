using System.Diagnostics;

namespace Graphoid.EndToEnd.Tests.Repl;

/// <summary>A test that needs a real terminal; skipped with the reason where tmux cannot give one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    /// <summary>Skips the test where there is no tmux.</summary>
    public TerminalFactAttribute() => Skip = Terminal.IsPossible ? null : "needs tmux, which gives a terminal to a program";
}

/// <summary>A terminal of 100 columns and 40 lines with a program in it, by way of tmux with a server of its own.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    private readonly string _socket = $"graphoid-{Guid.NewGuid():N}";

    private Terminal()
    {
    }

    /// <summary>Whether this machine has tmux.</summary>
    public static bool IsPossible { get; } = !OperatingSystem.IsWindows()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "tmux")));

    /// <summary>Starts the tool in a terminal.</summary>
    /// <param name="folder">Where it runs; its history is kept there too.</param>
    public static async Task<Terminal> StartAsync(string folder, params string[] arguments)
    {
        var terminal = new Terminal();
        string[] command =
        [
            "env", $"GRAPHOID_HISTORY={Path.Combine(folder, "history")}", "NO_COLOR=1",
            Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet",
            Repository.Tool, .. arguments,
        ];
        await terminal.TmuxAsync(["-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "40", "-c", folder, .. command]);
        return terminal;
    }

    /// <summary>Types a text, without Enter.</summary>
    public Task TypeAsync(string text) => TmuxAsync("send-keys", "-l", text);

    /// <summary>Presses keys by their names in tmux: <c>Enter</c>, <c>Tab</c>, <c>C-c</c>, <c>Up</c>.</summary>
    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", .. keys]);

    /// <summary>Waits until the screen shows a text.</summary>
    /// <exception cref="TimeoutException">It does not, for a minute; the message has the screen.</exception>
    public async Task SeesAsync(string text)
    {
        var screen = "";
        try
        {
            await Eventually.HoldsAsync(
                $"the screen shows `{text}`",
                async () => (screen = await TmuxAsync("capture-pane", "-p")).Contains(text, StringComparison.Ordinal));
        }
        catch (TimeoutException never)
        {
            throw new TimeoutException($"{never.Message}. It shows:\n{screen}");
        }
    }

    /// <summary>Waits until the program has ended, and with it the terminal.</summary>
    public Task EndsAsync() => Eventually.HoldsAsync("the program has ended", async () => await TryTmuxAsync("has-session") != 0);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await TryTmuxAsync("kill-server");

    private async Task<string> TmuxAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"tmux {string.Join(' ', arguments)}: {error}");
    }

    private async Task<int> TryTmuxAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private Process Start(string[] arguments) => Process.Start(new ProcessStartInfo("tmux", ["-L", _socket, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
