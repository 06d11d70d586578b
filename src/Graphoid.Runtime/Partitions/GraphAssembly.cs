using System.Runtime.CompilerServices;

namespace Graphoid.Runtime.Partitions;

/// <summary>Turns the edges of an import into compressed rows, by counting sort.</summary>
/// <remarks>
/// Workers own ranges of <em>source numbers</em>, not partitions: every worker streams over all chunks and places the edges of its
/// own sources. So one partition is built by all cores too, no two workers write one row, and a row keeps the order of the file.
/// </remarks>
internal sealed class GraphAssembly
{
    /// <summary>Edges below which a second worker costs more than it brings.</summary>
    private const int ParallelEdgesMin = 1 << 17;

    /// <summary>Every worker reads all edges, so more of them than this only wait for memory.</summary>
    private const int WorkersMax = 8;

    /// <summary>Chunks between two reports of progress: about a million edges.</summary>
    private const int ProgressChunks = 16;

    private readonly PartitionedGraph _graph;
    private readonly KeyColumn _keys;
    private readonly List<EdgeChunk> _chunks;
    private readonly CancellationToken _cancellation;
    private readonly IProgress<long>? _progress;
    private readonly bool _hasWeights;
    private readonly bool _hasTypes;
    private readonly int[]? _partitionOf;
    private readonly int[]? _rowOf;
    private readonly int[]?[] _sequences;
    private readonly int[] _rowCounts;
    private readonly int[][] _offsets;
    private readonly int[][] _targets;
    private readonly double[]?[] _weights;
    private readonly int[]?[] _types;

    /// <summary>By node number: first its degree, then where its next edge goes.</summary>
    private readonly int[] _cursors;

    public GraphAssembly(PartitionedGraph graph, KeyColumn keys, List<EdgeChunk> chunks, IProgress<long>? progress, CancellationToken cancellation)
    {
        _graph = graph;
        _keys = keys;
        _chunks = chunks;
        _cancellation = cancellation;
        _progress = progress;
        _hasWeights = chunks.Exists(static chunk => chunk.Weights is not null);
        _hasTypes = chunks.Exists(static chunk => chunk.Types is not null);
        _cursors = new int[keys.Count];
        var partitions = graph.PartitionCount;
        _rowCounts = new int[partitions];
        _sequences = new int[]?[partitions];
        _offsets = new int[partitions][];
        _targets = new int[partitions][];
        _weights = new double[]?[partitions];
        _types = new int[]?[partitions];
        if (partitions > 1)
        {
            _partitionOf = new int[keys.Count];
            _rowOf = new int[keys.Count];
        }
    }

