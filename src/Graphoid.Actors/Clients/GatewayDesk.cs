using System.Collections.Concurrent;

namespace Graphoid.Actors.Clients;

/// <summary>All who wait for an answer of one gateway, so that nobody is forgotten when its actor ends, and so that they stay bounded.</summary>
/// <remarks>Threads: any. A call that is on its way in the actor's mailbox when the actor ends is here, and ends too.</remarks>
internal sealed class GatewayDesk(int waitersMax)
{
    private readonly ConcurrentDictionary<CallWaiter, bool> _waiters = [];
    private int _count;
    private long _lastNumber;
    private volatile Exception? _closed;

    /// <summary>A call number. Kept here and not in the actor: one that is restarted must not take late answers for new ones.</summary>
    public long NextNumber() => Interlocked.Increment(ref _lastNumber);

    /// <summary>A new waiter; <see cref="Leave"/> must follow.</summary>
    public CallWaiter Enter(string what)
    {
        if (Interlocked.Increment(ref _count) > waitersMax)
        {
            Interlocked.Decrement(ref _count);
            throw GatewayErrors.TooMany(what, waitersMax);
        }

        var waiter = new CallWaiter();
        _waiters[waiter] = true;

        // After it is listed: whoever closes the desk in between finds it there, and who came later finds the desk closed.
        if (_closed is { } reason)
        {
            waiter.Fail(reason);
        }

        return waiter;
    }

    /// <summary>The waiter does not wait any more.</summary>
    public void Leave(CallWaiter waiter)
    {
        if (_waiters.TryRemove(waiter, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Ends all waiters; with <paramref name="isFinal"/> all later ones too.</summary>
    public void FailAll(Exception reason, bool isFinal)
    {
        if (isFinal)
        {
            _closed = reason;
        }

        foreach (var waiter in _waiters.Keys)
        {
            waiter.Fail(reason);
        }
    }
}
