using System.Collections.Concurrent;
using Akka.Actor;
using Graphoid.Distribution.Partitions;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Members;
using Graphoid.Runtime.Partitions;

namespace Graphoid.Actors.Members;

/// <summary>What a member holds of a graph in one epoch, with whom it works together.</summary>
internal sealed class MemberShare
{
    public MemberShare(MemberProtocol.Assemble assemble, MemberId self, IActorRef coordinator)
    {
        Spec = assemble.Spec;
        Epoch = assemble.Epoch;
        Checkpoint = assemble.Number;
        Number = assemble.Number;
        Places = assemble.Places;
        Self = self;
        Coordinator = coordinator;
        Peers = [.. Places.Distinct().Where(member => member != self)];
        Own = PartitionsOf(self);
    }

    public GraphSpec Spec { get; }

    public long Epoch { get; }

    /// <summary>The operation the loaded state follows.</summary>
    public long Checkpoint { get; }

    /// <summary>The last operation that was carried out here.</summary>
    public long Number { get; set; }

    /// <summary>The member of each partition.</summary>
    public MemberId[] Places { get; }

    public MemberId Self { get; }

    public IActorRef Coordinator { get; }

    /// <summary>The other members.</summary>
    public IReadOnlyList<MemberId> Peers { get; }

    /// <summary>The partitions here.</summary>
    public IReadOnlyList<int> Own { get; }

    /// <summary>The engine; set once it is loaded.</summary>
    public MemberGraph? Graph { get; set; }

    /// <summary>Whether an operation is being carried out, so that no turn may run.</summary>
    public bool IsOperating { get; set; }

    /// <summary>Nodes of the partitions here.</summary>
    public long OwnNodes => Own.Sum(partition => (long)Graph!.Graph.Store[partition].LiveCount);

    /// <summary>Edges that start in the partitions here.</summary>
    public long OwnEdges => Graph!.Graph.Store.EdgeCount;

    /// <summary>The partitions of a member.</summary>
    public IReadOnlyList<int> PartitionsOf(MemberId member) =>
        [.. Enumerable.Range(0, Places.Length).Where(partition => Places[partition] == member)];

    /// <summary>Builds the engine from what the partitions have deposited. Long work, on a thread of its own.</summary>
    /// <exception cref="MissingContentException">The state refers to content that has to be fetched first.</exception>
    public MemberGraph Load(
        IReadOnlyDictionary<int, IReadOnlyList<byte[]>> chunks, ConcurrentDictionary<string, byte[]> contents, IGraphPeers? peers, IProgramHost host)
    {
        var context = new MemberContext(Spec.Id.Text, contents, host);
        var specification = new GraphSpecification(
            Spec.Name, Spec.PartitionNames, PartitionerOf(context), null, ExistingGraph.Open)
        {
            IsDirected = Spec.IsDirected,
            IsDurable = Spec.IsDurable,
        };
        var graph = new MemberGraph(Spec.Name, specification, partition => Places[partition] == Self, peers, context);
        foreach (var partition in Own.Where(partition => chunks[partition].Count > 0))
        {
            graph.LoadPartition(partition, chunks[partition]);
        }

        return graph;
    }

    private IPartitioner PartitionerOf(MemberContext context) => Spec.Partitioner switch
    {
        "range" => RangePartitioner.Instance,
        "function" => new FunctionPartitioner(
            new Runtime.Encoding.ValueReader(Spec.PartitionerFunction!, context).Value(), new ProgramInstance(context.Host)),
        _ => HashPartitioner.Instance,
    };
}

/// <summary>A partition's rows, for its actor: turns run here.</summary>
internal sealed class PartitionHost(Func<MemberShare?> share, int partition, ConcurrentDictionary<string, byte[]> contents) : IPartitionHost
{
    /// <inheritdoc/>
    public TurnResult RunTurn(byte[] key, byte[] content, ContentHash[] blobs)
    {
        if (share() is not { Graph: { } graph, IsOperating: false })
        {
            throw new InvalidOperationException($"Partition {partition} was asked for a turn while it is not open for turns.");
        }

        return graph.TurnsOf(partition).Run(key, content) is var (changes, outcome)
            ? new TurnResult(false, changes, outcome)
            : new TurnResult(true, [], []);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ContentHash> MissingBlobs(ContentHash[] blobs) => [.. blobs.Where(blob => !contents.ContainsKey(blob.Text))];

    /// <inheritdoc/>
    public void AddBlob(ContentHash hash, byte[] content) => contents[hash.Text] = content;
}
