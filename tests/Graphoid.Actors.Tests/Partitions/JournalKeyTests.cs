using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql;
using Akka.TestKit.Xunit2;

namespace Graphoid.Actors.Tests.Partitions;

/// <summary>Design 6: the journal's unique (persistence id, sequence number) key refuses what a predecessor still tries to write.</summary>
public sealed class JournalKeyTests : TestKit
{
    private static readonly string Database = Path.Combine(Path.GetTempPath(), $"graphoid-{Guid.NewGuid():N}.db");

    public JournalKeyTests()
        : base(ConfigurationFactory.ParseString($$"""
            akka.loglevel = OFF
            akka.persistence.journal {
              plugin = "akka.persistence.journal.sql"
              sql { connection-string = "Data Source={{Database}};Pooling=False", provider-name = "SQLite.MS", auto-initialize = on }
            }
            """).WithFallback(SqlPersistence.DefaultConfiguration))
    {
    }

    [Fact]
    public async Task Of_two_lives_of_one_persistence_id_only_one_can_write()
    {
        var (older, newer) = (Sys.ActorOf(Props.Create(() => new Life(TestActor))), Sys.ActorOf(Props.Create(() => new Life(TestActor))));
        await ExpectMsgAsync("ready", TimeSpan.FromSeconds(20));
        await ExpectMsgAsync("ready", TimeSpan.FromSeconds(20));
        newer.Tell("epoch 2");
        await ExpectMsgAsync("epoch 2", TimeSpan.FromSeconds(20));
        Watch(older);
        older.Tell("a turn of epoch 1");
        await ExpectTerminatedAsync(older, TimeSpan.FromSeconds(20));
        newer.Tell("a turn of epoch 2");
        await ExpectMsgAsync("a turn of epoch 2", TimeSpan.FromSeconds(20));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        File.Delete(Database);
    }

    private sealed class Life(IActorRef told) : UntypedPersistentActor
    {
        public override string PersistenceId => "p/g/0";

        protected override void OnCommand(object message) => PersistAsync(message, written => told.Tell(written));

        protected override void OnRecover(object message)
        {
            if (message is RecoveryCompleted)
            {
                told.Tell("ready");
            }
        }
    }
}
