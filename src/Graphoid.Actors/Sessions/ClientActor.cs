using System.Threading.Channels;
using Akka.Actor;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Sessions;

/// <summary>The client's end of one session: asks for it, hands on what comes, answers that it is alive, and notices when the member
/// is not.</summary>
/// <remarks>Hands <c>Output</c> (in order, each once) and <c>ImportProgressed</c> to a channel, which ends with the session; showing them
/// may take long, and happens elsewhere. How much is in the channel is bounded by what the member may send without being
/// acknowledged.</remarks>
internal sealed class ClientActor : ReceiveActor, IWithTimers
{
    private readonly ICanTell _door;
    private readonly object _request;
    private readonly Guid _session;
    private readonly SessionTimings _timings;
    private readonly ClientCall _call;
    private readonly Action<string> _raise;
    private readonly Action<IReadOnlyList<string>, Action<string>> _listens;
    private IActorRef? _peer;
    private long _received;
    private bool _isCancelWanted;

    public ClientActor(
        ICanTell door,
        object request,
        Guid session,
        SessionTimings timings,
        ClientCall call,
        Action<IReadOnlyList<string>, Action<string>> listens)
    {
        var self = Self;
        _raise = name => self.Tell(new Raised(name));
        _listens = listens;
        _door = door;
        _request = request;
        _session = session;
        _timings = timings;
        _call = call;
        Receive<SessionProtocol.Alive>(OnAlive);
        Receive<SessionProtocol.Output>(OnOutput);
        Receive<SessionProtocol.ImportProgressed>(OnProgress);
        Receive<SessionProtocol.MoreChunks>(OnMoreChunks);
        Receive<SessionProtocol.Ended>(OnEnded);
        Receive<SessionProtocol.Refused>(refused => Fail(new GraphoidException(
            ErrorKind.Permission, $"the member did not take the {call.What}: {refused.Reason}", RuntimeErrorIds.NotLetIn)));
        Receive<Terminated>(_ => Lost("its session was gone"));
        Receive<Shown>(shown => _peer?.Tell(new SessionProtocol.OutputSeen(shown.Index)));
        Receive<Raised>(raised => _peer?.Tell(new SessionProtocol.Signalled(_session, raised.Name)));
        Receive<Local>(OnLocal);
    }

    /// <summary>What the client tells its actor.</summary>
    internal enum Local
    {
        AliveDue,
        MemberSilent,
        CancelWanted,
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to make one.</summary>
    public static Props PropsOf(
        ICanTell door,
        object request,
        Guid session,
        SessionTimings timings,
        ClientCall call,
        Action<IReadOnlyList<string>, Action<string>> listens) =>
        Props.Create(() => new ClientActor(door, request, session, timings, call, listens));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _door.Tell(_request, Self);
        Timers.StartPeriodicTimer(Local.AliveDue, Local.AliveDue, _timings.AliveInterval, _timings.AliveInterval);
        ExpectMore();
    }

    /// <inheritdoc/>
    protected override void PostStop() => _call.Shown.Writer.TryComplete();

    private void ExpectMore() => Timers.StartSingleTimer(Local.MemberSilent, Local.MemberSilent, _timings.MemberSilenceMax);

    private void Heard()
    {
        ExpectMore();
        if (_peer is not null)
        {
            return;
        }

        _peer = Context.Watch(Sender);
        if (_isCancelWanted)
        {
            _peer.Tell(new SessionProtocol.Cancel(_session));
        }
    }

    private void OnAlive(SessionProtocol.Alive alive)
    {
        Heard();
        if (alive.Listens is { } names)
        {
            _listens(names, _raise);
        }
    }

    private void OnOutput(SessionProtocol.Output output)
    {
        Heard();
        if (output.Index == _received && _call.Shown.Writer.TryWrite(output))
        {
            _received++;
        }
    }

    private void OnProgress(SessionProtocol.ImportProgressed progressed)
    {
        Heard();

        // Without room the next one says more anyway.
        _call.Shown.Writer.TryWrite(progressed);
    }

    private void OnMoreChunks(SessionProtocol.MoreChunks more)
    {
        // From the upload's own actor; it may come before the session's first word.
        ExpectMore();
        _call.Allow(Sender, more.Chunks);
    }

    private void OnEnded(SessionProtocol.Ended ended)
    {
        Heard();
        if (ended.Outputs > _received)
        {
            // Something was lost on the way and is sent again, and so is this.
            return;
        }

        Context.Unwatch(_peer);
        _peer.Tell(new SessionProtocol.EndSeen(_session));
        _call.End = new SessionEnd(ended.IsCancelled, ended.ErrorReport, ended.IsInternalError, ended.Nodes, ended.Edges, ended.ExitCode);
        Context.Stop(Self);
    }

    private void OnLocal(Local message)
    {
        switch (message)
        {
            case Local.AliveDue:
                _peer?.Tell(new SessionProtocol.Alive(_session, _received));
                break;
            case Local.MemberSilent:
                Lost($"it said nothing for {_timings.MemberSilenceMax.TotalSeconds:0.#} s");
                break;
            case Local.CancelWanted:
                _isCancelWanted = true;
                _peer?.Tell(new SessionProtocol.Cancel(_session));
                break;
        }
    }

    private void Lost(string how)
    {
        var error = new ErrorValue(
            ErrorKind.Network,
            $"the member running the {_call.What} was lost; what it had not yet reported may or may not have happened",
            RuntimeErrorIds.OutcomeUnknown)
        {
            Help = "look at the graphs before running it again",
        };
        error.Notes.Add(how);
        Fail(new GraphoidException(error));
    }

    private void Fail(GraphoidException failure)
    {
        _call.Shown.Writer.TryComplete(failure);
        Context.Stop(Self);
    }

    /// <summary>A signal has come that the program listens to.</summary>
    private sealed record Raised(string Name);

    /// <summary>The client has shown everything up to an index.</summary>
    internal sealed record Shown(long Index);
}

/// <summary>What a <see cref="ClientActor"/> and the task that waits for its session share.</summary>
/// <param name="what">The word for it in messages.</param>
internal sealed class ClientCall(string what) : IDisposable
{
    /// <summary>Output that is unacknowledged, and some progress between.</summary>
    private const int ShownMax = 2 * SessionLimits.OutputsInFlight;

    private readonly SemaphoreSlim _chunksAllowed = new(0);
    private volatile IActorRef? _uploader;

    /// <summary>The word for it in messages.</summary>
    public string What => what;

    /// <summary>What is to be shown, in order; fails or ends with the session.</summary>
    public Channel<object> Shown { get; } = Channel.CreateBounded<object>(ShownMax);

    /// <summary>How it ended; set before the channel ends.</summary>
    public SessionEnd? End { get; set; }

    /// <summary>The member takes that many parts of the file more.</summary>
    public void Allow(IActorRef uploader, int chunks)
    {
        _uploader = uploader;
        _chunksAllowed.Release(chunks);
    }

    /// <summary>Waits until one further part may be sent, and says to whom.</summary>
    public async Task<IActorRef> NextAllowedAsync(CancellationToken cancellation)
    {
        await _chunksAllowed.WaitAsync(cancellation);
        return _uploader!;
    }

    /// <inheritdoc/>
    public void Dispose() => _chunksAllowed.Dispose();
}
