using System.Text;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Graphoid.Actors.Members;
using Graphoid.Actors.Partitions;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Partitions;
using Graphoid.Distribution.Protocols;
using static Graphoid.Distribution.Protocols.PartitionProtocol;

namespace Graphoid.Actors.Tests.Partitions;

/// <summary>The shell around <see cref="PartitionLog"/>: journal, member and graph are reached, and failures of the journal end the life.</summary>
public sealed class PartitionActorTests : TestKit
{
    private static int _graphs;
    private readonly GraphId _graph = new($"t{Interlocked.Increment(ref _graphs)}");
    private readonly TestProbe _region;
    private readonly TestProbe _coordinator;
    private readonly TestProbe _members;

    public PartitionActorTests()
        : base(FaultyJournal.Settings)
    {
        _region = CreateTestProbe();
        _coordinator = CreateTestProbe();
        _members = CreateTestProbe();
    }

    private string PersistenceId => $"p/{_graph}/0";

    [Fact]
    public async Task A_turn_survives_the_actor_and_a_repeated_one_gets_the_same_answer()
    {
        var partition = await OpenAsync(1);
        partition.Tell(Turn(1));
        var done = await ExpectMsgAsync<TurnDone>();
        Assert.Equal("x", Encoding.UTF8.GetString(done.Outcome));

        await StopAsync(partition);
        Assert.Equal(1, (await _members.ExpectMsgAsync<LocalProtocol.Withdraw>()).Epoch);
        Assert.Equal(1, (await ToldAsync<PartitionClosed>()).Epoch);

        partition = Start();
        partition.Tell(Turn(1));
        Assert.Equal("x", Encoding.UTF8.GetString((await ExpectMsgAsync<TurnDone>()).Outcome));
        partition.Tell(Open(2), _coordinator);
        var deposit = await _members.ExpectMsgAsync<LocalProtocol.Deposit>();
        Assert.Equal(new OperationId(Guid.Empty, 1), Assert.Single(deposit.Turns).Turn.Id);
    }

    [Fact]
    public async Task A_grant_counts_only_once_the_member_has_carried_out_the_operation_before_it()
    {
        var partition = await OpenAsync(1);
        partition.Tell(new TurnsRevoked(_graph, 0, 1, 1));
        await ToldAsync<TurnsReturned>();
        var granted = new TurnsGranted(_graph, 0, 1, 1, 2);
        partition.Tell(granted);
        partition.Tell(Turn(1));
        await _members.ExpectMsgAsync<LocalProtocol.Settle>();
        await ToldAsync<TurnsWanted>();
        await ExpectNoMsgAsync(TimeSpan.Zero);

        partition.Tell(new LocalProtocol.Settled(granted), _members);
        await ExpectMsgAsync<TurnDone>();
    }

    [Fact]
    public async Task Many_turns_share_journal_records_and_are_answered_in_order()
    {
        var partition = await OpenAsync(1);
        for (var number = 1; number <= 500; number++)
        {
            partition.Tell(Turn(number));
        }

        for (var number = 1; number <= 500; number++)
        {
            Assert.Equal(number, (await ExpectMsgAsync<TurnDone>()).Id.Number);
        }
    }

    [Fact]
    public async Task A_turn_in_parcels_keeps_its_place_also_while_the_journal_is_read()
    {
        var large = Turn(1) with { Content = new byte[ParcelLimits.WholeBytesMax] };
        var partition = Start();
        foreach (var part in ParcelSender.PartsOf(large).Append(Turn(2)))
        {
            partition.Tell(part);
        }

        await OpenAsync(1, partition);
        Assert.Equal(1, (await ExpectMsgAsync<TurnDone>()).Id.Number);
        Assert.Equal(2, (await ExpectMsgAsync<TurnDone>()).Id.Number);
    }

    [Fact]
    public async Task A_newer_epoch_ends_the_actor_and_the_next_one_opens()
    {
        var partition = await OpenAsync(1);
        Watch(partition);
        partition.Tell(Open(2), _coordinator);
        await ExpectTerminatedAsync(partition);
        Assert.Equal(1, (await ToldAsync<PartitionClosed>()).Epoch);
        await _members.ExpectMsgAsync<LocalProtocol.Withdraw>();
        await OpenAsync(2);
    }

