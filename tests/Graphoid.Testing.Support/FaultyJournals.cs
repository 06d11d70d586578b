using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.Persistence.Sql.Journal;

namespace Graphoid.Testing.Support;

/// <summary>A journal in memory that fails on demand.</summary>
public sealed class FaultyMemoryJournal : MemoryJournal
{
    private readonly JournalFaults _faults = JournalFaults.Of(Context.System);

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        Faulty.WriteAsync(_faults, [.. messages], writes => base.WriteMessagesAsync(writes, cancellationToken));

    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        _faults.OnReplay(persistenceId) is { } failure
            ? Task.FromException<long>(failure)
            : base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken);
}

/// <summary>A journal in a database that fails on demand.</summary>
public sealed class FaultySqlJournal(Config settings) : SqlWriteJournal(settings)
{
    private readonly JournalFaults _faults = JournalFaults.Of(Context.System);

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        Faulty.WriteAsync(_faults, [.. messages], writes => base.WriteMessagesAsync(writes, cancellationToken));

    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        _faults.OnReplay(persistenceId) is { } failure
            ? Task.FromException<long>(failure)
            : base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken);
}

internal static class Faulty
{
    public static Task<IImmutableList<Exception>> WriteAsync(
        JournalFaults faults, IReadOnlyList<AtomicWrite> writes, Func<IReadOnlyList<AtomicWrite>, Task<IImmutableList<Exception>>> write)
    {
        if (writes.Select(one => faults.OnWrite(one.PersistenceId)).FirstOrDefault(failure => failure is not null) is { } failed)
        {
            return Task.FromException<IImmutableList<Exception>>(failed);
        }

        // One call holds the writes of one actor. Rejecting all of them keeps it from believing that some were written.
        return writes.Select(one => faults.OnReject(one.PersistenceId)).FirstOrDefault(failure => failure is not null) is { } rejected
            ? Task.FromResult<IImmutableList<Exception>>(writes.Select(_ => rejected).ToImmutableList())
            : write(writes);
    }
}
