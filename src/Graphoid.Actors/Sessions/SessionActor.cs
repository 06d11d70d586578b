using Akka.Actor;
using Akka.Event;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Sessions;

/// <summary>One running program or import of one client: carries its output to the client and the client's wishes to it.</summary>
/// <remarks>
/// The program runs on a thread of its own and then wherever its answers arrive, never on this actor. Its output goes through an
/// <see cref="OutputBuffer"/>; at most <see cref="SessionLimits.OutputsInFlight"/> messages are unacknowledged. What a broken
/// connection swallowed is sent again, when the client says twice in a row that it has not come; <c>Ended</c> is repeated until the
/// client has seen it. A client that is gone, or silent for too long, ends its program.
/// </remarks>
internal sealed class SessionActor : ReceiveActor, IWithTimers
{
    private readonly IActorRef _client;
    private readonly Guid _session;
    private readonly DoorSettings _settings;

    /// <summary>The name of the file that the client streams, or null when it streams none.</summary>
    private readonly string? _streamed;
    private readonly long _streamedBytesMax;
    private readonly Func<SessionProgress, Task<string>, Task<SessionProtocol.Ended>> _work;
    private readonly TaskCompletionSource<string> _upload = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly OutputBuffer _output;
    private readonly SessionSignals _signals;
    private readonly Queue<SessionProtocol.Output> _unacknowledged = [];
    private long _nextIndex;
    private long _missingSince = -1;
    private bool _isDue;
    private bool _isClientGone;
    private bool _wasClientSilent;
    private bool _isDropNoted;
    private IActorRef? _uploader;
    private SessionProtocol.Ended? _end;
    private bool _isEndSent;

    private SessionActor(
        IActorRef client, SessionProtocol.RunProgram? run, SessionProtocol.ImportFile? import, DoorSettings settings)
    {
        _client = client;
        _session = run?.Session ?? import!.Session;
        _settings = settings;
        _streamed = import?.FileName ?? (run!.IsStreamed ? run.Path : null);
        _streamedBytesMax = import is null ? SessionLimits.ProgramBytesMax : long.MaxValue;
        var self = Self;
        _output = new OutputBuffer(settings.OutputBytesMax, isFull => self.Tell(isFull ? Local.MessageReady : Local.OutputWaits));
        _signals = new SessionSignals(() => self.Tell(Local.ListenersChanged));
        _work = run is not null
            ? (progress, file) => SessionWork.RunAsync(run, file, settings, progress, _output, _signals, _cancellation.Token)
            : (progress, file) => SessionWork.ImportAsync(import!, file, settings, progress, _output, _cancellation.Token);

        Receive<Local>(OnLocal);
        Receive<SessionProtocol.OutputSeen>(seen => Acknowledged(seen.Index));
        Receive<SessionProtocol.Alive>(OnAlive);
        Receive<SessionProtocol.Cancel>(_ => Cancel());
        Receive<SessionProtocol.Signalled>(signalled => _signals.Raise(signalled.Name));
        Receive<SessionProtocol.ImportProgressed>(progressed => _client.Tell(progressed));
        Receive<SessionProtocol.EndSeen>(_ => Context.Stop(Self));
        Receive<Worked>(worked => OnWorked(worked.End));
        Receive<CallbackFailed>(failed => Context.GetLogger().Error(failed.Cause, "Something failed on being told of a cancellation"));
        Receive<Terminated>(OnTerminated);
    }

    private enum Local
    {
        OutputWaits,
        OutputDue,
        MessageReady,
        AliveDue,
        ListenersChanged,
        ClientSilent,
        Told,
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The actor of a program.</summary>
    public static Props ForProgram(IActorRef client, SessionProtocol.RunProgram run, DoorSettings settings) =>
        Props.CreateBy(new Producer(() => new SessionActor(client, run, null, settings)));

    /// <summary>The actor of an import.</summary>
    public static Props ForImport(IActorRef client, SessionProtocol.ImportFile import, DoorSettings settings) =>
        Props.CreateBy(new Producer(() => new SessionActor(client, null, import, settings)));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.Watch(_client);
        Timers.StartPeriodicTimer(Local.AliveDue, Local.AliveDue, TimeSpan.Zero, _settings.Timings.AliveInterval);
        Timers.StartSingleTimer(Local.ClientSilent, Local.ClientSilent, _settings.Timings.ClientSilenceMax);
        if (_streamed is not null)
        {
            var folder = Path.Combine(_settings.UploadDirectory!, _session.ToString("N"));
            _uploader = Context.Watch(Context.ActorOf(
                UploadActor.PropsOf(_client, folder, _streamed, _streamedBytesMax, _upload), "upload"));
        }

        var self = Self;
        var progress = new SessionProgress(progressed => self.Tell(progressed));
        Task.Factory
            .StartNew(
                () => _work(progress, _upload.Task),
                CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default)
            .Unwrap()
            .PipeTo(Self, success: end => new Worked(end));
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _output.Close();
        EndWork();
    }

