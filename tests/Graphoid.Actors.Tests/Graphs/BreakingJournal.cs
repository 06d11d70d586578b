using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Graphoid.Actors.Tests.Graphs;

/// <summary>A journal in memory that refuses to write for actors named in <see cref="Broken"/>.</summary>
public sealed class BreakingJournal : MemoryJournal
{
    /// <summary>By escaped persistence id.</summary>
    public static ConcurrentDictionary<string, bool> Broken { get; } = new();

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        AtomicWrite[] writes = [.. messages];
        return writes.Any(w => Broken.ContainsKey(Uri.EscapeDataString(w.PersistenceId)))
            ? throw new IOException("the disk is full")
            : base.WriteMessagesAsync(writes, cancellationToken);
    }
}
