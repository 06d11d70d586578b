using Akka.Actor;
using Akka.Persistence;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Tests.Members;

/// <summary>Design 6: on the journal that options come to, of two lives of one entity only one can write.</summary>
[Collection(MembersCollection.Name)]
public sealed class JournalKeyTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public Task SQLite_refuses_what_an_older_life_still_writes() => RefusesAsync(new MembersSetup { Count = 1 });

    [PostgresFact]
    public async Task PostgreSQL_refuses_what_an_older_life_still_writes() => await RefusesAsync(new MembersSetup
    {
        Count = 1,
        Database = DatabaseKind.Postgres,
        ConnectionString = await server.CreateDatabaseAsync(),
    });

    private static async Task RefusesAsync(MembersSetup setup)
    {
        await using var members = await TestMembers.StartAsync(setup);
        var (older, newer) = (await StartAsync(members), await StartAsync(members));

        Assert.True(await WriteAsync(newer));
        Assert.False(await WriteAsync(older));
        Assert.True(await WriteAsync(newer));
    }

    private static async Task<IActorRef> StartAsync(TestMembers members)
    {
        var ready = NewAnswer();
        var life = members.First.System.ActorOf(Props.Create(() => new Life(ready)));
        Assert.True(await ready.Task.WaitAsync(Patience));
        return life;
    }

    private static Task<bool> WriteAsync(IActorRef life)
    {
        var written = NewAnswer();
        life.Tell(written);
        return written.Task.WaitAsync(Patience);
    }

    private static TaskCompletionSource<bool> NewAnswer() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Life : ReceivePersistentActor
    {
        private TaskCompletionSource<bool> _answer;

        public Life(TaskCompletionSource<bool> ready)
        {
            _answer = ready;
            Recover<RecoveryCompleted>(_ => ready.SetResult(true));
            Recover<string>(_ => { });
            Command<TaskCompletionSource<bool>>(answer =>
            {
                _answer = answer;
                Persist("a record", _ => answer.SetResult(true));
            });
        }

        public override string PersistenceId => "an-entity";

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => _answer.SetResult(false);
    }
}
