using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Graphs;

public sealed class BlobShelfTests
{
    private readonly BlobShelf _shelf = new(new GraphCoordinatorOptions { UnreferredBlobsMax = 2, BlobsMax = 5, BlobBytesMax = 100 });

    [Fact]
    public void A_checkpoint_keeps_what_was_referred_to_what_is_awaited_and_the_newest_of_the_rest()
    {
        ContentHash[] hashes = [.. Enumerable.Range(0, 5).Select(Store)];
        _shelf.Refer([hashes[0]]);
        var kept = _shelf.Kept(new HashSet<ContentHash> { hashes[1] }, out var referred);
        Assert.Equal(1, referred);
        Assert.Equal([hashes[0], hashes[1], hashes[3], hashes[4]], kept.Select(b => b.Hash));
        _shelf.Restore(kept, referred);
        Assert.False(_shelf.Contains(hashes[2]));
        Assert.Equal(
            [hashes[0], hashes[3], hashes[4]], _shelf.Kept(new HashSet<ContentHash>(), out _).Select(b => b.Hash));
    }

    [Fact]
    public void A_shelf_is_full_by_number_and_by_bytes()
    {
        Assert.False(_shelf.IsFullFor(new byte[100]));
        Assert.True(_shelf.IsFullFor(new byte[101]));
        for (var i = 0; i < 5; i++)
        {
            Store(i);
        }

        Assert.True(_shelf.IsFullFor([]));
    }

    private ContentHash Store(int content)
    {
        var hash = ContentHash.Of([(byte)content]);
        _shelf.Store(new GraphEvents.BlobStored(hash, [(byte)content]));
        return hash;
    }
}
