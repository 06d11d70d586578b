using Graphoid.Runtime.Partitions;

namespace Graphoid.Formats.EdgeLists;

/// <summary>A piece of a file, and the edges it says: filled by the reader, then by a parser, emptied by the builder, used again.</summary>
/// <remarks>Edges between integers lie in plain arrays. The first id that is text turns the chunk's edges into records, in the
/// same order.</remarks>
internal sealed class EdgeListChunk
{
    private const int SmallestEdges = 1024;

    private long[] _from = new long[SmallestEdges];
    private long[] _to = new long[SmallestEdges];
    private double[] _weights = [];
    private List<EdgeRecord>? _records;
    private bool _hasWeights;
    private int _count;

    /// <summary>The piece: whole lines, but for the last of the file and the beginning of one that is too long.</summary>
    public byte[] Text { get; set; } = [];

    /// <summary>How many bytes of <see cref="Text"/> count.</summary>
    public int Length { get; set; }

    /// <summary>How much of the file on disk had been read after this piece.</summary>
    public long FileBytes { get; set; }

    /// <summary>Lines met by the parser.</summary>
    public int LineCount { get; set; }

    /// <summary>Broken lines passed over.</summary>
    public long SkippedLines { get; set; }

    /// <summary>Where the parser gave up, or null.</summary>
    public BrokenLine? Broken { get; set; }

    /// <summary>Edges met by the parser.</summary>
    public int EdgeCount => _records?.Count ?? _count;

    /// <summary>Makes the chunk ready for another piece.</summary>
    public void Reset()
    {
        Length = 0;
        LineCount = 0;
        SkippedLines = 0;
        Broken = null;
        _count = 0;
        _hasWeights = false;
        _records = null;
    }

    /// <summary>Adds an edge between integer ids; NaN for no weight.</summary>
    public void Add(long from, long to, double weight)
    {
        if (_records is not null)
        {
            _records.Add(new EdgeRecord(NodeKey.Of(from), NodeKey.Of(to), weight));
            return;
        }

        if (_count == _from.Length)
        {
            Array.Resize(ref _from, _count * 2);
            Array.Resize(ref _to, _count * 2);
        }

        _from[_count] = from;
        _to[_count] = to;
        if (_hasWeights || !double.IsNaN(weight))
        {
            SetWeight(weight);
        }

        _count++;
    }

    /// <summary>Adds an edge of which at least one id may be text.</summary>
    public void Add(in NodeKey from, in NodeKey to, double weight)
    {
        if (from.IsInteger && to.IsInteger)
        {
            Add(from.Number, to.Number, weight);
            return;
        }

        if (_records is null)
        {
            var records = new List<EdgeRecord>(_count + SmallestEdges);
            for (var i = 0; i < _count; i++)
            {
                records.Add(new EdgeRecord(NodeKey.Of(_from[i]), NodeKey.Of(_to[i]), _hasWeights ? _weights[i] : double.NaN));
            }

            _records = records;
        }

        _records.Add(new EdgeRecord(from, to, weight));
    }

    /// <summary>Hands the edges over.</summary>
    public void AddTo(GraphBuilder builder)
    {
        if (_records is not null)
        {
            builder.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_records));
        }
        else
        {
            builder.Add(_from, _to, _hasWeights ? _weights : null, _count);
        }
    }

    private void SetWeight(double weight)
    {
        if (_weights.Length < _from.Length)
        {
            Array.Resize(ref _weights, _from.Length);
        }

        if (!_hasWeights)
        {
            _weights.AsSpan(0, _count).Fill(double.NaN);
            _hasWeights = true;
        }

        _weights[_count] = weight;
    }
}
