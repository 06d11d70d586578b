using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Values;

/// <summary>The life of an actor: messages one after the other, its end, its restart.</summary>
public sealed partial class ActorValue
{
    private readonly ActorMailbox _mailbox = new();
    private readonly GraphObject _initial;
    private Machine? _machine;
    private Task _loop = Task.CompletedTask;
    private GraphoidException? _failure;
    private bool _isRunning;
    private bool _isEnded;
    private bool _isMoving;
    private bool _isShut;
    private bool _startsAnew;
    private volatile bool _isClosed;

    /// <summary>Whether it takes no more messages.</summary>
    public bool IsClosed => _isShut || (_isClosed && !_isMoving);

    internal GraphObject Instance { get; private set; }

    /// <summary>Who restarts it, or null.</summary>
    internal Supervision? Supervisor { get; set; }

    /// <summary>Takes no more messages; those already queued are still handled, then it stops. Closing again does nothing.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                // In a node it goes on living for the graph.
                _isShut |= _isMoving;
                return;
            }

            Schedule();
            _isClosed = true;
            _mailbox.Refuse(Closed());
        }
    }

    /// <summary>Handles what is queued and then no more: the state is about to move into a node.</summary>
    internal async ValueTask DrainAsync(CancellationToken cancellation)
    {
        Task loop;
        lock (_lock)
        {
            _isMoving = true;
            _isClosed = true;
            _mailbox.Refuse(Closed());
            loop = _loop;
        }

        Supervisor?.Forget(this);
        await loop.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Back to the values given at <c>spawn</c>, with the messages that are queued: at once, or after the message that is
    /// being handled.</summary>
    internal void Restart()
    {
        lock (_lock)
        {
            _isClosed = false;
            _isEnded = false;
            _failure = null;
            _startsAnew = true;
            Schedule();
        }

        Supervision?.RestartChildren();
    }

    /// <summary>Ends it: what is queued is not handled any more, and requesters get the error.</summary>
    internal void End(GraphoidException failure)
    {
        List<Letter> left = [];
        lock (_lock)
        {
            _failure = failure;
            _isClosed = true;
            _isEnded = true;
            _mailbox.Refuse(Closed());
            while (_mailbox.TryTake(out var letter))
            {
                left.Add(letter);
            }
        }

        foreach (var letter in left)
        {
            letter.Reply?.TrySetException(new GraphoidException(failure.Error.WithOwnNotes()));
            _program.Flows.End();
        }

        Supervision?.EndChildren(failure);
    }

    /// <summary>Ends a supervisor that gives up, as if its own handler had failed.</summary>
    internal void Fail(GraphoidException failure)
    {
        Log(failure);
        if (Supervisor?.TakesOver(this, failure) != true)
        {
            End(failure);
        }
    }

    /// <summary>Sees to it that somebody handles the messages. The lock is held, so that changes behind this are seen, too.</summary>
    private void Schedule()
    {
        if (!_isRunning && !_isEnded)
        {
            _loop = _program.Flows.Start(HandleAsync, isAlive: false);
            _isRunning = true;
        }
    }

    private async Task HandleAsync()
    {
        while (true)
        {
            Letter letter;
            lock (_lock)
            {
                if (_startsAnew)
                {
                    _startsAnew = false;
                    Instance = Payload.CopyOf(_initial);
                }

                if (!_mailbox.TryTake(out letter))
                {
                    _isRunning = false;
                    if (!_isClosed || _isEnded || _isMoving)
                    {
                        return;
                    }

                    _isEnded = true;
                    break;
                }
            }

            await HandleAsync(letter).ConfigureAwait(false);
        }

        // Closed, and everything is handled.
        if (Supervisor?.TakesOver(this, null) != true)
        {
            Supervision?.CloseChildren();
        }
    }

    private async Task HandleAsync(Letter letter)
    {
        try
        {
            var result = Value.None;
            if (Instance.Type.FindMethod("on_message") is { } handler)
            {
                _machine ??= Machine.ForActor(_program, this);
                _machine.BeginMessage(isAsked: letter.Reply is not null);
                result = await _machine.RunAsync(handler, Instance, [letter.Message]).ConfigureAwait(false);
                result = _machine.AnswerOf(result);
            }

            letter.Reply?.TrySetResult(Payload.Isolate(result));
        }
        catch (GraphoidException failure)
        {
            // What becomes of the actor is certain before its requester learns of the error.
            Failed(failure, isAnswered: letter.Reply is not null);
            letter.Reply?.TrySetException(failure);
        }
        catch (OperationCanceledException canceled)
        {
            End(new GraphoidException(ErrorKind.Cancelled, "the program has ended", RuntimeErrorIds.Cancelled));
            letter.Reply?.TrySetCanceled(canceled.CancellationToken);
            throw;
        }
        catch (Exception defect)
        {
            // A mistake in our code: whoever waits or sends must learn of it instead of waiting for ever.
            End(new GraphoidException(ErrorKind.Runtime, $"{Display} ended by an internal error: {defect.Message}"));
            letter.Reply?.TrySetException(defect);
            throw;
        }
        finally
        {
            _program.Flows.End();
        }
    }

    private void Failed(GraphoidException failure, bool isAnswered)
    {
        if (!isAnswered || Supervisor is null)
        {
            Log(failure);
        }

        if (Supervisor?.TakesOver(this, failure) != true)
        {
            End(failure);
        }
    }

    private void Log(GraphoidException failure)
    {
        var error = failure.Error.WithOwnNotes();
        error.Notes.Add($"in {Display}");
        _program.Host.Log(ErrorText.OneLine(error));
    }
}
