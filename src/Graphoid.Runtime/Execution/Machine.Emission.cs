using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>What the handler of a message gives out while it runs (reference, sections 4.10 and 8.7).</summary>
internal sealed partial class Machine
{
    private List<Value>? _emitted;

    /// <summary>The actor whose messages this flow handles, or null; the flows of nodes have an <see cref="Activation"/>.</summary>
    public ActorValue? Actor { get; init; }

    /// <summary>Whether somebody waits for the answer to the message; otherwise what the handler emits is for nobody.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Whether `emit` makes sense here.</summary>
    public bool CanEmit => Actor is not null || Activation is { IsReader: false };

    /// <summary>Adds an item to the answer.</summary>
    public void Emit(Value item)
    {
        if (IsAsked)
        {
            (_emitted ??= []).Add(item);
        }
    }

    /// <summary>Another message: what the one before has emitted does not count.</summary>
    public void BeginMessage(bool isAsked)
    {
        IsAsked = isAsked;
        _emitted = null;
    }

    /// <summary>The answer to the message: the list of what was emitted, otherwise what the handler returned.</summary>
    public Value AnswerOf(Value returned)
    {
        if (_emitted is not { } items)
        {
            return returned;
        }

        _emitted = null;
        return Value.Of(new ListValue([.. items]));
    }
}
