using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Sessions;

/// <summary>What a program has printed and the client has not been sent yet: bounded, in order.</summary>
/// <remarks>
/// <para>The program's own thread fills it and waits while it is full, which slows a program down to what its client can read.
/// Printing is synchronous, so the thread is held while it waits: at most one per session, never one of an actor. The session's
/// actor takes from it and never waits.</para>
/// <para>Threads: any for <see cref="Write"/>, one for <see cref="TryTake"/>.</para>
/// </remarks>
/// <param name="bytesMax">Memory that may be held; only a single line that is larger by itself exceeds it.</param>
/// <param name="signal">Called when the first line arrives (false), and when a whole message is there (true); must not block.</param>
internal sealed class OutputBuffer(long bytesMax, Action<bool> signal)
{
    /// <summary>Memory of a line beside its letters: the string's head and its place in the queue.</summary>
    private const int LineBytes = 40;

    private readonly object _gate = new();
    private readonly Queue<(string Text, bool IsLog)> _lines = [];
    private long _bytes;
    private int _messageLetters;

    /// <summary>How much of the first line has been taken.</summary>
    private int _offset;
    private bool _isSignalled;
    private bool _isFullSignalled;
    private bool _neverWaits;
    private bool _isClosed;

    /// <summary>The most memory that was ever held, in bytes.</summary>
    public long BytesPeak { get; private set; }

    /// <summary>Lines that found no room after <see cref="StopWaiting"/>.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whether nothing is left to take.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _lines.Count == 0;
            }
        }
    }

    /// <summary>Adds a line; waits while there is no room.</summary>
    public void Write(string text, bool isLog)
    {
        var size = LineBytes + (sizeof(char) * (long)text.Length);
        bool isFull;
        lock (_gate)
        {
            while (!HasRoomFor(size))
            {
                if (_isClosed || _neverWaits)
                {
                    Dropped++;
                    return;
                }

                Monitor.Wait(_gate);
            }

            if (_isClosed)
            {
                return;
            }

            _lines.Enqueue((text, isLog));
            _bytes += size;
            BytesPeak = Math.Max(BytesPeak, _bytes);
            _messageLetters = (int)Math.Min(int.MaxValue, _messageLetters + (long)text.Length + SessionLimits.LineLetters);
            isFull = _messageLetters >= SessionLimits.OutputLetters;
            if (isFull ? _isFullSignalled : _isSignalled)
            {
                return;
            }

            _isSignalled = true;
            _isFullSignalled |= isFull;
        }

        signal(isFull);
    }

    /// <summary>Takes as much as fits into one message.</summary>
    public bool TryTake(long index, out SessionProtocol.Output output)
    {
        var texts = new List<string>();
        var areLog = new List<bool>();
        var letters = 0;
        lock (_gate)
        {
            while (letters < SessionLimits.OutputLetters && _lines.TryPeek(out var line))
            {
                var room = SessionLimits.OutputLetters - letters;
                var rest = line.Text.Length - _offset;
                if (rest > room && letters > 0)
                {
                    break;
                }

                var count = Math.Min(rest, room);
                if (count < rest && char.IsHighSurrogate(line.Text[_offset + count - 1]))
                {
                    // Half a letter cannot be written in UTF-8.
                    count--;
                }

                texts.Add(_offset == 0 && count == rest ? line.Text : line.Text.Substring(_offset, count));
                areLog.Add(line.IsLog);
                letters += count + SessionLimits.LineLetters;
                if (count < rest)
                {
                    _offset += count;
                    break;
                }

                _offset = 0;
                _lines.Dequeue();
                _bytes -= LineBytes + (sizeof(char) * (long)line.Text.Length);
                Monitor.PulseAll(_gate);
            }

            _messageLetters = Math.Max(0, _messageLetters - letters);
            _isFullSignalled &= _messageLetters >= SessionLimits.OutputLetters;
            if (_lines.Count == 0)
            {
                _messageLetters = 0;
                _isSignalled = _isFullSignalled = false;
            }
        }

        output = new SessionProtocol.Output(index, [.. texts], [.. areLog], GoesOn: _offset > 0);
        return texts.Count > 0;
    }

    /// <summary>From now on nobody waits: what finds no room is dropped and counted.</summary>
    public void StopWaiting()
    {
        lock (_gate)
        {
            _neverWaits = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Nobody reads any more: forgets everything, now and later.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _lines.Clear();
            _bytes = 0;
            _offset = 0;
            Monitor.PulseAll(_gate);
        }
    }

    private bool HasRoomFor(long size) => _isClosed || _bytes == 0 || _bytes + size <= bytesMax;
}
