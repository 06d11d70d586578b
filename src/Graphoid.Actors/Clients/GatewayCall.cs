using Akka.Actor;
using Graphoid.Distribution.Clients;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Clients;


/// <summary>Takes the number of an attempt, and the time in which an operation may begin.</summary>
internal delegate IGraphoidMessage ComposeCall(long number, TimeSpan left);

/// <summary>A call on its way from the driver's code to the gateway's actor.</summary>
/// <param name="Key">What its answer is told by; for numbered calls null, the actor has the numbers.</param>
/// <param name="Answer">The type of the answer.</param>
/// <param name="Entity">The entity of the region; null for the registry.</param>
/// <param name="What">What is awaited from whom, in the words of an error message.</param>
/// <param name="TakesBack">The message that takes it back, for <see cref="CallCancellation.IsSent"/>.</param>
/// <param name="Waiter">Who waits. Its task gets the answer, or the error.</param>
internal sealed record GatewayCall(
    CallKey? Key,
    Type Answer,
    string? Entity,
    string What,
    CallPlan Plan,
    ComposeCall Compose,
    IGraphoidMessage? TakesBack,
    CallWaiter Waiter) : INoSerializationVerificationNeeded;

/// <summary>The caller of a <see cref="GatewayCall"/> does not want to wait any more.</summary>
internal sealed record GatewayCancel(CallWaiter Waiter) : INoSerializationVerificationNeeded;

/// <summary>The driver's end of a call.</summary>
internal sealed class CallWaiter
{
    private readonly TaskCompletionSource<object> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the answer or the error.</summary>
    public Task<object> Task => _answer.Task;

    /// <summary>The call it belongs to; set and read by the gateway's actor only.</summary>
    public CallKey? Key { get; set; }

    /// <summary>Ends it, unless it has ended.</summary>
    public void Answer(object answer) => _answer.TrySetResult(answer);

    /// <summary>Ends it with an error, unless it has ended.</summary>
    public void Fail(Exception error) => _answer.TrySetException(error);

    /// <summary>Ends it without anything, unless it has ended.</summary>
    public void Cancel() => _answer.TrySetCanceled();
}
