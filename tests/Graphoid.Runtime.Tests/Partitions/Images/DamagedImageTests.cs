using System.Buffers.Binary;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Partitions.Images;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Tests.Partitions.Images;

public sealed class DamagedImageTests
{
    private static readonly PartitionedGraph Small = SmallGraph();
    private static readonly PartitionedGraph Large = LargeGraph();

    [Fact]
    public void Every_flipped_bit_is_noticed_and_leaves_the_store_empty()
    {
        var image = Assert.Single(ImageTrips.Write(Small));
        for (var bit = 0; bit < image.Length * 8; bit++)
        {
            var flipped = image.ToArray();
            flipped[bit >> 3] ^= (byte)(1 << (bit & 7));
            AssertDamaged([flipped], 0, Small);
        }
    }

    [Fact]
    public void An_image_that_ends_early_is_noticed_wherever_it_ends()
    {
        var image = Assert.Single(ImageTrips.Write(Small));
        for (var length = 0; length < image.Length; length++)
        {
            AssertDamaged([image[..length]], 0, Small);
        }
    }

    [Fact]
    public void A_flipped_bit_is_blamed_on_its_chunk()
    {
        var image = ImageTrips.Write(Large);
        Assert.True(image.Length > 2, "The graph was to fill several chunks.");
        image[1][PartitionImage.ChunkBytesMax / 2] ^= 16;
        var damage = AssertDamaged(image, 1, Large);
        Assert.Equal("the stored data of partition 0 is damaged: chunk 1 is not as it was written: its checksum is wrong", damage.Message);
    }

    [Fact]
    public void Chunks_that_are_missing_or_in_the_wrong_order_or_come_twice_are_noticed()
    {
        var image = ImageTrips.Write(Large);
        AssertDamaged([], 0, Large);
        AssertDamaged(image[..^1], image.Length - 1, Large);
        AssertDamaged(image[1..], 0, Large);
        AssertDamaged([image[0], .. image[2..]], 1, Large);
        AssertDamaged([image[0], image[0], .. image[1..]], 1, Large);
        AssertDamaged([image[1], image[0], .. image[2..]], 0, Large);
        AssertDamaged([.. image, image[^1]], image.Length, Large);
    }

    [Fact]
    public void Chunks_of_another_partition_or_of_an_older_image_are_noticed()
    {
        var image = ImageTrips.Write(Large);
        AssertDamaged([image[0], ImageTrips.Write(Large, 1)[1]], 1, Large);
        var changed = LargeGraph();
        changed[0].NodeValues.Set(0, Value.Of(77));
        var older = ImageTrips.Write(changed);
        Assert.Equal(image.Length, older.Length);
        AssertDamaged([.. image[..^1], older[^1]], image.Length - 1, Large);
    }

    [Fact]
    public void A_chunk_that_was_refused_may_be_followed_by_the_right_one()
    {
        var image = ImageTrips.Write(Large);
        var store = ImageTrips.Empty(Large);
        var reader = new PartitionImageReader(store, 0, new BehaviorTable(store), TestCodec.NewReader);
        foreach (var chunk in image)
        {
            var damaged = chunk.ToArray();
            damaged[^1] ^= 1;
            Assert.Throws<DamagedImageException>(() => reader.Take(damaged));
            reader.Take(chunk);
        }

        reader.Complete();
        Assert.Equal(Large[0].LiveCount, store.NodeCount);
    }

