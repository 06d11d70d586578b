using System.Diagnostics;
using System.Globalization;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Rendering;

/// <summary>Shows on one line of the terminal how far an import is, and takes the line away when it is done.</summary>
/// <remarks>Reports come from any thread. The line uses no colours or escape sequences, only a carriage return, so it needs
/// nothing from the terminal and respects <c>NO_COLOR</c>.</remarks>
internal sealed class TerminalProgress : IProgress<ImportProgress>, IDisposable
{
    /// <summary>The line changes no more often than this, and a shorter import shows none.</summary>
    private static readonly TimeSpan UsualInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Action<string> _write;
    private readonly TimeSpan _interval;
    private long _shownAt = Stopwatch.GetTimestamp();
    private int _width;

    /// <summary>Shows progress through <paramref name="write"/>, at most once per interval.</summary>
    internal TerminalProgress(Action<string> write, TimeSpan interval)
    {
        _write = write;
        _interval = interval;
    }

    /// <summary>Progress on stderr, or null when stderr is no terminal that a line can be erased on.</summary>
    public static TerminalProgress? ForThisTerminal() =>
        Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb"
            ? null
            : new(StandardError.Write, UsualInterval);

    /// <inheritdoc/>
    public void Report(ImportProgress value) => Show(
        "reading the graph", value.Bytes, value.BytesTotal, string.Create(CultureInfo.InvariantCulture, $"{value.Edges:N0} edges"));

    /// <summary>Shows how much of a file has been sent to a member.</summary>
    public void ReportSent(long bytes, long bytesTotal) =>
        Show("sending the file", bytes, bytesTotal, string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes"));

    /// <summary>Takes the line away, if there is one.</summary>
    public void Erase()
    {
        lock (_gate)
        {
            EraseLine();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Erase();

    private void Show(string what, long bytes, long bytesTotal, string count)
    {
        lock (_gate)
        {
            if (bytesTotal > 0 && bytes >= bytesTotal)
            {
                EraseLine();
                return;
            }

            if (Stopwatch.GetElapsedTime(_shownAt) < _interval)
            {
                return;
            }

            _shownAt = Stopwatch.GetTimestamp();
            var percent = bytesTotal > 0 ? $"{100 * bytes / bytesTotal} %, " : "";
            var line = $"{what}: {percent}{count}";
            _write("\r" + line.PadRight(_width));
            _width = line.Length;
        }
    }

    private void EraseLine()
    {
        if (_width > 0)
        {
            _write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }
}
