using System.Threading.Channels;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Values;

/// <summary>A running instance of a graph type: handles one message at a time, in order per sender (reference, section 7.2).</summary>
/// <remarks>The mailbox is bounded: a full one makes senders wait. An actor that was added to a graph lives in its node from
/// then on, and messages to it go there.</remarks>
public sealed class ActorValue : ObjectValue
{
    /// <summary>Messages waiting at most; the sender of one more waits.</summary>
    private const int MailboxMessages = 256;

    private static long _lastNumber;

    private readonly Channel<(Value Message, TaskCompletionSource<Value>? Reply)> _mailbox;
    private readonly ProgramInstance _program;
    private readonly long _number = Interlocked.Increment(ref _lastNumber);
    private NodeHandle? _node;

    private ActorValue(GraphObject instance, ProgramInstance program)
    {
        Instance = instance;
        _program = program;
        _mailbox = Channel.CreateBounded<(Value, TaskCompletionSource<Value>?)>(
            new BoundedChannelOptions(MailboxMessages) { SingleReader = true });
    }

    /// <summary>How long a request waits unless it says otherwise.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Actor;

    /// <summary>Type and number, unique in the process.</summary>
    public string Address => $"{Instance.Type.Name}#{_number}";

    /// <inheritdoc/>
    public override string Display => $"<actor:{Address}>";

    /// <summary>Whether it takes no more messages.</summary>
    public bool IsClosed { get; private set; }

    internal GraphObject Instance { get; }

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

        var actor = new ActorValue(graph.NewInstance(), program);
        _ = Task.Run(actor.HandleAsync);
        return actor;
    }

    internal void Close()
    {
        IsClosed = true;
        _mailbox.Writer.TryComplete();
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
            activation.Run.Hold(
                activation, EffectKind.Action, string.Empty, () => _mailbox.Writer.WriteAsync((isolated, null), caller.Cancellation));
            return ValueTask.CompletedTask;
        }

        return _mailbox.Writer.WriteAsync((isolated, null), caller.Cancellation);
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
        await _mailbox.Writer.WriteAsync((Payload.Isolate(message), reply), caller.Cancellation).ConfigureAwait(false);
        try
        {
            return await reply.Task.WaitAsync(timeout, caller.Cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
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
            throw new GraphoidException(ErrorKind.Runtime, $"{Display} is closed", RuntimeErrorIds.GraphState);
        }
    }

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
            catch (Exception defect) when (reply is not null)
            {
                // A mistake in our code: the requester must learn of it instead of waiting for ever.
                Close();
                reply.TrySetException(defect);
                return;
            }
        }
    }
}