    [Fact]
    public void An_image_of_a_newer_version_is_refused_in_words_that_say_what_to_do_about_it()
    {
        var image = Assert.Single(ImageTrips.Write(Small));
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(4), 3);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(16), ChunkHeader.ChecksumOf(image, 0));
        var store = ImageTrips.Empty(Small);
        var refusal = Assert.Throws<NewerImageException>(() => ImageTrips.Load([image], store, 0, new BehaviorTable(store)));
        Assert.Equal("the stored data of partition 0 was written by a newer version (format 3, this version reads up to 1)", refusal.Message);
        Assert.Equal(3, refusal.Format);
    }

    /// <summary>Whatever a wrong writer puts under a right checksum: an exception, soon, and little memory.</summary>
    [Fact]
    public void Nonsense_under_a_right_checksum_neither_hangs_nor_takes_memory()
    {
        var image = Assert.Single(ImageTrips.Write(Small));
        var random = new Random(11);
        var refused = 0;
        for (var round = 0; round < 4000; round++)
        {
            var nonsense = round % 3 == 0 ? image[..random.Next(ChunkHeader.Bytes, image.Length)] : image.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(ChunkHeader.Bytes, nonsense.Length + 1);
                nonsense.AsSpan(at, Math.Min(nonsense.Length - at, random.Next(1, 5))).Fill((byte)(random.Next(3) switch { 0 => 0xFF, 1 => 0x7F, _ => random.Next(256) }));
            }

            ChunkHeader.Seal(nonsense, ImageKind.Whole, isLast: true, 0, 0, 0);
            var store = ImageTrips.Empty(Small);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var failure = Record.Exception(() => ImageTrips.Load([nonsense], store, 0, new BehaviorTable(store)));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
            Assert.True(failure is null or DamagedImageException or InvalidOperationException, $"round {round}: {failure}");
            refused += failure is null ? 0 : 1;
        }

        Assert.InRange(refused, 2000, 4000);
    }

    [Fact]
    public void After_nonsense_a_reader_takes_and_completes_nothing_more()
    {
        var image = Assert.Single(ImageTrips.Write(Small));
        var nonsense = image[..^1];
        ChunkHeader.Seal(nonsense, ImageKind.Whole, isLast: true, 0, 0, 0);
        var store = ImageTrips.Empty(Small);
        var reader = new PartitionImageReader(store, 0, new BehaviorTable(store), TestCodec.NewReader);
        Assert.Throws<DamagedImageException>(() => reader.Take(nonsense));
        Assert.Throws<InvalidOperationException>(() => reader.Take(image));
        Assert.Throws<DamagedImageException>(reader.Complete);
        Assert.Equal(0, store[0].RowCount);
    }

    [Fact]
    public void An_image_does_not_go_into_a_used_partition_an_open_version_or_another_graph()
    {
        var image = ImageTrips.Write(Small);
        var used = ImageTrips.Reload(Small);
        Assert.Throws<InvalidOperationException>(() => ImageTrips.Load(image, used, 0, new BehaviorTable(used)));
        var open = ImageTrips.Empty(Small);
        var behaviors = new BehaviorTable(open);
        open.BeginVersion();
        Assert.Throws<InvalidOperationException>(() => ImageTrips.Load(image, open, 0, behaviors));
        var wider = new PartitionedGraph(3, HashPartitioner.Instance, isDirected: false);
        Assert.Throws<InvalidOperationException>(() => ImageTrips.Load(image, wider, 0, new BehaviorTable(wider)));
        var directed = new PartitionedGraph(2, HashPartitioner.Instance);
        Assert.Throws<InvalidOperationException>(() => ImageTrips.Load(image, directed, 0, new BehaviorTable(directed)));
    }

    [Fact]
    public void An_image_is_not_written_while_the_graph_changes()
    {
        var graph = LargeGraph();
        using var chunks = PartitionImage.Write(graph, 0, new BehaviorTable(graph), TestCodec.NewWriter).GetEnumerator();
        Assert.True(chunks.MoveNext());
        graph.AddEdge(new NodeLocation(0, 5), new NodeLocation(1, 5), graph.TypeId("late"), Value.None, Value.None);
        Assert.Throws<InvalidOperationException>(() =>
        {
            while (chunks.MoveNext())
            {
            }
        });
        graph.BeginVersion();
        Assert.Throws<InvalidOperationException>(() => PartitionImage.WriteDirectory(graph, 0));
    }

    private static DamagedImageException AssertDamaged(IReadOnlyList<byte[]> chunks, int chunk, PartitionedGraph graph)
    {
        var store = ImageTrips.Empty(graph);
        var damage = Assert.Throws<DamagedImageException>(() => ImageTrips.Load(chunks, store, 0, new BehaviorTable(store)));
        Assert.Equal((0, chunk), (damage.Partition, damage.Chunk));
        Assert.Equal(0, store.NodeCount + store[0].RowCount + store.TypeNames.Count);
        return damage;
    }

    /// <summary>Something of everything that needs no value codec.</summary>
    private static PartitionedGraph SmallGraph()
    {
        var graph = new PartitionedGraph(2, HashPartitioner.Instance, isDirected: false);
        var nodes = Enumerable.Range(0, 9).Select(i => graph.AddNode(NodeKey.Of(i % 3 == 0 ? $"n{i}" : $"{i}"), Value.Of(i), out _)).ToArray();
        for (var i = 0; i < 20; i++)
        {
            graph.AddEdge(nodes[i % 9], nodes[i * i % 9], graph.TypeId($"t{i % 3}"), Value.Of(i), Value.None);
        }

        graph[0].SetType(0, graph.TypeId("T"));
        graph.RemoveNode(nodes[4]);
        return graph;
    }

    private static PartitionedGraph LargeGraph()
    {
        var graph = new PartitionedGraph(2, HashPartitioner.Instance);
        for (var id = 0; id < 300_000; id++)
        {
            graph.AddNode(NodeKey.Of(id * 5_000_000_000L), Value.Of(id % 1000), out _);
        }

        return graph;
    }
}
