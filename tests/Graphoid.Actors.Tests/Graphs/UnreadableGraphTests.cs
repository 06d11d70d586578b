using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Graphoid.Actors.Graphs;
using Graphoid.Actors.Tests.Partitions;
using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Placement;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Tests.Graphs;

/// <summary>The journal of a graph that fails when it is read.</summary>
public sealed class UnreadableGraphTests : TestKit
{
    private readonly GraphId _graph = new(Guid.NewGuid().ToString("N"));
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TestProbe _elsewhere;

    public UnreadableGraphTests()
        : base(FaultyJournal.Settings)
    {
        _elsewhere = CreateTestProbe();
        FaultyJournal.Gates[PersistenceId] = _gate.Task;
    }

    private string PersistenceId => ShardRule.GraphEntity(_graph);

    [Fact]
    public async Task Whoever_asked_while_a_damaged_journal_was_read_is_told()
    {
        FaultyJournal.Reads[PersistenceId] = new InvalidDataException("record 7 is of version 9, this is version 1");
        var graph = Start();
        Watch(graph);
        var other = CreateTestProbe();
        graph.Tell(new GraphProtocol.DescribeGraph(1, _graph));
        graph.Tell(new GraphProtocol.DescribeGraph(2, _graph), other);
        _gate.SetResult();

        Assert.Equal(
            new GraphProtocol.CallRefused(1, "its journal cannot be read: record 7 is of version 9, this is version 1"),
            await ExpectMsgAsync<GraphProtocol.CallRefused>());
        Assert.Equal(2, (await other.ExpectMsgAsync<GraphProtocol.CallRefused>()).Call);
        await ExpectTerminatedAsync(graph);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_waited_for()
    {
        FaultyJournal.Reads[PersistenceId] = new TimeoutException("no connection");
        var graph = Start();
        Watch(graph);
        graph.Tell(new GraphProtocol.DescribeGraph(1, _graph));
        _gate.SetResult();
        await ExpectTerminatedAsync(graph);
        await ExpectNoMsgAsync(TimeSpan.Zero);

        Assert.True(FaultyJournal.Reads.TryRemove(PersistenceId, out _));
        graph = Start();
        graph.Tell(new GraphProtocol.DescribeGraph(1, _graph));
        Assert.Equal(1, (await ExpectMsgAsync<GraphProtocol.GraphDescription>()).Call);
    }

    private IActorRef Start() => Sys.ActorOf(GraphActor.PropsFor(
        PersistenceId, _elsewhere.Ref, _ => _elsewhere.Ref, new GraphCoordinatorOptions(), "1"));
}
