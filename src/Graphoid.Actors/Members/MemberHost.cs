using Akka.Event;
using Graphoid.Runtime.Host;

namespace Graphoid.Actors.Members;

/// <summary>The host of handlers on a member: what they print is held for their driver, so only failures of our own come here.</summary>
internal sealed class MemberHost(ILoggingAdapter log) : IProgramHost
{
    /// <inheritdoc/>
    public IGraphRuntime Graphs { get; } = new LocalRuntime(new LocalRuntimeOptions { DefaultPartitions = 1 });

    /// <inheritdoc/>
    public IReadOnlyList<string> Arguments => [];

    /// <inheritdoc/>
    public CancellationToken Cancellation => CancellationToken.None;

    /// <inheritdoc/>
    public void Print(string line) => throw new System.Diagnostics.UnreachableException("What handlers print is held.");

    /// <inheritdoc/>
    public void Log(string line) => log.Warning("{0}", line);
}
