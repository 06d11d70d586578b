using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Values;

/// <summary>A running instance of a graph type: handles one message at a time, in order per sender (reference, section 7.2).</summary>
/// <remarks>The mailbox is bounded: a full one makes senders wait. An actor that was added to a graph lives in its node from
/// then on, and messages to it go there. An error that its handler does not catch ends it, unless a supervisor restarts it.</remarks>
public sealed partial class ActorValue : ObjectValue, IStaysInProcess
{
    private static long _lastNumber;

    private readonly ProgramInstance _program;
    private readonly string? _elsewhere;
    private readonly Lock _lock = new();
    private NodeHandle? _node;
    private Task _held = Task.CompletedTask;

    private ActorValue(GraphObject instance, ProgramInstance program)
    {
        Number = NextNumber();
        _initial = Payload.CopyOf(instance);
        Instance = Payload.CopyOf(_initial);
        _program = program;
        Supervision = instance.Type.IsSupervisor ? new Supervision(this, program.Flows.Clock) : null;
    }

    private ActorValue(long number, string display)
    {
        Number = number;
        _elsewhere = display;
        _program = null!;
        _initial = null!;
        Instance = null!;
    }

    /// <summary>How long a request waits unless it says otherwise.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Actor;

    /// <summary>Type and number, unique in the process.</summary>
    public string Address => _elsewhere is null ? $"{_initial.Type.Name}#{Number}" : _elsewhere[7..^1];

    /// <inheritdoc/>
    public override string Display => _elsewhere ?? $"<actor:{Address}>";

    /// <inheritdoc/>
    public long Number { get; }

    /// <summary>The graph whose node the actor lives in, or null.</summary>
    internal NodeHandle? Node => _node;

    /// <summary>What it does for its children, or null when it is no supervisor.</summary>
    internal Supervision? Supervision { get; }

    /// <summary>An actor of another process; a handler can only hold messages for it.</summary>
    internal static ActorValue Elsewhere(long number, string display) => new(number, display);

    /// <summary>A number that no other value of this process has.</summary>
    internal static long NextNumber() => Interlocked.Increment(ref _lastNumber);

    internal static ActorValue Spawn(Value instance, ProgramInstance program)
    {
        if (instance.Reference is not GraphObject graph)
        {
            throw GraphoidException.Library(
                ErrorKind.Type,
                $"`spawn` expected an instance of a graph type, got {ValueText.TypeName(instance)}",
                help: "to run code beside this one, write `spawn { … }`");
        }

        if (!graph.Type.HandlesMessages && !graph.Type.IsSupervisor)
        {
            throw new GraphoidException(
                ErrorKind.Runtime,
                $"`{graph.Type.Name}` cannot be spawned: it has no `fn on_message(msg)`",
                RuntimeErrorIds.NotCallable);
        }

        return new ActorValue(graph, program);
    }

    internal void Close(GraphCaller caller)
    {
        if (caller.Activation is { } activation)
        {
            activation.Run.Hold(activation, new ActorWork(this, null));
        }
        else if (_elsewhere is not null)
        {
            throw ChannelErrors.Gone(Display);
        }
        else
        {
            Close();
        }
    }

    /// <summary>The actor's state has moved into a node; what comes for it goes there.</summary>
    internal void MoveTo(NodeHandle node) => _node = node;

    internal ValueTask SendAsync(GraphCaller caller, Value message)
    {
        if (_node is { } node && !_isShut)
        {
            return node.Graph.Data!.SendAsync(caller, message, new MessageRoute { To = node.Key });
        }

        CheckOpen();
        var isolated = Payload.Isolate(message);
        if (caller.Activation is { } activation)
        {
            activation.Run.Hold(activation, new ActorWork(this, isolated));
            return ValueTask.CompletedTask;
        }

        return PostBehindHeldAsync(new Letter(isolated, null), caller.Cancellation);
    }

    internal async ValueTask<Value> RequestAsync(GraphCaller caller, Value message, TimeSpan timeout)
    {
        if (_node is { } node && !_isShut)
        {
            var route = new MessageRoute { To = node.Key };
            return await node.Graph.Data!.RequestAsync(caller, message, route, HandlerErrorPolicy.Fail, timeout).ConfigureAwait(false);
        }

        if (caller.Activation is not null)
        {
            throw GraphErrors.NotInWave("a request to an actor");
        }

        CheckOpen();
        var reply = new TaskCompletionSource<Value>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var clock = new CancellationTokenSource(timeout, caller.Program.Flows.Clock);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(caller.Cancellation, clock.Token);
        try
        {
            await PostBehindHeldAsync(new Letter(Payload.Isolate(message), reply), time.Token).ConfigureAwait(false);
            return await reply.Task.WaitAsync(time.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !caller.Cancellation.IsCancellationRequested)
        {
            throw new GraphoidException(
                ErrorKind.Timeout,
                $"{Display} did not answer {ValueText.Display(message)} within {NumberText.Format(timeout.TotalMilliseconds)} ms",
                RuntimeErrorIds.RequestTimeout);
        }
    }

    /// <summary>Queues what a committed wave sends, in order, without waiting for room: the actor may be waiting for that wave's
    /// graph. What waits here is bounded by what the wave has sent.</summary>
    internal void PostHeld(Value message, CancellationToken cancellation)
    {
        _program.Flows.Begin();
        lock (_lock)
        {
            _held = PostNext(_held);
        }

        async Task PostNext(Task before)
        {
            await before.ConfigureAwait(false);
            try
            {
                await PostAsync(new Letter(message, null), cancellation).ConfigureAwait(false);
            }
            catch (GraphoidException failure)
            {
                _program.Host.Log(ErrorText.OneLine(failure.Error));
            }
            catch (OperationCanceledException)
            {
                // The run is over; nobody is left to handle the message.
            }
            finally
            {
                _program.Flows.End();
            }
        }
    }

    /// <summary>Queues a message behind those that committed waves still have to deliver.</summary>
    private ValueTask PostBehindHeldAsync(Letter letter, CancellationToken cancellation)
    {
        var held = _held;
        return held.IsCompleted ? PostAsync(letter, cancellation) : Wait();

        async ValueTask Wait()
        {
            await held.WaitAsync(cancellation).ConfigureAwait(false);
            await PostAsync(letter, cancellation).ConfigureAwait(false);
        }
    }

    private ValueTask PostAsync(Letter letter, CancellationToken cancellation)
    {
        if (_elsewhere is not null)
        {
            throw ChannelErrors.Gone(Display);
        }

        lock (_lock)
        {
            CheckOpen();
            Schedule();
            _program.Flows.Begin();
            var place = _mailbox.Put(letter);
            return place is null ? ValueTask.CompletedTask : WaitForRoomAsync(place, cancellation);
        }
    }

    private async ValueTask WaitForRoomAsync(LinkedListNode<LetterWait> place, CancellationToken cancellation)
    {
        try
        {
            await place.Value.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Given up or refused: what is not in the mailbox wakes nobody. What came in at the last moment is handled.
            lock (_lock)
            {
                if (!_mailbox.Leave(place) && place.Value.Task.IsCompletedSuccessfully)
                {
                    throw;
                }
            }

            _program.Flows.End();
            throw;
        }
    }

    private void CheckOpen()
    {
        if (_isClosed)
        {
            throw Closed();
        }
    }

    private GraphoidException Closed() => GraphoidException.Library(
        ErrorKind.Runtime,
        _failure is { } failure ? $"{Display} is closed: it ended with {failure.Error.Display}" : $"{Display} is closed",
        RuntimeErrorIds.GraphState);
}
