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

    /// <summary>From one member to the other and back: all writers of a process have one identity in the journal, and the return of it
    /// must not pass for an older life.</summary>
    [Fact]
    public async Task What_comes_back_to_a_member_is_read_with_all_it_has_written()
    {
        await using var members = await TestMembers.StartAsync(new MembersSetup { Count = 2, Database = DatabaseKind.Sqlite });
        foreach (var member in new[] { 0, 1, 0, 0, 1 })
        {
            var life = await StartAsync(members.All[member]);
            Assert.True(await WriteAsync(life));
            await life.GracefulStop(Patience);
        }

        var ready = NewAnswer();
        var records = 0;
        members.All[1].System.ActorOf(Props.CreateBy(new Maker(ready, () => records++)));
        Assert.True(await ready.Task.WaitAsync(Patience));
        Assert.Equal(5, records);
    }

    private static async Task RefusesAsync(MembersSetup setup)
    {
        await using var members = await TestMembers.StartAsync(setup);
        var (older, newer) = (await StartAsync(members.First), await StartAsync(members.First));

        Assert.True(await WriteAsync(newer));
        Assert.False(await WriteAsync(older));
        Assert.True(await WriteAsync(newer));
    }

    private static async Task<IActorRef> StartAsync(GraphoidMember member)
    {
        var ready = NewAnswer();
        var life = member.System.ActorOf(Props.CreateBy(new Maker(ready, () => { })));
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

    private sealed class Maker(TaskCompletionSource<bool> ready, Action recovered) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Life);

        public ActorBase Produce() => new Life(ready, recovered);

        public void Release(ActorBase actor)
        {
        }
    }

    private sealed class Life : ReceivePersistentActor
    {
        private TaskCompletionSource<bool> _answer;

        public Life(TaskCompletionSource<bool> ready, Action recovered)
        {
            _answer = ready;
            Recover<RecoveryCompleted>(_ => ready.SetResult(true));
            Recover<string>(_ => recovered());
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