    [Fact]
    public async Task A_checkpoint_is_what_the_next_life_starts_from()
    {
        var partition = await OpenAsync(1);
        partition.Tell(Turn(1));
        await ExpectMsgAsync<TurnDone>();
        partition.Tell(new TurnsRevoked(_graph, 0, 1, 1));
        await ToldAsync<TurnsReturned>();
        for (var index = 0; index < 3; index++)
        {
            partition.Tell(new LocalProtocol.CheckpointPart(_graph, 1, 0, 9, index, index == 2, [(byte)index]), _members);
            Assert.Equal(index, (await _members.ExpectMsgAsync<LocalProtocol.CheckpointPartKept>()).Index);
        }

        Assert.Equal((9, 3), (await ToldAsync<CheckpointWritten>() is var written ? written.Number : 0, written.Bytes));
        partition.Tell(new CheckpointCommitted(_graph, 0, 1, 9));
        await StopAsync(partition);
        await _members.ExpectMsgAsync<LocalProtocol.Withdraw>();

        partition = Start();
        partition.Tell(Open(2, 9), _coordinator);
        var deposit = await _members.ExpectMsgAsync<LocalProtocol.Deposit>();
        Assert.Equal([[0], [1], [2]], deposit.Chunks);
        Assert.Empty(deposit.Turns);
        partition.Tell(Turn(1));
        Assert.Equal("x", Encoding.UTF8.GetString((await ExpectMsgAsync<TurnDone>()).Outcome));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_record_that_is_not_written_ends_the_actor_without_an_answer(bool isRejected)
    {
        var partition = await OpenAsync(1);
        Watch(partition);
        (isRejected ? FaultyJournal.Rejections : FaultyJournal.Writes)[PersistenceId] = new IOException("disk full");
        partition.Tell(Turn(1));
        await ExpectTerminatedAsync(partition);
        await ToldAsync<PartitionClosed>();
        await ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_damaged_journal_is_reported_to_the_graph_in_the_epoch_it_asked_for()
    {
        FaultyJournal.Reads[PersistenceId] = new InvalidDataException("record 7 is of version 9, this is version 1");
        var partition = Start();
        Watch(partition);
        partition.Tell(Open(4), _coordinator);
        var told = await ToldThroughRegionAsync<PartitionUnreadable>();
        Assert.Equal(4, told.Epoch);
        Assert.Contains("version 9", told.Reason);
        await ExpectTerminatedAsync(partition);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_not_a_damaged_journal()
    {
        FaultyJournal.Reads[PersistenceId] = new TimeoutException("no connection");
        var partition = Start();
        Watch(partition);
        partition.Tell(Open(4), _coordinator);
        await ExpectTerminatedAsync(partition);
        await _region.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_partition_ends_with_its_member()
    {
        var partition = await OpenAsync(1);
        Watch(partition);
        Sys.Stop(_members);
        await ExpectTerminatedAsync(partition);
        await ToldAsync<PartitionClosed>();
    }

    [Fact]
    public async Task A_partition_that_moves_waits_for_the_graph()
    {
        var partition = await OpenAsync(1);
        Watch(partition);
        partition.Tell(HandOff.Instance);
        await ToldAsync<LeaveWanted>();
        partition.Tell(new LeaveGranted(_graph, 0, 1));
        await ExpectTerminatedAsync(partition);
    }

    [Fact]
    public async Task A_partition_that_moves_does_not_wait_for_a_coordinator_that_has_ended()
    {
        var partition = await OpenAsync(1);
        Watch(partition);
        partition.Tell(HandOff.Instance);
        await ToldAsync<LeaveWanted>();
        Sys.Stop(_coordinator);
        await ExpectTerminatedAsync(partition);
        await ToldThroughRegionAsync<PartitionClosed>();
    }

    [Fact]
    public async Task A_newer_epoch_starts_the_next_life_with_the_message_that_ended_the_last()
    {
        var partition = await OpenAsync(1);
        Watch(partition);
        partition.Tell(Open(2), _coordinator);
        await ExpectTerminatedAsync(partition);
        var again = (ShardingEnvelope)await _region.FishForMessageAsync(message => ((ShardingEnvelope)message).Message is OpenPartition);
        Assert.Equal((PersistenceId, 2L), (again.EntityId, ((OpenPartition)again.Message).Epoch));
        Assert.Equal(_coordinator.Ref, _region.LastSender);
    }

    [Fact]
    public async Task A_dropped_partition_leaves_nothing_behind()
    {
        var partition = await OpenAsync(1);
        Watch(partition);
        partition.Tell(new DropPartition(_graph, 0));
        await ExpectMsgAsync<PartitionDropped>();
        await ExpectTerminatedAsync(partition);
    }

    private IActorRef Start() => Sys.ActorOf(PartitionActor.Props(_graph, 0, _region.Ref, _members.Ref));

    private async Task<IActorRef> OpenAsync(long epoch, IActorRef? started = null)
    {
        var partition = started ?? Start();
        partition.Tell(Open(epoch), _coordinator);
        await _members.ExpectMsgAsync<LocalProtocol.Deposit>();
        partition.Tell(
            new LocalProtocol.Deposited(_graph, epoch, 0, new EchoHost(), new MemberId("here")), _members);
        Assert.Equal(epoch, (await ToldAsync<PartitionOpened>()).Epoch);
        var granted = new TurnsGranted(_graph, 0, epoch, 0, 1);
        partition.Tell(granted);
        Assert.Equal(granted, (await _members.ExpectMsgAsync<LocalProtocol.Settle>()).Granted);
        partition.Tell(new LocalProtocol.Settled(granted), _members);
        return partition;
    }

    private async Task StopAsync(IActorRef partition)
    {
        Watch(partition);
        Sys.Stop(partition);
        await ExpectTerminatedAsync(partition);
    }

    private async Task<T> ToldAsync<T>() => (T)await _coordinator.FishForMessageAsync(message => message is T);

    private async Task<T> ToldThroughRegionAsync<T>()
    {
        var envelope = (ShardingEnvelope)await _region.FishForMessageAsync(message => ((ShardingEnvelope)message).Message is T);
        Assert.Equal($"g/{_graph}", envelope.EntityId);
        return (T)envelope.Message;
    }

    private OpenPartition Open(long epoch, long checkpoint = 0) => new(
        new GraphSpec(_graph, null, ["0"], "hash", null, true, true), 0, epoch, checkpoint);

    private RunTurn Turn(long number) => new(_graph, 0, "n", new OperationId(Guid.Empty, number), [1], [2], []);

    private sealed class EchoHost : IPartitionHost
    {
        public TurnResult RunTurn(byte[] key, byte[] content, ContentHash[] blobs) => new(false, [1], "x"u8.ToArray());

        public IReadOnlyList<ContentHash> MissingBlobs(ContentHash[] blobs) => [];

        public void AddBlob(ContentHash hash, byte[] content)
        {
        }
    }
}
