namespace Graphoid.Actors.Journals;

internal sealed class MemoryDatabase : JournalDatabase
{
    public override string Description => "memory";

    public override string JournalPlugin => "akka.persistence.journal.inmem";

    public override string SnapshotPlugin => "akka.persistence.snapshot-store.inmem";

    public override Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
