using System.Diagnostics;
using System.Text;

namespace Graphoid.Testing.Support;

/// <summary>What a run of the tool left behind.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>The first line on stderr.</summary>
    public string FirstErrorLine => Error.Split('\n')[0];
}

/// <summary>Starts the built tool as a process of its own.</summary>
public static class GraphoidTool
{
    /// <summary>Longer than this no run in these tests takes; a process that does is ended and the test fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs the tool to its end in a folder.</summary>
    public static async Task<ToolResult> RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return await EndOfAsync(process, process.StandardOutput.ReadToEndAsync());
    }

    /// <summary>Runs the tool to its end in a folder, with variables on top of those of this process.</summary>
    public static async Task<ToolResult> RunWithAsync(string folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        using var process = Start(folder, arguments, environment);
        return await EndOfAsync(process, process.StandardOutput.ReadToEndAsync());
    }

    /// <summary>Runs the tool, does something as soon as it prints a line, and waits for its end.</summary>
    public static async Task<ToolResult> RunUntilAsync(string folder, string line, Func<Process, Task> act, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var seen = new StringBuilder();
        string? read;
        do
        {
            read = await process.StandardOutput.ReadLineAsync();
            seen.Append(read).Append('\n');
        }
        while (read is not null && read != line);

        Assert.True(read is not null, $"the line `{line}` never came; printed was:\n{seen}");
        var rest = process.StandardOutput.ReadToEndAsync();
        await act(process);
        return await EndOfAsync(process, rest);
    }

    /// <summary>Runs the tool, closes its output as soon as it prints a line, and waits for its end.</summary>
    public static async Task<ToolResult> RunUntilClosedAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        process.StandardOutput.Close();
        return await EndOfAsync(process, Task.FromResult(""));
    }

    /// <summary>Runs any command to its end in a folder.</summary>
    public static async Task<ToolResult> RunCommandAsync(string folder, string command, params string[] arguments)
    {
        using var process = Process.Start(StartInfo(folder, command, arguments))!;
        process.StandardInput.Close();
        return await EndOfAsync(process, process.StandardOutput.ReadToEndAsync());
    }

    /// <summary>Starts the tool; whoever asks for it ends it.</summary>
    /// <param name="environment">Variables on top of those of this process.</param>
    public static Process Start(string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var info = StartInfo(folder, dotnet, [Repository.Tool, .. arguments]);
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        var process = Process.Start(info)!;
        process.StandardInput.Close();
        return process;
    }

    private static ProcessStartInfo StartInfo(string folder, string command, IEnumerable<string> arguments) => new(command, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardErrorEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    private static async Task<ToolResult> EndOfAsync(Process process, Task<string> output)
    {
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"the process did not end within {Patience}; on stderr was:\n{await error}");
        }

        return new ToolResult(process.ExitCode, await output, await error);
    }
}
