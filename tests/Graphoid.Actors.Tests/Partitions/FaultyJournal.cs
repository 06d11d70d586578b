using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Graphoid.Actors.Tests.Partitions;

/// <summary>A journal in memory that fails where a test says so, by persistence id.</summary>
public sealed class FaultyJournal : MemoryJournal
{
    /// <summary>Settings that make it the journal.</summary>
    public const string Settings = """
        akka.loglevel = WARNING
        akka.persistence.journal {
          plugin = "akka.persistence.journal.faulty"
          faulty {
            class = "Graphoid.Actors.Tests.Partitions.FaultyJournal, Graphoid.Actors.Tests"
            plugin-dispatcher = "akka.actor.default-dispatcher"
          }
        }
        """;

    public static ConcurrentDictionary<string, Exception> Writes { get; } = new();

    public static ConcurrentDictionary<string, Exception> Rejections { get; } = new();

    public static ConcurrentDictionary<string, Exception> Reads { get; } = new();

    /// <summary>What reading waits for, before it fails or not.</summary>
    public static ConcurrentDictionary<string, Task> Gates { get; } = new();

    public override async Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        if (Gates.TryGetValue(persistenceId, out var gate))
        {
            await gate;
        }

        return Reads.TryGetValue(persistenceId, out var failure)
            ? throw failure
            : await base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken);
    }

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        foreach (var write in writes)
        {
            if (Writes.TryGetValue(write.PersistenceId, out var failure))
            {
                throw failure;
            }
        }

        if (writes.Any(write => Rejections.ContainsKey(write.PersistenceId)))
        {
            return [.. writes.Select(write => Rejections[write.PersistenceId])];
        }

        return await base.WriteMessagesAsync(writes, cancellationToken);
    }
}
