using Graphoid.Actors.Sessions;
using Graphoid.Cli.Members;
using Graphoid.Cli.Rendering;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Cli.Commands;

/// <summary>A program or an import on a member, shown here.</summary>
internal sealed class RemoteRun(ToolRun run, TerminalProgress? progress) : ISessionDisplay, IDisposable
{
    private readonly Dictionary<string, IDisposable> _listeners = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Connects to the member, has something done, and says how it ended.</summary>
    /// <param name="onSuccess">Called when it ended well.</param>
    /// <returns>The exit code of the process.</returns>
    public Task<int> ExecuteAsync(MemberChoice member, Func<SessionClient, Task<SessionEnd>> call, Action<SessionEnd>? onSuccess = null) =>
        run.ExecuteAsync(async () =>
        {
            try
            {
                await using var client = await SessionClient.ConnectAsync(MemberClient.OptionsFor(member), run.Cancellation);
                var end = await call(client);
                return Show(end, onSuccess);
            }
            catch (GraphoidException failure)
            {
                // Also after Ctrl+C: that the outcome is unknown matters more than that an end was wished for.
                run.WriteError(ErrorReport.Of(failure.Error));
                return ExitCodes.Failure;
            }
        });

    /// <inheritdoc/>
    public void Print(string line) => run.Print(line);

    /// <inheritdoc/>
    public void Log(string line) => run.WriteError(line + "\n");

    /// <inheritdoc/>
    public void Sent(long bytes, long bytesTotal) => progress?.ReportSent(bytes, bytesTotal);

    /// <inheritdoc/>
    public void Read(ImportProgress value) => progress?.Report(value);

    /// <inheritdoc/>
    public void Listens(IReadOnlyList<string> names, Action<string> raise)
    {
        lock (_lock)
        {
            foreach (var name in names)
            {
                if (!_listeners.ContainsKey(name))
                {
                    _listeners.Add(name, run.Signals.Listen(name, () => raise(name)));
                }
            }

            foreach (var name in _listeners.Keys.Except(names).ToArray())
            {
                _listeners.Remove(name, out var listener);
                listener!.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Listens([], _ => { });

    private int Show(SessionEnd end, Action<SessionEnd>? onSuccess)
    {
        if (end.ErrorReport is { } report)
        {
            if (end.IsInternalError)
            {
                run.WriteError("");
                InternalError.Write($"on the member: {report}");
                return ExitCodes.InternalError;
            }

            run.WriteError(report);
            return ExitCodes.Failure;
        }

        if (end.IsCancelled)
        {
            throw new OperationCanceledException(run.Cancellation);
        }

        onSuccess?.Invoke(end);
        return end.ExitCode;
    }
}
