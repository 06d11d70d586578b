using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Concurrency;

/// <summary>A flow that waits for one channel or for the first of several.</summary>
/// <remarks>Whoever claims it first decides what it gets: a sender, a receiver, a close, a time limit or the end of the program.</remarks>
internal sealed class ChannelWait : TaskCompletionSource<Value>
{
    private readonly ProgramFlows _flows;
    private readonly bool _isSelect;
    private readonly bool _isTimed;
    private int _claimed;
    private int _open;

    /// <summary>A wait.</summary>
    /// <param name="channels">For <c>select</c> the number of channels; 0 for a single send or receive.</param>
    /// <param name="isTimed">Whether a clock ends the wait: then it never waits for ever.</param>
    public ChannelWait(ProgramFlows flows, int channels = 0, bool isTimed = false)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        _flows = flows;
        _isTimed = isTimed;
        _isSelect = channels > 0;
        _open = channels;
    }

    /// <summary>Whether it has got its answer.</summary>
    public bool IsClaimed => Volatile.Read(ref _claimed) != 0;

    /// <summary>Makes the caller the one that answers; false when there is an answer.</summary>
    public bool TryClaim() => Interlocked.CompareExchange(ref _claimed, 1, 0) == 0;

    /// <summary>One of the channels has closed or is closed already.</summary>
    /// <returns>Whether it was the last one.</returns>
    public bool LosesOne() => Interlocked.Decrement(ref _open) == 0;

    /// <summary>Whether a receiver of one channel is told that it closed.</summary>
    public bool IsSelect => _isSelect;

    /// <summary>Answers with a value from a channel; the wait is claimed.</summary>
    public void Deliver(ChannelValue channel, Value value) => Complete(_isSelect ? Pair(Value.Of(channel), value) : value);

    /// <summary>Answers; the wait is claimed.</summary>
    public void Complete(Value value)
    {
        Wake();
        SetResult(value);
    }

    /// <summary>Answers with an error; the wait is claimed.</summary>
    public void Fail(GraphoidException failure)
    {
        Wake();
        SetException(failure);
    }

    /// <summary>Waits for the answer.</summary>
    /// <param name="isMain">Whether the main flow waits.</param>
    public async ValueTask<Value> AnswerAsync(bool isMain, CancellationToken cancellation)
    {
        using var cancelled = cancellation.UnsafeRegister(static (state, token) => ((ChannelWait)state!).Cancel(token), this);
        isMain &= !_isTimed;
        if (isMain)
        {
            _flows.MainWaits(this);
        }

        if (!_isTimed)
        {
            _flows.End();
        }

        try
        {
            return await Task.ConfigureAwait(false);
        }
        finally
        {
            if (isMain)
            {
                _flows.MainWaits(null);
            }
        }
    }

    /// <summary><c>[first, second]</c>.</summary>
    public static Value Pair(Value first, Value second) => Value.Of(new ListValue([first, second]));

    private void Cancel(CancellationToken token)
    {
        if (TryClaim())
        {
            Wake();
            SetCanceled(token);
        }
    }

    /// <summary>Whoever wakes a flow is alive itself, so the count does not pass zero in between.</summary>
    private void Wake()
    {
        if (!_isTimed)
        {
            _flows.Begin();
        }
    }
}