    private void OnLocal(Local message)
    {
        switch (message)
        {
            case Local.OutputWaits when !Timers.IsTimerActive(Local.OutputDue):
                Timers.StartSingleTimer(Local.OutputDue, Local.OutputDue, _settings.Timings.OutputDelay);
                break;
            case Local.OutputDue or Local.MessageReady:
                _isDue = true;
                SendOutput();
                break;
            case Local.ListenersChanged:
                TellAlive();
                break;
            case Local.AliveDue:
                TellAlive();
                if (_isEndSent)
                {
                    _client.Tell(_end!);
                }

                break;
            case Local.ClientSilent:
                _wasClientSilent = true;
                ClientGone();
                break;
        }
    }

    private void TellAlive() => _client.Tell(new SessionProtocol.Alive(_session, 0, _signals.Names));

    private void OnAlive(SessionProtocol.Alive alive)
    {
        Timers.StartSingleTimer(Local.ClientSilent, Local.ClientSilent, _settings.Timings.ClientSilenceMax);
        if (alive.Received < _nextIndex && alive.Received == _missingSince)
        {
            foreach (var lost in _unacknowledged.Where(output => output.Index >= alive.Received))
            {
                _client.Tell(lost);
            }
        }

        // What is only on its way arrives between two words of the client.
        _missingSince = alive.Received < _nextIndex ? alive.Received : -1;
    }

    private void Acknowledged(long index)
    {
        while (_unacknowledged.TryPeek(out var first) && first.Index <= index)
        {
            _unacknowledged.Dequeue();
        }

        SendOutput();
    }

    private void SendOutput()
    {
        while (_isDue && _unacknowledged.Count < SessionLimits.OutputsInFlight)
        {
            if (_output.TryTake(_nextIndex, out var output))
            {
                Send(output);
            }
            else
            {
                _isDue = false;
            }
        }

        if (_end is null || _isEndSent || _uploader is not null || !_output.IsEmpty)
        {
            return;
        }

        if (_output.Dropped > 0 && !_isDropNoted && !_isClientGone)
        {
            _isDropNoted = true;
            Send(new SessionProtocol.Output(
                _nextIndex, [$"Warning: {_output.Dropped} lines of output were left out after the cancellation"], [true], false));
        }

        _isEndSent = true;
        _end = _end with { Outputs = _isClientGone ? 0 : _nextIndex };
        _client.Tell(_end);
        if (_isClientGone)
        {
            Context.Stop(Self);
        }
    }

    private void Send(SessionProtocol.Output output)
    {
        _nextIndex++;
        _unacknowledged.Enqueue(output);
        _client.Tell(output);
    }

    private void OnWorked(SessionProtocol.Ended end)
    {
        _end = _wasClientSilent && end.IsCancelled ? end with { ErrorReport = SilenceReport() } : end;
        if (_end.IsInternalError)
        {
            Context.GetLogger().Error("The program of session {0} met a mistake in graphoid: {1}", _session, _end.ErrorReport);
        }

        if (_uploader is not null)
        {
            // Its file is gone before the client hears of the end.
            Context.Stop(_uploader);
        }

        _isDue = true;
        SendOutput();
    }

    private void OnTerminated(Terminated terminated)
    {
        if (terminated.ActorRef.Equals(_client))
        {
            ClientGone();
        }
        else
        {
            _uploader = null;
            SendOutput();
        }
    }

    private void ClientGone()
    {
        _isClientGone = true;
        _unacknowledged.Clear();
        _output.Close();
        EndWork();
        if (_isEndSent)
        {
            Context.Stop(Self);
        }
    }

    private void Cancel()
    {
        // The client may have stopped reading, and then a program that waits for room would never hear of it.
        _output.StopWaiting();
        EndWork();
    }

    /// <summary>Not inline: whatever hears of the cancellation would run on this actor.</summary>
    private void EndWork() => _cancellation.CancelAsync()
        .PipeTo(Self, success: () => Local.Told, failure: cause => new CallbackFailed(cause));

    private string SilenceReport() => Runtime.Host.ErrorReport.Of(new ErrorValue(
        ErrorKind.Timeout,
        $"the member cancelled the program: it had not heard of this client for {_settings.Timings.ClientSilenceMax.TotalSeconds:0.#} s",
        RuntimeErrorIds.OutcomeUnknown));

    private sealed record Worked(SessionProtocol.Ended End);

    private sealed record CallbackFailed(Exception Cause) : IDeadLetterSuppression;

    private sealed class Producer(Func<SessionActor> create) : IIndirectActorProducer
    {
        public Type ActorType => typeof(SessionActor);

        public ActorBase Produce() => create();

        public void Release(ActorBase actor)
        {
            // Actors hold nothing that has to be given back.
        }
    }
}
