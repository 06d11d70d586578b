using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Concurrency;

/// <summary>A channel between flows of one program: a bounded queue, first in, first out (reference, section 7.3).</summary>
/// <remarks>
/// <para>Any thread may use it. Those who wait hold no thread and are served in the order in which they came; senders wait only
/// while it is full, receivers only while it is empty.</para>
/// <para>What flows through has been made independent of the sender before. Cost: O(1) per call; an idle channel holds nothing
/// but itself.</para>
/// </remarks>
public sealed class ChannelValue : ObjectValue, IStaysInProcess
{
    /// <summary>More room than this in one channel is a mistake.</summary>
    public const int CapacityMax = 1 << 24;

    private readonly Lock _lock = new();
    private readonly int _capacity;
    private readonly string? _elsewhere;
    private long _number;
    private Queue<Value>? _values;
    private LinkedList<ChannelWait>? _receivers;
    private LinkedList<Sender>? _senders;
    private Action? _onClosed;
    private bool _isClosed;

    /// <summary>An open, empty channel.</summary>
    /// <param name="capacity">Values it holds before senders wait; at least 1.</param>
    public ChannelValue(int capacity = 1) => _capacity = capacity;

    private ChannelValue(long number, string display)
        : this()
    {
        _number = number;
        _elsewhere = display;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Channel;

    /// <inheritdoc/>
    public override string Display => _elsewhere ?? "<channel>";

    /// <inheritdoc/>
    public long Number
    {
        get
        {
            if (Volatile.Read(ref _number) == 0)
            {
                Interlocked.CompareExchange(ref _number, ActorValue.NextNumber(), 0);
            }

            return Volatile.Read(ref _number);
        }
    }

    /// <summary>Whether it takes no more values; some may still be waiting to be received.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _isClosed;
            }
        }
    }

    /// <summary>A channel of another process; a handler can only hold values for it.</summary>
    internal static ChannelValue Elsewhere(long number, string display) => new(number, display);

    /// <summary>Has this called once when the channel closes, at once if it is closed.</summary>
    internal void WhenClosed(Action action)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _onClosed += action;
                return;
            }
        }

        action();
    }

    /// <summary>Puts a value in; false when there is no room.</summary>
    /// <exception cref="GraphoidException">The channel is closed.</exception>
    internal bool TrySend(Value value)
    {
        CheckHere();
        lock (_lock)
        {
            if (_isClosed)
            {
                throw ChannelErrors.Closed();
            }

            while (TakeFirst(_receivers) is { } receiver)
            {
                if (receiver.TryClaim())
                {
                    receiver.Deliver(this, value);
                    return true;
                }
            }

            if (_values?.Count >= _capacity)
            {
                return false;
            }

            (_values ??= new Queue<Value>(Math.Min(_capacity, 4))).Enqueue(value);
            return true;
        }
    }

    /// <summary>Puts a value in for somebody who waits for room; null when there was room.</summary>
    /// <exception cref="GraphoidException">The channel is closed.</exception>
    internal ChannelWait? Send(Value value, ProgramFlows flows)
    {
        lock (_lock)
        {
            if (TrySend(value))
            {
                return null;
            }

            var wait = new ChannelWait(flows);
            (_senders ??= []).AddLast(new Sender(wait, value));
            return wait;
        }
    }

    /// <summary>Puts a value in for nobody who would wait: it comes behind those that wait for room. What collects here is
    /// bounded by what one wave has sent.</summary>
    internal void SendHeld(Value value)
    {
        lock (_lock)
        {
            if (!TrySend(value))
            {
                (_senders ??= []).AddLast(new Sender(null, value));
            }
        }
    }

    /// <summary>Takes the oldest value; <see cref="Value.Undefined"/> when there is none.</summary>
    internal Value TryReceive()
    {
        CheckHere();
        lock (_lock)
        {
            return Take();
        }
    }

    /// <summary>Takes the oldest value, or waits in line for one.</summary>
    /// <returns>Null when the answer is there: a value, or <see cref="Value.Undefined"/> for closed and drained.</returns>
    internal ChannelWait? Receive(ProgramFlows flows, out Value value)
    {
        CheckHere();
        lock (_lock)
        {
            value = Take();
            if (!value.IsUndefined || _isClosed)
            {
                return null;
            }

            var wait = new ChannelWait(flows);
            (_receivers ??= []).AddLast(wait);
            return wait;
        }
    }

    /// <summary>Lets a <c>select</c> take a value or wait in line here as well.</summary>
    /// <returns>The place in the line, or null when there is nothing to wait for here.</returns>
    internal LinkedListNode<ChannelWait>? Join(ChannelWait wait)
    {
        lock (_lock)
        {
            if (_values is { Count: > 0 })
            {
                if (wait.TryClaim())
                {
                    wait.Deliver(this, Take());
                }

                return null;
            }

            if (!_isClosed)
            {
                return (_receivers ??= []).AddLast(wait);
            }
        }

        if (wait.LosesOne() && wait.TryClaim())
        {
            wait.Fail(ChannelErrors.AllClosed());
        }

        return null;
    }

    /// <summary>Takes a wait that is over out of the line, if it is still in it.</summary>
    internal void Leave(LinkedListNode<ChannelWait> place)
    {
        lock (_lock)
        {
            if (place.List is not null)
            {
                _receivers!.Remove(place);
            }
        }
    }

    /// <summary>Takes no more values: receivers that wait get none, senders that wait an error. Closing again does nothing.</summary>
    internal void Close()
    {
        Action? onClosed;
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            onClosed = _onClosed;
            _onClosed = null;
            while (TakeFirst(_receivers) is { } receiver)
            {
                Tell(receiver);
            }

            for (var sender = _senders?.First; sender is not null; sender = sender.Next)
            {
                // What a wave has sent is delivered: it was sent before the close.
                if (sender.Value.Wait is { } wait)
                {
                    if (wait.TryClaim())
                    {
                        wait.Fail(ChannelErrors.Closed());
                    }
                }
            }
        }

        onClosed?.Invoke();
    }

    private void CheckHere()
    {
        if (_elsewhere is not null)
        {
            throw ChannelErrors.Gone(Display);
        }
    }

    private static void Tell(ChannelWait receiver)
    {
        if (!receiver.IsSelect)
        {
            if (receiver.TryClaim())
            {
                receiver.Complete(Value.Undefined);
            }
        }
        else if (receiver.LosesOne() && receiver.TryClaim())
        {
            receiver.Fail(ChannelErrors.AllClosed());
        }
    }

    /// <summary>The oldest value; the first sender that waits puts its value into the room.</summary>
    private Value Take()
    {
        if (_values is null || !_values.TryDequeue(out var value))
        {
            return Value.Undefined;
        }

        while (_senders?.First is { } sender)
        {
            _senders.RemoveFirst();
            var (wait, waiting) = sender.Value;
            if (wait is null)
            {
                _values.Enqueue(waiting);
                break;
            }

            if (wait.TryClaim())
            {
                _values.Enqueue(waiting);
                wait.Complete(Value.None);
                break;
            }
        }

        return value;
    }

    private static ChannelWait? TakeFirst(LinkedList<ChannelWait>? line)
    {
        if (line?.First is not { } first)
        {
            return null;
        }

        line.RemoveFirst();
        return first.Value;
    }

    /// <summary>A value that waits for room.</summary>
    /// <param name="Wait">Who waits with it, or null.</param>
    private readonly record struct Sender(ChannelWait? Wait, Value Value);
}
