using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Graphoid.Actors.Clients;
using Graphoid.Actors.Wire;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Clients;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Tests.Clients;

/// <summary>Driver code on one side, a region and a registry played by probes on the other.</summary>
public sealed class GatewayTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly GraphId Graph = new("g1");
    private static readonly OperationId Id = new(Guid.Parse("00000000-0000-0000-0000-000000000001"), 1);
    private static readonly GraphOperation Operation = new(OperationKind.Wave, [1], [], false, 10, 1, 1);
    private static readonly OperationOutcome Completed = new(OperationEnd.Completed, 1, [], null, 0, 1, 2, 3, null);
    private static readonly PartitionProtocol.RunTurn Turn = new(Graph, 3, "n/g1/3/ann", Id, [1], [2], []);

    private readonly TestProbe _region;
    private readonly TestProbe _registry;

    public GatewayTests()
        : base(ConfigurationFactory.ParseString(WireSettings.Hocon))
    {
        _region = CreateTestProbe();
        _registry = CreateTestProbe();
    }

    [Fact]
    public async Task An_operation_goes_to_its_graph_and_comes_back_with_its_outcome()
    {
        var running = Start().RunAsync(Graph, Id, Operation, Seconds(30));

        var run = await ReceivedAsync<GraphProtocol.RunOperation>("g/g1");
        Assert.Equal((Id, 30_000L), (run.Id, run.WaitMaxMs));
        _region.Reply(new GraphProtocol.OperationDone(Id, Completed));

        Assert.Equal(Completed, await running.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_lost_operation_is_sent_again_under_the_same_id()
    {
        var running = Start().RunAsync(Graph, Id, Operation, Seconds(30));

        await ReceivedAsync<GraphProtocol.RunOperation>("g/g1");
        var again = await ReceivedAsync<GraphProtocol.RunOperation>("g/g1");
        Assert.Equal(Id, again.Id);
        _region.Reply(new GraphProtocol.OperationDone(Id, Completed));
        _region.Reply(new GraphProtocol.OperationDone(Id, Completed with { Number = 2 }));

        Assert.Equal(1, (await running.WaitAsync(Patience)).Number);
    }

    [Fact]
    public async Task An_operation_without_answer_may_have_taken_effect_and_the_error_says_so()
    {
        var running = Start(grace: 0.1).RunAsync(Graph, Id, Operation, Seconds(0.3));

        var error = (await Assert.ThrowsAsync<GraphoidException>(() => running.WaitAsync(Patience))).Error;

        Assert.Equal((ErrorKind.Timeout, "GR4010"), (error.ErrorKind, error.Id));
        Assert.Matches(@"^graph `g1` did not answer operation 0{31}1/1 within [0-9.]+ s: whether it took effect is not known$", error.Message);
    }

    [Fact]
    public async Task Cancelling_an_operation_asks_the_graph_and_takes_its_word()
    {
        using var cancellation = new CancellationTokenSource();
        var running = Start().RunAsync(Graph, Id, Operation, Seconds(30), cancellation.Token);
        await ReceivedAsync<GraphProtocol.RunOperation>("g/g1");

        await cancellation.CancelAsync();

        Assert.Equal(Id, (await ReceivedAsync<GraphProtocol.CancelOperation>("g/g1")).Id);
        Assert.False(running.IsCompleted);
        _region.Reply(new GraphProtocol.OperationDone(Id, Completed));
        Assert.Equal(OperationEnd.Completed, (await running.WaitAsync(Patience)).End);
    }

    [Fact]
    public async Task A_turn_is_sent_again_while_its_partition_is_unavailable()
    {
        var turning = Start().TurnAsync(Turn, Seconds(30));

        await ReceivedAsync<PartitionProtocol.RunTurn>("n/g1/3/ann");
        _region.Reply(new PartitionProtocol.TurnDone(Id, false, IsUnavailable: true, []));
        await ReceivedAsync<PartitionProtocol.RunTurn>("n/g1/3/ann");
        _region.Reply(new PartitionProtocol.TurnDone(Id, NeedsOperation: true, false, []));

        Assert.True((await turning.WaitAsync(Patience)).NeedsOperation);
    }

    [Fact]
    public async Task A_turn_that_was_always_declined_says_that_nothing_has_happened()
    {
        // Declines from the first sending on: one that is not answered may have been carried out.
        _region.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell(new PartitionProtocol.TurnDone(Id, false, IsUnavailable: true, []));
            return AutoPilot.KeepRunning;
        }));
        var turning = Start().TurnAsync(Turn, Seconds(1));

        var error = (await Assert.ThrowsAsync<GraphoidException>(() => turning.WaitAsync(Patience))).Error;

        Assert.Equal((ErrorKind.Partition, "GR4008"), (error.ErrorKind, error.Id));
        Assert.Contains("partition 3 of graph `g1`", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("nothing has happened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_takes_all_answers_of_one_attempt()
    {
        var reading = Start().ReadAsync(Graph, -1, [7]);

        var first = await ReceivedAsync<GraphProtocol.ReadGraph>("g/g1");
        _region.Reply(new GraphProtocol.ReadDone(first.Call, new MemberId("a"), 2, [1], null));
        var second = await ReceivedAsync<GraphProtocol.ReadGraph>("g/g1");
        Assert.NotEqual(first.Call, second.Call);
        _region.Reply(new GraphProtocol.ReadDone(second.Call, new MemberId("c"), 2, [2], null));
        _region.Reply(new GraphProtocol.ReadDone(second.Call, new MemberId("a"), 2, [3], null));

        var answers = await reading.WaitAsync(Patience);
        Assert.Equal([3, 2], answers.Select(answer => (int)answer.Content[0]));
    }

    [Fact]
    public async Task A_refused_call_tells_the_graphs_reason()
    {
        var describing = Start().DescribeAsync(Graph);

        var describe = await ReceivedAsync<GraphProtocol.DescribeGraph>("g/g1");
        _region.Reply(new GraphProtocol.CallRefused(describe.Call, "the journal is damaged"));

        var error = (await Assert.ThrowsAsync<GraphoidException>(() => describing.WaitAsync(Patience))).Error;
        Assert.Equal("graph `g1` did not say what it holds: the journal is damaged", error.Message);
    }

    [Fact]
    public async Task A_call_is_not_ended_by_an_answer_of_another_kind()
    {
        var describing = Start().DescribeAsync(Graph);
        var describe = await ReceivedAsync<GraphProtocol.DescribeGraph>("g/g1");

        _region.Reply(new RegistryProtocol.NameFound(describe.Call, null, []));
        _region.Reply(new GraphProtocol.GraphDescription(describe.Call, null, 1, 2, [], []));

        Assert.Equal(2, (await describing.WaitAsync(Patience)).EdgeCount);
    }

    [Fact]
    public async Task Cancelling_a_read_ends_it_at_once()
    {
        using var cancellation = new CancellationTokenSource();
        var reading = Start().ReadAsync(Graph, 0, [], cancellation.Token);
        await ReceivedAsync<GraphProtocol.ReadGraph>("g/g1");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Patience));
    }

    [Fact]
    public async Task Content_is_sent_once_per_graph()
    {
        var gateway = Start();
        var keeping = gateway.KeepBlobAsync(Graph, [1, 2, 3]);
        var keep = await ReceivedAsync<GraphProtocol.KeepBlob>("g/g1");
        _region.Reply(new GraphProtocol.BlobKept(Graph, keep.Hash));
        Assert.Equal(ContentHash.Of([1, 2, 3]), await keeping.WaitAsync(Patience));

        await gateway.KeepBlobAsync(Graph, [1, 2, 3]).WaitAsync(Patience);
        var other = gateway.KeepBlobAsync(new GraphId("g2"), [1, 2, 3]);

        await ReceivedAsync<GraphProtocol.KeepBlob>("g/g2");
        Assert.False(other.IsCompleted);
    }

    [Fact]
    public async Task After_a_refused_operation_content_is_sent_again()
    {
        var gateway = Start();
        var keeping = gateway.KeepBlobAsync(Graph, [1]);
        await ReceivedAsync<GraphProtocol.KeepBlob>("g/g1");
        _region.Reply(new GraphProtocol.BlobKept(Graph, ContentHash.Of([1])));
        await keeping.WaitAsync(Patience);
        var running = gateway.RunAsync(Graph, Id, Operation, Seconds(30));
        await ReceivedAsync<GraphProtocol.RunOperation>("g/g1");
        _region.Reply(new GraphProtocol.OperationDone(Id, Completed with { End = OperationEnd.Refused, Reason = "content is missing" }));
        Assert.Equal(OperationEnd.Refused, (await running.WaitAsync(Patience)).End);

        _ = gateway.KeepBlobAsync(Graph, [1]);

        await ReceivedAsync<GraphProtocol.KeepBlob>("g/g1");
    }

    [Fact]
    public async Task The_same_content_twice_at_a_time_is_one_message_with_two_who_wait()
    {
        var gateway = Start(resendMin: 20);
        var both = new[] { gateway.KeepBlobAsync(Graph, [9]), gateway.KeepBlobAsync(Graph, [9]) };

        var keep = await ReceivedAsync<GraphProtocol.KeepBlob>("g/g1");
        _region.Reply(new GraphProtocol.BlobKept(Graph, keep.Hash));

        await Task.WhenAll(both).WaitAsync(Patience);
        await _region.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Names_are_asked_of_the_registry()
    {
        var binding = Start().BindNameAsync("social", Graph, null, replaces: true);

        var bind = await _registry.ExpectMsgAsync<RegistryProtocol.BindName>(Patience);
        _registry.Reply(new RegistryProtocol.NameBound(bind.Call, Graph, new GraphId("old")));

        Assert.Equal(new GraphId("old"), (await binding.WaitAsync(Patience)).Replaced);
    }

    [Fact]
    public async Task A_large_chunk_goes_in_parcels_to_its_partition()
    {
        var chunk = new PartitionProtocol.LoadChunk(Graph, 5, 0, true, new byte[ParcelLimits.WholeBytesMax], true);
        var loading = Start(resendMin: 20).LoadChunkAsync(chunk);

        for (var index = 0; index <= ParcelLimits.WholeBytesMax / ParcelLimits.ParcelBytesMax; index++)
        {
            Assert.Equal(index, (await ReceivedAsync<ParcelProtocol.Parcel>("p/g1/5")).Index);
        }

        _region.Reply(new PartitionProtocol.ChunkKept(Graph, 5, 0));
        await loading.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_ends_its_call_and_no_other()
    {
        var gateway = Start();
        var nameless = new PartitionProtocol.LoadChunk(default, 5, 0, true, new byte[ParcelLimits.WholeBytesMax], true);
        var loading = gateway.LoadChunkAsync(nameless);

        var error = (await Assert.ThrowsAsync<GraphoidException>(() => loading.WaitAsync(Patience))).Error;
        Assert.Contains("`Graph.Text` is missing", error.Message, StringComparison.Ordinal);
        _ = gateway.DescribeAsync(Graph);
        await ReceivedAsync<GraphProtocol.DescribeGraph>("g/g1");
    }

    [Fact]
    public async Task One_call_too_many_is_refused()
    {
        var gateway = Start(pendingMax: 2);
        _ = gateway.DescribeAsync(Graph);
        _ = gateway.DescribeAsync(Graph);

        var error = (await Assert.ThrowsAsync<GraphoidException>(() => gateway.DescribeAsync(Graph))).Error;

        Assert.Equal((ErrorKind.Overload, "GR4009"), (error.ErrorKind, error.Id));
    }

    [Fact]
    public async Task When_the_process_leaves_all_calls_end_and_later_ones_too()
    {
        var gateway = Start();
        var pending = gateway.DescribeAsync(Graph);
        await ReceivedAsync<GraphProtocol.DescribeGraph>("g/g1");

        Sys.Stop(await Sys.ActorSelection("/user/" + Gateway.ActorName).ResolveOne(Patience));

        Assert.Equal("GR4010", (await Assert.ThrowsAsync<GraphoidException>(() => pending.WaitAsync(Patience))).Error.Id);
        await Assert.ThrowsAsync<GraphoidException>(() => gateway.ListNamesAsync().WaitAsync(Patience));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private IGateway Start(double resendMin = 0.05, double grace = 10, int pendingMax = 100) => Gateway.Start(
        Sys,
        _region,
        _registry,
        new GatewayOptions(
            new CallSettings(Seconds(resendMin), Seconds(20), Seconds(60), Seconds(30), pendingMax), Seconds(60), Seconds(grace), 100));

    private async Task<T> ReceivedAsync<T>(string entity)
    {
        var envelope = await _region.ExpectMsgAsync<ShardingEnvelope>(Patience);
        Assert.Equal(entity, envelope.EntityId);
        return Assert.IsType<T>(envelope.Message);
    }
}
