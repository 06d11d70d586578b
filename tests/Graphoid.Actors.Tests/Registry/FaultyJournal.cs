using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Graphoid.Actors.Tests.Registry;

/// <summary>A journal in memory whose next writes can be held back or made to fail.</summary>
public sealed class FaultyJournal : MemoryJournal
{
    /// <summary>HOCON that makes it the journal of a system.</summary>
    public const string Hocon = """
        akka.persistence.journal {
          plugin = "akka.persistence.journal.faulty"
          faulty {
            class = "Graphoid.Actors.Tests.Registry.FaultyJournal, Graphoid.Actors.Tests"
            plugin-dispatcher = "akka.actor.default-dispatcher"
          }
        }

        """;

    /// <summary>What each write waits for first; a failed task fails the write. Set by the one test class that uses this journal.</summary>
    public static Func<Task> BeforeWrite { get; set; } = () => Task.CompletedTask;

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        await BeforeWrite();
        return await base.WriteMessagesAsync(messages, cancellationToken);
    }
}
