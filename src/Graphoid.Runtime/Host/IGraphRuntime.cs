using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>How <c>distributed.create</c> meets a name that exists.</summary>
public enum ExistingGraph
{
    /// <summary>The old graph is replaced.</summary>
    Replace,

    /// <summary>The call fails.</summary>
    Raise,

    /// <summary>The old graph is opened.</summary>
    Open,
}

/// <summary>What a new distributed graph is to be.</summary>
/// <param name="Name">The registered name, or null for one that ends with the program.</param>
/// <param name="PartitionNames">Names of the partitions, or null for the default number and names.</param>
public sealed record GraphSpecification(
    string? Name,
    IReadOnlyList<string>? PartitionNames,
    IPartitioner Partitioner,
    GraphType? Behavior,
    ExistingGraph IfExists)
{
    /// <summary>Whether edges have a direction.</summary>
    public bool IsDirected { get; init; } = true;

    /// <summary>Whether a named graph is journaled; without, it is as lasting as its members.</summary>
    public bool IsDurable { get; init; } = true;
}

/// <summary>How a graph file is read.</summary>
/// <param name="Format">Name of the format, or null to go by the file's ending.</param>
/// <param name="Partitions">Number of partitions, or null for the default.</param>
/// <param name="SkipBad">Lines that cannot be read are counted instead of failing the import.</param>
public sealed record ImportSpecification(string Name, string Path, string? Format, bool IsDirected, int? Partitions, bool SkipBad)
{
    /// <summary>Whether a line without a weight is broken. A weight that is there is always read.</summary>
    public bool IsWeighted { get; init; }

    /// <inheritdoc cref="GraphSpecification.IsDurable"/>
    public bool IsDurable { get; init; } = true;
}

/// <summary>The runtime behind the namespace <c>distributed</c>: one process or a cluster.</summary>
public interface IGraphRuntime
{
    /// <summary>Number of partitions of a graph that does not say.</summary>
    int DefaultPartitions { get; }

    ValueTask<GraphObject> CreateAsync(GraphCaller caller, GraphSpecification specification);

    /// <exception cref="GraphoidException">IOError when there is no graph of that name.</exception>
    ValueTask<GraphObject> LoadAsync(GraphCaller caller, string name);

    /// <summary>Reads a file; nothing is registered when it fails.</summary>
    ValueTask<GraphObject> ImportAsync(GraphCaller caller, ImportSpecification specification);

    ValueTask<IReadOnlyList<string>> NamesAsync(GraphCaller caller);

    ValueTask DropAsync(GraphCaller caller, string name);

    /// <summary>Registers an unnamed or renamed graph.</summary>
    ValueTask SaveAsync(GraphCaller caller, GraphObject graph, string name);

    /// <summary>The data layer of a graph that lives only in this program: one partition.</summary>
    IGraphData NewLocalData(GraphObject graph);
}