    /// <summary>Fills the graph; returns the number of duplicates.</summary>
    public long Run()
    {
        PlaceNodes();
        ForEachSourceRange(CountEdges);
        PlaceRows();
        ForEachSourceRange(FillRows);
        var duplicates = new long[_graph.PartitionCount];
        Parallel.For(
            0,
            _graph.PartitionCount,
            new ParallelOptions { CancellationToken = _cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => _partitionOf is null ? [] : new int[_keys.Count],
            (partition, _, ghostSlots) =>
            {
                duplicates[partition] = Finish(partition, ghostSlots);
                return ghostSlots;
            },
            static _ => { });
        return duplicates.Sum();
    }

    /// <summary>Partition and row of every node. One thread: a partitioner may be a function of the program.</summary>
    private void PlaceNodes()
    {
        if (_partitionOf is null)
        {
            _rowCounts[0] = _keys.Count;
            return;
        }

        for (var node = 0; node < _keys.Count; node++)
        {
            var partition = _graph.Partitioner.PartitionOf(_keys[node], _graph.PartitionCount);
            _partitionOf[node] = partition;
            _rowOf![node] = _rowCounts[partition]++;
        }

        for (var partition = 0; partition < _sequences.Length; partition++)
        {
            _sequences[partition] = new int[_rowCounts[partition]];
        }

        for (var node = 0; node < _keys.Count; node++)
        {
            _sequences[_partitionOf[node]]![_rowOf![node]] = node;
        }
    }

    private void ForEachSourceRange(Action<int, int, bool> work)
    {
        var edges = (long)_chunks.Count * EdgeChunk.Size;
        var workers = edges < ParallelEdgesMin ? 1 : Math.Clamp(Environment.ProcessorCount, 1, WorkersMax);
        var bounds = new int[workers + 1];
        for (var worker = 0; worker <= workers; worker++)
        {
            bounds[worker] = (int)((long)_keys.Count * worker / workers);
        }

        Parallel.For(0, workers, new ParallelOptions { CancellationToken = _cancellation }, worker =>
            work(bounds[worker], bounds[worker + 1], worker == 0));
    }

    private void CountEdges(int firstNode, int endNode, bool reports)
    {
        var cursors = _cursors;
        foreach (var chunk in _chunks)
        {
            _cancellation.ThrowIfCancellationRequested();
            Count(cursors, chunk.From.AsSpan(0, chunk.Count), firstNode, endNode);
            if (_graph.IsDirected)
            {
                continue;
            }

            for (var i = 0; i < chunk.Count; i++)
            {
                var to = chunk.To[i];
                if (to >= firstNode && to < endNode && to != chunk.From[i])
                {
                    cursors[to]++;
                }
            }
        }
    }

    private static void Count(int[] cursors, ReadOnlySpan<int> nodes, int firstNode, int endNode)
    {
        foreach (var node in nodes)
        {
            if (node >= firstNode && node < endNode)
            {
                cursors[node]++;
            }
        }
    }

    /// <summary>Turns degrees into the places where rows begin.</summary>
    private void PlaceRows()
    {
        var running = new long[_graph.PartitionCount];
        for (var partition = 0; partition < _offsets.Length; partition++)
        {
            _offsets[partition] = new int[_rowCounts[partition] + 1];
        }

        for (var node = 0; node < _cursors.Length; node++)
        {
            var partition = _partitionOf is null ? 0 : _partitionOf[node];
            var start = running[partition];
            running[partition] += _cursors[node];
            if (running[partition] > StorageLimits.PartitionItems)
            {
                throw StorageLimits.TooMany("edges", partition);
            }

            _cursors[node] = (int)start;
            _offsets[partition][(_rowOf is null ? node : _rowOf[node]) + 1] = (int)running[partition];
        }

        for (var partition = 0; partition < _offsets.Length; partition++)
        {
            _targets[partition] = new int[running[partition]];
            _weights[partition] = _hasWeights ? new double[running[partition]] : null;
            _types[partition] = _hasTypes ? new int[running[partition]] : null;
        }
    }

    /// <summary>Places edges in their rows; targets are node numbers yet, <c>~</c> the number for the second direction of an undirected edge.</summary>
    private void FillRows(int firstNode, int endNode, bool reports)
    {
        var placed = 0L;
        for (var at = 0; at < _chunks.Count; at++)
        {
            _cancellation.ThrowIfCancellationRequested();
            var chunk = _chunks[at];
            for (var i = 0; i < chunk.Count; i++)
            {
                var from = chunk.From[i];
                var to = chunk.To[i];
                if (from >= firstNode && from < endNode)
                {
                    Put(from, to, chunk, i);
                }

                if (!_graph.IsDirected && from != to && to >= firstNode && to < endNode)
                {
                    Put(to, ~from, chunk, i);
                }
            }

            placed += chunk.Count;
            if (reports && (at % ProgressChunks == ProgressChunks - 1 || at == _chunks.Count - 1))
            {
                _progress?.Report(placed);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int from, int target, EdgeChunk chunk, int i)
    {
        var partition = _partitionOf is null ? 0 : _partitionOf[from];
        var position = _cursors[from]++;
        _targets[partition][position] = target;
        if (_weights[partition] is { } weights)
        {
            weights[position] = chunk.Weights is null ? double.NaN : chunk.Weights[i];
        }

        if (_types[partition] is { } types)
        {
            types[position] = chunk.Types is null ? 0 : chunk.Types[i];
        }
    }

    /// <summary>Translates node numbers to slots, drops duplicates in place and hands the partition its arrays; returns the duplicates.</summary>
    private long Finish(int index, int[] ghostSlots)
    {
        var partition = _graph[index];
        var (offsets, targets, weights, types) = (_offsets[index], _targets[index], _weights[index], _types[index]);
        var ghosts = new GhostTable();
        var rowDuplicates = new RowDuplicates(targets, types);
        var mirrors = new List<int>();
        var (duplicates, live) = (0L, 0);
        var start = 0;
        for (var row = 0; row < offsets.Length - 1; row++)
        {
            var end = offsets[row + 1];
            rowDuplicates.Begin(live, end - start);
            for (var at = start; at < end; at++)
            {
                var isMirror = targets[at] < 0;
                var slot = SlotOf(index, isMirror ? ~targets[at] : targets[at], ghosts, ghostSlots);
                var type = types is null ? 0 : types[at];
                var before = rowDuplicates.PlaceOf(slot, type, live);
                var place = before < 0 ? live++ : before;
                if (before >= 0)
                {
                    duplicates += isMirror ? 0 : 1;
                }
                else
                {
                    targets[place] = slot;
                    if (types is not null)
                    {
                        types[place] = type;
                    }

                    if (isMirror)
                    {
                        mirrors.Add(place);
                    }
                }

                if (weights is not null)
                {
                    weights[place] = weights[at];
                }
            }

            start = end;
            offsets[row + 1] = live;
        }

        Shorten(ref targets!, live);
        Shorten(ref weights, live);
        Shorten(ref types, live);
        ghosts.Trim();
        for (var ghost = 0; ghost < ghosts.Count; ghost++)
        {
            // The next partition of this worker starts with a clean table, without clearing all of it.
            ghostSlots[_sequences[ghosts[ghost].Partition]![ghosts[ghost].Row]] = 0;
        }

        partition.Load(_keys, _sequences[index], _rowCounts[index]);
        partition.Edges.Load(offsets, targets, types, 0, weights, ghosts);
        mirrors.ForEach(partition.Edges.MarkMirror);
        (_targets[index], _weights[index], _types[index]) = ([], null, null);
        return duplicates;
    }

    /// <summary>The slot of a node; <paramref name="ghostSlots"/> remembers those of remote nodes, 0 for "not met yet".</summary>
    private int SlotOf(int partition, int node, GhostTable ghosts, int[] ghostSlots)
    {
        if (_partitionOf is null)
        {
            return node;
        }

        var home = _partitionOf[node];
        if (home == partition)
        {
            return _rowOf![node];
        }

        if (ghostSlots[node] == 0)
        {
            ghostSlots[node] = ~ghosts.GetOrAdd(new NodeLocation(home, _rowOf![node]));
        }

        return ghostSlots[node];
    }

    private static void Shorten<T>(ref T[]? array, int length)
    {
        if (array is not null && array.Length > length)
        {
            Array.Resize(ref array, length);
        }
    }
}
