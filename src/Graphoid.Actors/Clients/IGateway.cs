using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Clients;

/// <summary>How the code of a driver talks to graphs: plain calls, each with one end.</summary>
/// <remarks>
/// <para>Every call is sent again until it is answered, takes effect at most once, and ends with its answer or with an error that says
/// what was awaited, from whom and for how long. Threads: any. Calls do not wait for each other.</para>
/// <para>Errors of every call: <see cref="GraphoidException"/> with <c>GR4008</c> (nothing has happened, or nothing that matters:
/// the graph does not answer or refuses), <c>GR4009</c> (too many calls at a time), <c>GR4010</c> (whether it took effect is not known);
/// <see cref="OperationCanceledException"/> when it was cancelled and nothing depends on how it ended.</para>
/// </remarks>
public interface IGateway
{
    /// <summary>Makes a graph, unless it exists; returns once it is open, or once it takes the chunks of an import.</summary>
    Task<GraphProtocol.GraphDescription> CreateAsync(GraphSpec spec, bool awaitsImport, CancellationToken cancellation = default);

    /// <summary>What a graph is and holds, once it is open. Without a specification there is no such graph.</summary>
    /// <param name="name">What the user calls it, for errors.</param>
    Task<GraphProtocol.GraphDescription> DescribeAsync(GraphId graph, string? name = null, CancellationToken cancellation = default);

    /// <summary>Keeps part of an imported partition.</summary>
    Task LoadChunkAsync(PartitionProtocol.LoadChunk chunk, CancellationToken cancellation = default);

    /// <summary>Opens a graph whose partitions have all their chunks.</summary>
    Task<GraphProtocol.GraphDescription> CompleteImportAsync(GraphId graph, CancellationToken cancellation = default);

    /// <summary>Keeps content that operations and turns refer to. What is known to be kept costs no message.</summary>
    Task<ContentHash> KeepBlobAsync(GraphId graph, byte[] content, CancellationToken cancellation = default);

    /// <summary>Carries out an operation, however long that takes once it has begun.</summary>
    /// <param name="waitMax">Time in which it must begin; else it is refused and nothing has happened.</param>
    /// <remarks>Cancelling asks the graph to take it back; the answer, which may be that it has taken effect, is still awaited for a while.
    /// The same <paramref name="id"/> again gives the same outcome, within the window that the graph remembers.</remarks>
    Task<OperationOutcome> RunAsync(
        GraphId graph, OperationId id, GraphOperation operation, TimeSpan waitMax, CancellationToken cancellation = default);

    /// <summary>One message to one node. The answer may be that it has to be run as an operation: then nothing has happened.</summary>
    /// <param name="deadline">Time to the answer. While the partition cannot run it, it is sent again.</param>
    Task<PartitionProtocol.TurnDone> TurnAsync(PartitionProtocol.RunTurn turn, TimeSpan deadline, CancellationToken cancellation = default);

    /// <summary>Asks the owner of a partition, or with -1 all members; their answers to one and the same opening of the graph, in order of their addresses.</summary>
    Task<GraphProtocol.ReadDone[]> ReadAsync(GraphId graph, int partition, byte[] content, CancellationToken cancellation = default);

    /// <summary>Ends a graph and deletes what is stored of it.</summary>
    Task DropAsync(GraphId graph, CancellationToken cancellation = default);

    /// <summary>Which graph a name stands for; without one, all names.</summary>
    Task<RegistryProtocol.NameFound> FindNameAsync(string name, CancellationToken cancellation = default);

    /// <summary>Makes a name stand for a graph, in one durable step; see <see cref="RegistryProtocol.BindName"/>.</summary>
    Task<RegistryProtocol.NameBound> BindNameAsync(
        string name, GraphId graph, GraphId? expected, bool replaces, CancellationToken cancellation = default);

    /// <summary>Forgets a name if it stands for this graph (null: whatever it stands for); says what it stood for.</summary>
    Task<RegistryProtocol.NameFound> UnbindNameAsync(string name, GraphId? expected, CancellationToken cancellation = default);

    /// <summary>All names in ordinal order.</summary>
    Task<string[]> ListNamesAsync(CancellationToken cancellation = default);
}
