using System.Threading.Channels;
using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Values;

/// <summary>A running instance of a graph type: handles one message at a time, in order per sender (reference, section 7.2).</summary>
/// <remarks>The mailbox is bounded: a full one makes senders wait. An actor that was added to a graph lives in its node from
/// then on, and messages to it go there.</remarks>
public sealed class ActorValue : ObjectValue, IStaysInProcess
{
    /// <summary>Messages waiting at most; the sender of one more waits.</summary>
    private const int MailboxMessages = 256;

    private static long _lastNumber;

    private readonly Channel<(Value Message, TaskCompletionSource<Value>? Reply)> _mailbox;
    private readonly ProgramInstance _program;
    private readonly string? _elsewhere;
    private readonly Lock _lock = new();
    private NodeHandle? _node;
    private Task? _loop;
    private Task _held = Task.CompletedTask;

    private ActorValue(GraphObject instance, ProgramInstance program)
    {
        Number = NextNumber();
        Instance = instance;
        _program = program;
        _mailbox = Channel.CreateBounded<(Value, TaskCompletionSource<Value>?)>(
            new BoundedChannelOptions(MailboxMessages) { SingleReader = true });
    }

    private ActorValue(long number, string display)
    {
        Number = number;
        _elsewhere = display;
        _mailbox = null!;
        _program = null!;
        Instance = null!;
    }

    /// <summary>How long a request waits unless it says otherwise.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Actor;

    /// <summary>Type and number, unique in the process.</summary>
    public string Address => _elsewhere is null ? $"{Instance.Type.Name}#{Number}" : _elsewhere[7..^1];

    /// <inheritdoc/>
    public override string Display => _elsewhere ?? $"<actor:{Address}>";

    /// <summary>Unique in the process that runs it.</summary>
    public long Number { get; }

    /// <summary>Whether it takes no more messages.</summary>
    public bool IsClosed { get; private set; }

    internal GraphObject Instance { get; }

    /// <summary>The graph whose node the actor lives in, or null.</summary>
    internal NodeHandle? Node => _node;

    /// <summary>An actor of another process; a handler can only hold messages for it.</summary>
    internal static ActorValue Elsewhere(long number, string display) => new(number, display);

    /// <summary>A number that no other value of this process has.</summary>
    internal static long NextNumber() => Interlocked.Increment(ref _lastNumber);

    internal static ActorValue Spawn(Value instance, ProgramInstance program)
    {
        if (instance.Reference is not GraphObject graph)
        {
            throw GraphoidException.WrongType("`spawn`", "an instance of a graph type", instance);
        }

        if (!graph.Type.HandlesMessages)
        {
            throw new GraphoidException(
                ErrorKind.Runtime,
                $"`{graph.Type.Name}` cannot be spawned: it has no `fn on_message(msg)`",
                RuntimeErrorIds.NotCallable);
        }

        return new ActorValue(Payload.CopyOf(graph), program);
    }

    internal void Close(GraphCaller caller)
    {
        if (caller.Activation is { } activation)
        {
            activation.Run.Hold(activation, new ActorWork(this, null));
        }
        else
        {
            Close();
        }
    }

    /// <summary>Handles what is queued and then no more: the state is about to move into a node.</summary>
    internal async ValueTask DrainAsync(CancellationToken cancellation)
    {
        _mailbox.Writer.TryComplete();
        if (_loop is { } loop)
        {
            await loop.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The actor's state has moved into a node; what comes for it goes there.</summary>
    internal void MoveTo(NodeHandle node) => _node = node;

    internal ValueTask SendAsync(GraphCaller caller, Value message)
    {
        if (_node is { } node)
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

        return PostBehindHeldAsync(isolated, null, caller.Cancellation);
    }

    /// <summary>Queues a message behind those that committed waves still have to deliver.</summary>
    private async ValueTask PostBehindHeldAsync(Value message, TaskCompletionSource<Value>? reply, CancellationToken cancellation)
    {
        await _held.WaitAsync(cancellation).ConfigureAwait(false);
        await PostAsync(message, reply, cancellation).ConfigureAwait(false);
    }

    /// <summary>Queues what a committed wave sends, in order, without waiting for room: the actor may be waiting for that wave's
    /// graph. What waits here is bounded by what the wave has sent.</summary>
    internal void PostHeld(Value message, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _held = PostNext(_held);
        }

        async Task PostNext(Task before)
        {
            await before.ConfigureAwait(false);
            try
            {
                await PostAsync(message, null, cancellation).ConfigureAwait(false);
            }
            catch (GraphoidException failure)
            {
                _program.Host.Log(ErrorText.OneLine(failure.Error));
            }
            catch (OperationCanceledException)
            {
                // The run is over; nobody is left to handle the message.
            }
        }
    }

    private async ValueTask PostAsync(Value message, TaskCompletionSource<Value>? reply, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _loop ??= Task.Run(HandleAsync, CancellationToken.None);
        }

        try
        {
            await _mailbox.Writer.WriteAsync((message, reply), cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw Closed();
        }
    }

    internal void Close()
    {
        IsClosed = true;
        _mailbox.Writer.TryComplete();
    }

    internal async ValueTask<Value> RequestAsync(GraphCaller caller, Value message, TimeSpan timeout)
    {
        if (_node is { } node)
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
        using var time = CancellationTokenSource.CreateLinkedTokenSource(caller.Cancellation);
        time.CancelAfter(timeout);
        try
        {
            await PostBehindHeldAsync(Payload.Isolate(message), reply, time.Token).ConfigureAwait(false);
            return await reply.Task.WaitAsync(time.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!caller.Cancellation.IsCancellationRequested)
        {
            throw new GraphoidException(
                ErrorKind.Timeout,
                $"{Display} did not answer {ValueText.Display(message)} within {NumberText.Format(timeout.TotalMilliseconds)} ms",
                RuntimeErrorIds.RequestTimeout);
        }
    }

    private void CheckOpen()
    {
        if (IsClosed)
        {
            throw Closed();
        }
    }

    private GraphoidException Closed() => new(ErrorKind.Runtime, $"{Display} is closed", RuntimeErrorIds.GraphState);

    private async Task HandleAsync()
    {
        var handler = Instance.Type.FindMethod("on_message")!;
        var machine = new Machine(_program);
        await foreach (var (message, reply) in _mailbox.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                var result = await machine.RunAsync(handler, Instance, [message]).ConfigureAwait(false);
                reply?.TrySetResult(Payload.Isolate(result));
            }
            catch (GraphoidException failure) when (reply is not null)
            {
                reply.TrySetException(failure);
            }
            catch (GraphoidException failure)
            {
                failure.Error.Notes.Add($"in {Display}");
                _program.Host.Log(ErrorText.OneLine(failure.Error));
            }
            catch (OperationCanceledException)
            {
                Close();
                reply?.TrySetCanceled(CancellationToken.None);
                return;
            }
            catch (Exception defect)
            {
                // A mistake in our code: whoever waits or sends must learn of it instead of waiting for ever.
                Close();
                reply?.TrySetException(defect);
                _program.Host.Log($"Error: {Display} ended by an internal error: {defect}");
                return;
            }
        }
    }
}
