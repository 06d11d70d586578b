using Graphoid.Runtime.Encoding;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Out-edges that arrive in frames.</summary>
internal sealed class EdgeParts(int rows, int types, Func<ReadOnlyMemory<byte>, ValueReader> newReader)
{
    private readonly GhostTable _ghosts = new();
    private int[] _offsets = [0];
    private int[] _targets = [];
    private ulong[] _mirrors = [];
    private CodeParts _types = new(0, types);
    private ColumnParts? _weights;
    private ColumnParts? _properties;

    public IEnumerable<FrameTag> Read(ImageReader source)
    {
        yield return FrameTag.Edges;
        ReadCounts(source, out var edgeCount, out var ghostCount, out var hasMirrors);
        var ghostPartitions = new ArrayParts<int>(ghostCount);
        var ghostRows = new ArrayParts<int>(ghostCount);
        foreach (var tag in ghostPartitions.Read(source).Concat(ghostRows.Read(source)))
        {
            yield return tag;
        }

        AddGhosts(source, ghostPartitions.Items, ghostRows.Items);
        var degrees = new ArrayParts<int>(rows);
        var targets = new ArrayParts<int>(edgeCount);
        foreach (var tag in degrees.Read(source).Concat(targets.Read(source)))
        {
            yield return tag;
        }

        AddRows(source, degrees.Items, edgeCount);
        CheckTargets(source, targets.Items);
        _targets = targets.Items;
        _types = new CodeParts(edgeCount, types);
        var mirrors = new BitParts(hasMirrors ? edgeCount : 0);
        _weights = new ColumnParts(edgeCount, newReader);
        _properties = new ColumnParts(edgeCount, newReader);
        foreach (var tag in _types.Read(source).Concat(mirrors.Read(source)).Concat(_weights.Read(source)).Concat(_properties.Read(source)))
        {
            yield return tag;
        }

        _mirrors = mirrors.Words;
    }

    /// <summary>Gives everything to an empty store.</summary>
    public void LoadInto(EdgeStore edges, int[] typeIds)
    {
        _weights!.LoadInto(edges.Weights);
        _properties!.LoadInto(edges.Properties);
        edges.Load(_offsets, _targets, _types.InStore(typeIds), _mirrors, _ghosts);
    }

    private static void ReadCounts(ImageReader source, out int edges, out int ghosts, out bool hasMirrors)
    {
        var body = source.Parse();
        edges = body.Count(StorageLimits.PartitionItems);
        ghosts = body.Count(StorageLimits.PartitionItems);
        hasMirrors = body.Bool();
    }

    private void AddGhosts(ImageReader source, int[] partitions, int[] ghostRows)
    {
        for (var ghost = 0; ghost < partitions.Length; ghost++)
        {
            var node = new NodeLocation(partitions[ghost], ghostRows[ghost]);
            if ((uint)node.Partition >= (uint)source.Store.PartitionCount || node.Row < 0 || _ghosts.GetOrAdd(node) != ghost)
            {
                throw source.Damaged($"has a remote neighbour {ghost} at {node}");
            }
        }

        _ghosts.Trim();
    }

    private void AddRows(ImageReader source, int[] degrees, int edges)
    {
        _offsets = new int[rows + 1];
        var sum = 0L;
        for (var row = 0; row < rows; row++)
        {
            sum += degrees[row];
            if (degrees[row] < 0 || sum > edges)
            {
                throw source.Damaged($"has row {row} with {degrees[row]} edges of {edges}");
            }

            _offsets[row + 1] = (int)sum;
        }

        if (sum != edges)
        {
            throw source.Damaged($"has {edges} edges, of which {sum} belong to rows");
        }
    }

    private void CheckTargets(ImageReader source, int[] targets)
    {
        foreach (var target in targets)
        {
            if (target >= rows || ~target >= _ghosts.Count)
            {
                throw source.Damaged($"has an edge to slot {target}");
            }
        }
    }
}
