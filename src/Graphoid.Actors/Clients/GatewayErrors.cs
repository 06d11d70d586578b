using Graphoid.Distribution.Clients;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Clients;

/// <summary>What a call that is not answered says. <c>what</c> reads as in "graph `social` did not answer a read".</summary>
internal static class GatewayErrors
{
    /// <summary>A call ended without an answer.</summary>
    /// <param name="answered">Who has answered by now, or null.</param>
    public static GraphoidException Ended(CallEnd end, CallPlan plan, string what, TimeSpan waited, string? answered)
    {
        var time = $"within {waited.TotalSeconds:0.#} s";
        var so = answered is null ? string.Empty : $" ({answered})";
        if (end == CallEnd.NeverBegan)
        {
            return GraphoidException.Library(
                ErrorKind.Partition, $"{what} {time}{so}: it could not begin, nothing has happened", RuntimeErrorIds.GraphUnavailable);
        }

        return plan.Cancellation == CallCancellation.EndsAtOnce
            ? GraphoidException.Library(ErrorKind.Partition, $"{what} {time}{so}", RuntimeErrorIds.GraphUnavailable)
            : GraphoidException.Library(
                ErrorKind.Timeout,
                $"{what} {time}{so}: whether it took effect is not known",
                RuntimeErrorIds.OutcomeUnknown,
                "look at the graph before doing it again");
    }

    /// <summary>The receiver cannot answer.</summary>
    public static GraphoidException Refused(string what, string reason) =>
        GraphoidException.Library(ErrorKind.Partition, $"{what}: {reason}", RuntimeErrorIds.GraphUnavailable);

    /// <summary>The call was never sent.</summary>
    public static GraphoidException TooMany(string what, int max) => GraphoidException.Library(
        ErrorKind.Overload,
        $"{what}: more than {max} calls wait for answers already, nothing has been sent",
        RuntimeErrorIds.TooManyCalls,
        "wait for answers before making further calls");

    /// <summary>The process leaves, or its gateway failed.</summary>
    public static GraphoidException Gone(string why) => GraphoidException.Library(
        ErrorKind.Partition, $"{why}: whether pending calls took effect is not known", RuntimeErrorIds.OutcomeUnknown);
}
