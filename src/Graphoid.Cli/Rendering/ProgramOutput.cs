using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Graphoid.Cli.Rendering;

/// <summary>Why output could not be written.</summary>
/// <param name="ReaderIsGone">The other end of a pipe was closed, as <c>head</c> does; that is no mistake.</param>
internal sealed record OutputFailure(string Reason, bool ReaderIsGone);

/// <summary>The standard output: UTF-8, <c>\n</c>, each line undivided.</summary>
/// <remarks>On a terminal each line appears at once. Into a file or a pipe lines are collected, and handed on when the buffer
/// is full, when the program rests for a moment, and at the end. After a failure everything further is dropped.</remarks>
internal sealed class ProgramOutput : IDisposable
{
    private const int BufferBytes = 32 * 1024;
    private const int StandardOutputHandle = 1;
    private const int BrokenPipe = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Stream _stream;
    private readonly Action? _onFailure;
    private readonly Timer? _timer;
    private byte[] _buffer = new byte[BufferBytes];
    private int _count;
    private bool _isTimerSet;

    /// <summary>Opens the standard output of this process.</summary>
    /// <param name="onFailure">Called once, when output can no longer be written.</param>
    public ProgramOutput(Action? onFailure = null)
        : this(OpenStandardOutput(), isInteractive: !Console.IsOutputRedirected, onFailure)
    {
    }

    /// <summary>Writes to any stream.</summary>
    internal ProgramOutput(Stream stream, bool isInteractive, Action? onFailure)
    {
        _stream = stream;
        _onFailure = onFailure;
        _timer = isInteractive ? null : new Timer(_ => FlushWhenResting());
    }

    /// <summary>What went wrong, or null.</summary>
    public OutputFailure? Failure { get; private set; }

    /// <summary>Writes a line.</summary>
    public void WriteLine(string line)
    {
        lock (_gate)
        {
            Append(line);
            Append("\n");
            HandOn();
        }
    }

    /// <summary>Writes a text as it stands.</summary>
    public void Write(string text)
    {
        lock (_gate)
        {
            Append(text);
            HandOn();
        }
    }

    /// <summary>Hands on everything that was collected.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            FlushBuffer();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        Flush();
        _stream.Dispose();
    }

    /// <summary>The console's stream ignores closed pipes, and then a program would print into the void for ever.</summary>
    private static Stream OpenStandardOutput()
    {
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            var handle = new SafeFileHandle(StandardOutputHandle, ownsHandle: false);
            var pipe = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            if (!pipe.CanSeek)
            {
                return pipe;
            }

            // A file stream keeps its own position in a file, and would overwrite what others write there.
        }

        return Console.OpenStandardOutput();
    }

    private void Append(string text)
    {
        if (Failure is not null)
        {
            return;
        }

        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_count + size > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_count + size, 2 * _buffer.Length));
        }

        _count += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_count));
    }

    private void HandOn()
    {
        if (_timer is null || _count >= BufferBytes)
        {
            FlushBuffer();
        }
        else if (!_isTimerSet)
        {
            _isTimerSet = _timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    private void FlushWhenResting()
    {
        lock (_gate)
        {
            _isTimerSet = false;
            FlushBuffer();
        }
    }

    private void FlushBuffer()
    {
        if (_count == 0 || Failure is not null)
        {
            return;
        }

        try
        {
            _stream.Write(_buffer, 0, _count);
            _count = 0;
        }
        catch (IOException failure)
        {
            Failure = new OutputFailure(failure.Message, !OperatingSystem.IsWindows() && failure.HResult == BrokenPipe);
            _onFailure?.Invoke();
        }
    }
}
