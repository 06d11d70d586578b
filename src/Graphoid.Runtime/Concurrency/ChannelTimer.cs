using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Concurrency;

/// <summary>A timer that delivers into a channel: once and then closes it, or again and again until it is closed.</summary>
internal sealed class ChannelTimer : IDisposable
{
    private readonly ChannelValue _channel;
    private readonly ProgramFlows _flows;
    private readonly Value _value;
    private readonly bool _isOnce;
    private ITimer? _timer;

    private ChannelTimer(ChannelValue channel, ProgramFlows flows, Value value, bool isOnce)
    {
        _channel = channel;
        _flows = flows;
        _value = value;
        _isOnce = isOnce;
    }

    /// <summary>Starts a timer; it ends with its channel, or with the program.</summary>
    public static void Start(ChannelValue channel, ProgramFlows flows, TimeSpan due, TimeSpan period, Value value)
    {
        var timer = new ChannelTimer(channel, flows, value, period == Timeout.InfiniteTimeSpan);

        // Set before it can fire: a timer that is due at once would not find itself.
        var clock = flows.Clock.CreateTimer(static state => ((ChannelTimer)state!).Fire(), timer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer._timer = clock;
        if (flows.Keep(timer))
        {
            flows.Begin();
            channel.WhenClosed(timer.Stop);
            clock.Change(due, period);
        }
        else
        {
            timer.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Fire()
    {
        try
        {
            // A tick that is still waiting is enough: ticks never pile up.
            _channel.TrySend(_value);
        }
        catch (GraphoidException) when (_channel.IsClosed)
        {
            // Closed in this moment, which ends the timer.
            return;
        }

        if (_isOnce)
        {
            _channel.Close();
        }
    }

    private void Stop()
    {
        if (_flows.LetGo(this))
        {
            Dispose();
            _flows.End();
        }
    }
}

/// <summary>Signals that come as values of a channel.</summary>
internal sealed class SignalListener : IDisposable
{
    private readonly ChannelValue _channel;
    private readonly ProgramFlows _flows;
    private readonly Value _value;
    private IDisposable? _listening;

    private SignalListener(ChannelValue channel, ProgramFlows flows, Symbol signal)
    {
        _channel = channel;
        _flows = flows;
        _value = Value.Of(signal);
    }

    /// <summary>Starts listening; it ends with its channel, or with the program.</summary>
    public static void Start(ChannelValue channel, ProgramFlows flows, Host.IProgramSignals signals, Symbol signal)
    {
        var listener = new SignalListener(channel, flows, signal);
        listener._listening = signals.Listen(signal.Name, listener.Raised);
        if (flows.Keep(listener))
        {
            flows.Begin();
            channel.WhenClosed(listener.Stop);
        }
        else
        {
            listener.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listening?.Dispose();

    private void Raised()
    {
        if (!_channel.IsClosed)
        {
            try
            {
                _channel.TrySend(_value);
            }
            catch (GraphoidException) when (_channel.IsClosed)
            {
                // Closed in this moment; the signal is for nobody.
            }
        }
    }

    private void Stop()
    {
        if (_flows.LetGo(this))
        {
            Dispose();
            _flows.End();
        }
    }
}
