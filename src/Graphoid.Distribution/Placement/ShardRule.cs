using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Placement;

/// <summary>What an entity of the region of graphs is.</summary>
public enum EntityKind
{
    /// <summary>The coordinator of a graph.</summary>
    Graph,

    /// <summary>A partition of a graph.</summary>
    Partition,

    /// <summary>A node that is addressed by itself.</summary>
    Node,
}

/// <summary>Names of entities in the region of graphs, and the shard each belongs to.</summary>
/// <remarks>A partition and its nodes are always in one shard, so in one process. The rule is stored nowhere: a changed one
/// would put entities in two places while members of both versions run, so it never changes.</remarks>
public static class ShardRule
{
    /// <summary>Shards of the region, whatever the number of members; part of the rule.</summary>
    public const int Shards = 256;

    private const string GraphPrefix = "g/";
    private const string PartitionPrefix = "p/";
    private const string NodePrefix = "n/";

    /// <summary>The entity of a graph.</summary>
    public static string GraphEntity(GraphId graph) => GraphPrefix + graph.Text;

    /// <summary>The entity of a partition.</summary>
    public static string PartitionEntity(GraphId graph, int partition) =>
        string.Create(CultureInfo.InvariantCulture, $"{PartitionPrefix}{graph.Text}/{partition}");

    /// <summary>The entity of a node.</summary>
    /// <param name="node">The text of the node's id; may be any text.</param>
    public static string NodeEntity(GraphId graph, int partition, string node) =>
        string.Create(CultureInfo.InvariantCulture, $"{NodePrefix}{graph.Text}/{partition}/{node}");

    /// <summary>The shard of an entity: from (hash of the graph + partition), a graph's coordinator counting as partition 0.</summary>
    /// <exception cref="ArgumentException">The text names no entity.</exception>
    public static string ShardOf(string entityId)
    {
        if (!TryParse(entityId, out _, out var graph, out var partition, out _))
        {
            throw new ArgumentException($"'{entityId}' names no entity of a graph", nameof(entityId));
        }

        var shard = (Hash(graph.Text) + (uint)partition) % Shards;
        return shard.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Takes the name of an entity apart.</summary>
    /// <param name="partition">0 for a graph.</param>
    /// <param name="node">The text of the node's id, slashes and all; null unless a node.</param>
    public static bool TryParse(
        [NotNullWhen(true)] string? entityId, out EntityKind kind, out GraphId graph, out int partition, out string? node)
    {
        kind = EntityKind.Graph;
        graph = default;
        partition = 0;
        node = null;
        if (entityId is null || entityId.Length < 3)
        {
            return false;
        }

        var rest = entityId.AsSpan(2);
        switch (entityId.AsSpan(0, 2))
        {
            case GraphPrefix:
                return TryGraph(rest, out graph);
            case PartitionPrefix:
                kind = EntityKind.Partition;
                break;
            case NodePrefix:
                kind = EntityKind.Node;
                break;
            default:
                return false;
        }

        var slash = rest.IndexOf('/');
        if (slash < 0 || !TryGraph(rest[..slash], out graph))
        {
            return false;
        }

        rest = rest[(slash + 1)..];
        if (kind == EntityKind.Node)
        {
            slash = rest.IndexOf('/');
            if (slash < 0)
            {
                return false;
            }

            node = rest[(slash + 1)..].ToString();
            rest = rest[..slash];
        }

        return TryPartition(rest, out partition);
    }

    private static bool TryGraph(ReadOnlySpan<char> text, out GraphId graph)
    {
        var isName = !text.IsEmpty && !text.Contains('/');
        graph = isName ? new GraphId(text.ToString()) : default;
        return isName;
    }

    /// <summary>Only the one way in which a number is written here: two texts for one entity would be two entities.</summary>
    private static bool TryPartition(ReadOnlySpan<char> text, out int partition) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out partition) && (text.Length == 1 || text[0] != '0');

    /// <summary>FNV-1a over UTF-8, then mixed so that ids which differ in their last character do not end up side by side.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * 16777619u;
        }

        hash ^= hash >> 16;
        hash *= 0x85ebca6bu;
        hash ^= hash >> 13;
        hash *= 0xc2b2ae35u;
        return hash ^ (hash >> 16);
    }
}
