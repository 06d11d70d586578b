using Graphoid.Distribution.Clients;

namespace Graphoid.Actors.Clients;

/// <summary>Times and bounds of a gateway.</summary>
/// <param name="CallWaitMax">How long calls without a deadline of their own wait: descriptions, reads, chunks, names.</param>
/// <param name="AnswerGrace">Time on top of an operation's own in which the graph's refusal may arrive.</param>
/// <param name="BlobsKnownMax">Contents remembered as kept; a forgotten one is sent once more.</param>
public sealed record GatewayOptions(CallSettings Calls, TimeSpan CallWaitMax, TimeSpan AnswerGrace, int BlobsKnownMax)
{
    /// <summary>A minute, ten seconds of grace, 4096 contents.</summary>
    public static GatewayOptions Default { get; } = new(CallSettings.Default, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), 4_096);
}
