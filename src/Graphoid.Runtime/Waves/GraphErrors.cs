using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>Errors of graph operations, worded once.</summary>
internal static class GraphErrors
{
    /// <summary>Ids looked through for "did you mean"; more would make an error slow on a large graph.</summary>
    private const int CandidatesMax = 10_000;

    public static GraphoidException UnknownNode(NodeKey key, LocalGraph graph)
    {
        var near = NearMiss.Suggest(
            key.ToString(),
            graph.Store.NodesInOrder().Take(CandidatesMax).Select(at => graph.Store.KeyOf(at).ToString()));
        var where = graph.Name is { } name ? $" in graph \"{name}\"" : string.Empty;
        return new GraphoidException(ErrorKind.Runtime, $"there is no node \"{key}\"{where}", RuntimeErrorIds.UnknownNode, near);
    }

    public static GraphoidException UnknownGraph(string name, IEnumerable<string> known)
    {
        var names = known.Distinct().Order(StringComparer.Ordinal).ToList();
        return GraphoidException.Library(
            ErrorKind.IO,
            $"there is no graph \"{name}\"",
            RuntimeErrorIds.UnknownGraph,
            NearMiss.Suggest(name, names)
                ?? (names.Count > 0 ? $"known graphs: {string.Join(", ", names.Select(k => $"\"{k}\""))}"
                    : "make one with `distributed.create` or `distributed.import`, or give a file with --graph NAME=FILE"));
    }

    public static GraphoidException UnknownGraphToDrop(string name, IEnumerable<string> known) => GraphoidException.Library(
        ErrorKind.IO, $"there is no graph \"{name}\" to drop", RuntimeErrorIds.UnknownGraph, NearMiss.Suggest(name, known));

    public static GraphoidException NotInWave(string what) => new(
        ErrorKind.Runtime,
        $"{what} is not possible inside a message handler or predicate",
        RuntimeErrorIds.NotInWave,
        "handlers and predicates see their own graph only, so that a wave can be repeated; send a message instead");

    public static GraphoidException Endless(int rounds) => new(
        ErrorKind.Runtime,
        $"the broadcast did not come to rest within {rounds} rounds",
        RuntimeErrorIds.EndlessWave,
        "do handlers keep sending to each other? `max_rounds:` sets the limit");

    /// <summary>The first failure of a wave, saying how many other nodes failed.</summary>
    public static GraphoidException WithOthers(GraphoidException failure, long others)
    {
        if (others > 0)
        {
            failure.Error.Notes.Add(others == 1 ? "1 other node failed too" : $"{others} other nodes failed too");
        }

        return failure;
    }

    public static GraphoidException ReadOnly() => new(
        ErrorKind.Runtime,
        "a predicate may only read: it cannot send messages or change the graph",
        RuntimeErrorIds.NotInWave);
}
