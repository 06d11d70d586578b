using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Graphs;

public sealed class GraphLifecycleTests
{
    [Fact]
    public void A_graph_that_nobody_has_made_is_described_as_none_and_refuses()
    {
        var stage = new GraphStage();
        stage.Feed(new GraphInput.Recovered());
        stage.Tell(new GraphProtocol.DescribeGraph(1, GraphStage.Graph));
        Assert.Null(Assert.Single(stage.Replies<GraphProtocol.GraphDescription>()).Spec);
        stage.Run(1);
        Assert.Contains("no such graph", stage.Outcome(1)!.Reason);
        Assert.Empty(stage.Journal);
        stage.Pass(61);
        Assert.Single(stage.Done.OfType<GraphEffect.Passivate>());
    }

    [Fact]
    public void Making_a_graph_again_changes_nothing_and_is_answered_alike()
    {
        var stage = GraphStage.Opened();
        stage.Tell(new GraphProtocol.CreateGraph(7, stage.Spec, AwaitsImport: true));
        var description = Assert.Single(stage.Replies<GraphProtocol.GraphDescription>());
        Assert.Equal((7L, 20L, 8L), (description.Call, description.NodeCount, description.EdgeCount));
        Assert.Equal(GraphStage.Members, description.Places);
        Assert.Single(stage.Journal.OfType<GraphEvents.GraphDefined>());
    }

    [Fact]
    public void A_graph_without_partitions_is_not_made()
    {
        var stage = new GraphStage();
        stage.Feed(new GraphInput.Recovered());
        stage.Tell(new GraphProtocol.CreateGraph(1, stage.Spec with { PartitionNames = [] }, AwaitsImport: false));
        Assert.Single(stage.Replies<GraphProtocol.CallRefused>());
        Assert.Empty(stage.Journal);
    }

    [Fact]
    public void An_import_opens_the_graph_when_it_is_complete_and_operations_wait_for_that()
    {
        var stage = new GraphStage();
        stage.Feed(new GraphInput.Recovered());
        stage.Tell(new GraphProtocol.CreateGraph(1, stage.Spec, AwaitsImport: true));
        Assert.Single(stage.Replies<GraphProtocol.GraphDescription>());
        stage.Run(1);
        Assert.Empty(stage.ToPartition<PartitionProtocol.OpenPartition>());
        stage.Tell(new GraphProtocol.CompleteImport(2, GraphStage.Graph));
        Assert.Equal(2, stage.ToPartition<PartitionProtocol.OpenPartition>().Length);
        stage.Open();
        Assert.Equal(20, stage.Replies<GraphProtocol.GraphDescription>()[^1].NodeCount);
        Assert.NotEmpty(stage.ToMember<MemberProtocol.Begin>());
    }

    [Fact]
    public void A_description_of_a_graph_that_does_not_open_is_refused_with_what_is_missing()
    {
        var stage = new GraphStage();
        stage.Feed(new GraphInput.Recovered());
        stage.Tell(new GraphProtocol.CreateGraph(1, stage.Spec, AwaitsImport: false));
        stage.Pass(60);
        Assert.Contains("partitions 0, 1 of 2 are not open", Assert.Single(stage.Replies<GraphProtocol.CallRefused>()).Reason);
    }

    [Fact]
    public void A_dropped_graph_is_gone_when_the_journal_says_so_and_its_partitions_delete_their_records()
    {
        var stage = GraphStage.Opened();
        stage.Run(1);
        stage.Run(2);
        stage.Tell(new GraphProtocol.DropGraph(5, GraphStage.Graph));
        Assert.Empty(stage.Replies<GraphProtocol.GraphDropped>());
        stage.CarryOut();
        Assert.Equal(OperationEnd.Completed, stage.Outcome(1)!.End);
        Assert.Equal(OperationEnd.Refused, stage.Outcome(2)!.End);
        Assert.Single(stage.Replies<GraphProtocol.GraphDropped>());
        Assert.Equal(2, stage.ToMember<MemberProtocol.Dissolve>().Length);
        stage.Restart();
        Assert.Equal(2, stage.ToPartition<PartitionProtocol.DropPartition>().Length);
        stage.Tell(new PartitionProtocol.PartitionDropped(GraphStage.Graph, 0));
        Assert.Empty(stage.Done.OfType<GraphEffect.DeleteOldEvents>());
        stage.Tell(new PartitionProtocol.PartitionDropped(GraphStage.Graph, 1));
        Assert.Single(stage.Done.OfType<GraphEffect.DeleteOldEvents>());
        stage.Journal.RemoveRange(0, stage.Journal.Count - 1);
        stage.Restart();
        stage.Tell(new GraphProtocol.CreateGraph(6, stage.Spec, AwaitsImport: false));
        Assert.Single(stage.Replies<GraphProtocol.CallRefused>());
    }

    [Fact]
    public void A_journal_with_a_hole_or_an_unknown_event_is_not_read()
    {
        var core = new GraphCoordinator(GraphStage.Graph, new GraphCoordinatorOptions(), "1");
        core.Apply(new GraphEvents.GraphDefined(new GraphStage().Spec, false));
        var outcome = new OperationOutcome(OperationEnd.Completed, 2, [], null, 0, 1, 0, 0, null);
        var operation = new GraphOperation(OperationKind.Change, [], [], false, 1, 0, 0);
        Assert.Throws<InvalidDataException>(
            () => core.Apply(new GraphEvents.OperationCommitted(2, GraphStage.Id(1), operation, outcome, "1")));
        Assert.Throws<InvalidDataException>(() => core.Apply("something new"));
    }
}
