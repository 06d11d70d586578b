using System.Diagnostics.CodeAnalysis;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>Contents that operations refer to: program texts and behaviours.</summary>
/// <remarks>What a committed operation has referred to stays for good: nodes may carry its behaviour. Of the rest, which drivers
/// have stored ahead of operations, the newest stay. Changed by journaled events only.</remarks>
internal sealed class BlobShelf
{
    private readonly GraphCoordinatorOptions _options;
    private readonly Dictionary<ContentHash, GraphEvents.BlobStored> _contents = [];
    private readonly HashSet<ContentHash> _referred = [];
    private readonly List<ContentHash> _unreferred = [];
    private long _bytes;

    public BlobShelf(GraphCoordinatorOptions options) => _options = options;

    public int Count => _contents.Count;

    public bool IsFullFor(byte[] content) =>
        _contents.Count >= _options.BlobsMax || _bytes + content.Length > _options.BlobBytesMax;

    public bool Contains(ContentHash hash) => _contents.ContainsKey(hash);

    public bool TryGet(ContentHash hash, [NotNullWhen(true)] out byte[]? content)
    {
        content = _contents.TryGetValue(hash, out var stored) ? stored.Content : null;
        return content is not null;
    }

    public void Store(GraphEvents.BlobStored blob)
    {
        if (_contents.TryAdd(blob.Hash, blob))
        {
            _unreferred.Add(blob.Hash);
            _bytes += blob.Content.Length;
        }
    }

    /// <summary>A committed operation refers to these.</summary>
    public void Refer(ContentHash[] hashes)
    {
        foreach (var hash in hashes)
        {
            if (_contents.ContainsKey(hash) && _referred.Add(hash))
            {
                _unreferred.Remove(hash);
            }
        }
    }

    /// <summary>What a checkpoint keeps: everything referred to, the newest of the rest, and what waiting operations refer to.</summary>
    /// <param name="referred">How many of the result, from its start, committed operations refer to.</param>
    public GraphEvents.BlobStored[] Kept(IReadOnlySet<ContentHash> awaited, out int referred)
    {
        referred = _referred.Count;
        var old = Math.Max(0, _unreferred.Count - _options.UnreferredBlobsMax);
        return
        [
            .. _contents.Values.Where(b => _referred.Contains(b.Hash)),
            .. _unreferred.Where((hash, index) => index >= old || awaited.Contains(hash)).Select(hash => _contents[hash]),
        ];
    }

    public void Restore(GraphEvents.BlobStored[] kept, int referred)
    {
        _contents.Clear();
        _referred.Clear();
        _unreferred.Clear();
        _bytes = 0;
        foreach (var blob in kept)
        {
            Store(blob);
        }

        Refer([.. kept.Take(referred).Select(b => b.Hash)]);
    }
}
