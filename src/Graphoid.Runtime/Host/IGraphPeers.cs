using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>What a graph that holds only some of its partitions asks of those who hold the others.</summary>
/// <remarks>Asked in the middle of a round, when the structure rests everywhere; answers never depend on when they come.</remarks>
internal interface IGraphPeers
{
    /// <summary>Edges that start in partitions held elsewhere.</summary>
    long EdgeCountElsewhere { get; }

    /// <summary>The edges of a node that lives elsewhere.</summary>
    ValueTask<IReadOnlyList<EdgeRecordView>> EdgesOfAsync(int partition, NodeKey key, EdgeDirection direction, string? type);

    /// <summary>All edges that start elsewhere, in (source, creation) order of each holder.</summary>
    ValueTask<IReadOnlyList<EdgeRecordView>> EdgesAsync();

    /// <summary>The state of a node that lives elsewhere, as <see cref="LocalGraph.ReadState"/> gives it.</summary>
    ValueTask<Value> ReadStateAsync(int partition, NodeKey key, string? name);

    /// <summary>What another graph gets when it copies a node that lives elsewhere.</summary>
    ValueTask<Value> ReadCopyAsync(int partition, NodeKey key);

    /// <summary>Fetches the edges that lead here from elsewhere, once; later calls complete at once.</summary>
    ValueTask LoadShadowsAsync();
}
