using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Concurrency;

/// <summary>A message on its way to an actor.</summary>
/// <param name="Message">The message, independent of its sender.</param>
/// <param name="Reply">Who waits for the answer, or null.</param>
internal readonly record struct Letter(Value Message, TaskCompletionSource<Value>? Reply);

/// <summary>The messages of one actor: a bounded queue behind which senders wait in the order in which they came.</summary>
/// <remarks>Not safe for threads: its actor's lock guards it.</remarks>
internal sealed class ActorMailbox
{
    /// <summary>Messages waiting at most; the sender of one more waits.</summary>
    private const int MessagesMax = 256;

    private readonly Queue<Letter> _letters = new();
    private LinkedList<LetterWait>? _senders;

    /// <summary>Takes a message in; otherwise the place of its sender in the line.</summary>
    public LinkedListNode<LetterWait>? Put(Letter letter)
    {
        if (_letters.Count < MessagesMax)
        {
            _letters.Enqueue(letter);
            return null;
        }

        return (_senders ??= []).AddLast(new LetterWait(letter));
    }

    /// <summary>Takes the oldest message out and lets the first sender that waits put its message in.</summary>
    public bool TryTake(out Letter letter)
    {
        if (!_letters.TryDequeue(out letter))
        {
            return false;
        }

        if (_senders?.First is { } sender)
        {
            _senders.RemoveFirst();
            _letters.Enqueue(sender.Value.Letter);
            sender.Value.TrySetResult();
        }

        return true;
    }

    /// <summary>Takes a sender out of the line; false when its message is in already.</summary>
    public bool Leave(LinkedListNode<LetterWait> place)
    {
        if (place.List is null)
        {
            return false;
        }

        _senders!.Remove(place);
        return true;
    }

    /// <summary>Sends the senders away that wait for room.</summary>
    public void Refuse(GraphoidException failure)
    {
        foreach (var sender in _senders ?? [])
        {
            sender.TrySetException(failure);
        }

        _senders?.Clear();
    }
}

/// <summary>A sender that waits for room.</summary>
internal sealed class LetterWait(Letter letter) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>What it sends.</summary>
    public Letter Letter => letter;
}
