using System.Diagnostics;
using Akka;
using Akka.Actor;
using Akka.Cluster;
using Akka.Hosting;
using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Tests.Members;

/// <summary>Members in one process form a cluster, lose one, let one go, take one in, and keep what they were told.</summary>
[Collection(MembersCollection.Name)]
public sealed class TestMembersTests
{
    [Fact]
    public async Task Three_members_see_each_other_Up_with_their_role()
    {
        await using var members = await TestMembers.StartAsync(3);

        Assert.All(members.All, member => Assert.All(
            Cluster.Get(member.System).State.Members, other => Assert.Equal([MemberRoles.Graphs], other.Roles)));
    }

    [Fact]
    public async Task What_was_stored_survives_the_crash_of_the_member_that_stored_it()
    {
        await using var members = await StartAsync(new() { Actors = CounterActor.Add });
        foreach (var name in Names)
        {
            Assert.Equal(5, await CounterActor.TellAsync(members.All[1], name, 5));
        }

        await members.CrashAsync(members.First);
        await members.AllUpAsync();

        foreach (var name in Names)
        {
            Assert.Equal(5, await CounterActor.TellAsync(members.All[1], name, 0));
        }
    }

    [Fact]
    public async Task A_member_that_stops_in_good_order_is_let_go_at_once()
    {
        // The settings of production: a crash would take many seconds.
        await using var members = await StartAsync(new() { IsFast = false, Options = (options, _) => options.LogLevel = "OFF" });
        var clock = Stopwatch.StartNew();

        await members.StopAsync(members.First);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
        Assert.Equal(2, members.All.Count);
    }

    [Fact]
    public async Task A_member_can_come_in_later()
    {
        await using var members = await StartAsync(new() { Count = 1, Actors = CounterActor.Add });
        await CounterActor.TellAsync(members.First, "a", 7);

        var late = await members.AddAsync();

        Assert.Equal(7, await CounterActor.TellAsync(late, "a", 0));
    }

    [Fact]
    public async Task A_member_that_is_hurried_ends_without_leaving()
    {
        await using var members = await TestMembers.StartAsync(1);
        CoordinatedShutdown.Get(members.First.System).AddTask(
            CoordinatedShutdown.PhaseBeforeClusterShutdown, "hangs", () => new TaskCompletionSource<Done>().Task);
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();

        await members.First.StopAsync(now.Token);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"took {clock.Elapsed}");
        Assert.True(members.First.System.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_member_that_the_others_put_out_stops_by_itself()
    {
        await using var members = await TestMembers.StartAsync(2);
        var downed = members.All[1];

        Cluster.Get(members.First.System).Down(Address.Parse(downed.Id.Address));

        await downed.Stopped.WaitAsync(Eventually.Patience);
        Assert.True(downed.System.WhenTerminated.IsCompleted);
        // The test host must not inherit the exit code with which such a process ends.
        Environment.ExitCode = 0;
    }

    [Theory]
    [InlineData(DatabaseKind.Memory)]
    [InlineData(DatabaseKind.Sqlite)]
    public async Task A_journal_fails_when_a_test_wants_it_to(DatabaseKind database)
    {
        var faults = new JournalFaults();
        await using var members = await StartAsync(new() { Count = 1, Database = database, Faults = faults, Actors = CounterActor.Add });
        await CounterActor.TellAsync(members.First, "a", 1);
        faults.OnWrite = id => id == "counter-a" ? new IOException("disk full") : null;

        await Assert.ThrowsAsync<AskTimeoutException>(() => AskOnceAsync(members.First, 2));
        faults.Heal();

        Assert.Equal(1, await CounterActor.TellAsync(members.First, "a", 0));
    }

    private static readonly string[] Names = ["a", "b", "c", "d", "e", "f"];

    private static Task<TestMembers> StartAsync(MembersSetup setup) => TestMembers.StartAsync(setup);

    private static Task<int> AskOnceAsync(GraphoidMember member, int number) => ActorRegistry.For(member.System).Get<CounterActor>()
        .Ask<int>(new Akka.Cluster.Sharding.ShardingEnvelope("a", number), TimeSpan.FromSeconds(1));
}
