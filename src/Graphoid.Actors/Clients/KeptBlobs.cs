using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Clients;

/// <summary>Contents that graphs are known to keep; bounded, the oldest is forgotten first.</summary>
internal sealed class KeptBlobs(int blobsMax)
{
    private readonly HashSet<KeptBlob> _kept = [];
    private readonly Queue<KeptBlob> _inOrder = [];

    /// <summary>Whether the graph keeps it.</summary>
    public bool Contains(GraphId graph, ContentHash hash) => _kept.Contains(new KeptBlob(graph, hash));

    /// <summary>The graph keeps it.</summary>
    public void Add(GraphId graph, ContentHash hash)
    {
        var blob = new KeptBlob(graph, hash);
        if (!_kept.Add(blob))
        {
            return;
        }

        _inOrder.Enqueue(blob);
        if (_inOrder.Count > blobsMax)
        {
            _kept.Remove(_inOrder.Dequeue());
        }
    }

    /// <summary>The graph may not keep them any more.</summary>
    public void Forget(GraphId graph)
    {
        if (_kept.RemoveWhere(blob => blob.Graph == graph) == 0)
        {
            return;
        }

        var rest = _inOrder.Where(_kept.Contains).ToArray();
        _inOrder.Clear();
        Array.ForEach(rest, _inOrder.Enqueue);
    }

    private readonly record struct KeptBlob(GraphId Graph, ContentHash Hash);
}
