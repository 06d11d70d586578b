using System.Buffers.Binary;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Simulation;

/// <summary>State of a partition: everything that ever happened to it, folded into one number, so that a lost, doubled or
/// displaced step shows.</summary>
internal sealed record PartitionState
{
    public ulong Digest { get; set; } = 1;

    public int Turns { get; set; }

    public long Edges { get; set; }

    public bool IsSuspended { get; set; }
}

/// <summary>A message of a round.</summary>
internal readonly record struct ModelMessage(int From, int To, bool IsDeferred, int Index, ulong Payload);

/// <summary>What a partition does in a round.</summary>
internal sealed record ModelRound(
    bool IsFailed, IReadOnlyList<ModelMessage> Sends, IReadOnlyList<ModelMessage> Deferred, OrderedChange? Change);

/// <summary>What operations of the simulation do, worked out from their tag and from the state they find.</summary>
internal static class Model
{
    public static ulong Mix(ulong a, ulong b)
    {
        var x = (a ^ (b + 0x9e3779b97f4a7c15)) * 0xbf58476d1ce4e5b9;
        x ^= x >> 29;
        x *= 0x94d049bb133111eb;
        return x ^ (x >> 32);
    }

    public static GraphOperation Operation(ulong tag)
    {
        var h = Mix(tag, 1);
        var kind = (h % 8) switch
        {
            0 => OperationKind.Change,
            1 => OperationKind.WaveSkippingFailures,
            2 => OperationKind.Turns,
            _ => OperationKind.Wave,
        };
        var content = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(content, tag);
        return new GraphOperation(kind, content, [], (h >> 28) % 6 == 0, (h >> 36) % 20 == 0 ? 2 : 100, 0, 0);
    }

    public static ulong Tag(GraphOperation operation) => BinaryPrimitives.ReadUInt64LittleEndian(operation.Content);

    /// <summary>Whether the predicate of the operation fails on a partition's node.</summary>
    public static bool SelectionFails(ulong tag, int partition, int partitions) =>
        (Mix(tag, 1) >> 32) % 3 == 0 && partition == (int)((Mix(tag, 1) >> 24) % (ulong)partitions);

    public static bool ChangeFails(ulong tag) => (Mix(tag, 1) >> 16) % 6 == 0;

    public static void Change(PartitionState state, ulong tag, int partition)
    {
        state.Digest = Mix(Mix(state.Digest, tag), (ulong)partition);
        state.Edges += (long)(state.Digest % 3);
    }

    public static void Turn(PartitionState state, ulong turn)
    {
        state.Digest = Mix(Mix(state.Digest, turn), 99);
        state.Turns++;
    }

    public static ModelRound Round(
        PartitionState state, ulong tag, int round, bool isRelease, int partition, int partitions, IEnumerable<ModelMessage> inbox)
    {
        if (isRelease)
        {
            if (state.IsSuspended)
            {
                state.IsSuspended = false;
                state.Digest = Mix(state.Digest, 777);
            }

            return new ModelRound(false, [], [], null);
        }

        var h = Mix(tag, 1);
        var rounds = (int)((h >> 8) % 4);
        var digest = Mix(Mix(state.Digest, tag), (ulong)((round * 31) + partition));
        foreach (var message in inbox.OrderBy(m => m.From).ThenBy(m => m.IsDeferred).ThenBy(m => m.Index))
        {
            digest = Mix(digest, message.Payload);
        }

        if ((h >> 16) % 6 == 0 && round == (int)((h >> 20) % (ulong)(rounds + 1)) && partition == (int)((h >> 24) % (ulong)partitions))
        {
            return new ModelRound(true, [], [], null);
        }

        state.Digest = digest;
        state.IsSuspended |= round == 0 && (h >> 48) % 4 == 0 && partition == (int)(tag % (ulong)partitions);
        var sends = new List<ModelMessage>();
        for (var i = 0; round < rounds && i < (int)(digest % 3); i++)
        {
            sends.Add(new ModelMessage(partition, (int)(Mix(digest, (ulong)i) % (ulong)partitions), false, i, Mix(digest, (ulong)i)));
        }

        var isChanging = (h >> 40) % 3 == 0 && round == (int)((h >> 44) % (ulong)(rounds + 1));
        if (!isChanging)
        {
            return new ModelRound(false, sends, [], null);
        }

        var content = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(content, Mix(digest, 5));
        List<ModelMessage> deferred = digest % 4 == 0
            ? [new ModelMessage(partition, (int)(Mix(digest, 6) % (ulong)partitions), true, 0, Mix(digest, 7))]
            : [];
        return new ModelRound(false, sends, deferred, new OrderedChange((long)(Mix(digest, 8) % 1000), partition, content));
    }

    public static void Apply(PartitionState state, OrderedChange change, int partition, int partitions)
    {
        var content = BinaryPrimitives.ReadUInt64LittleEndian(change.Content);
        state.Digest = Mix(state.Digest, content);
        state.Edges += content % (ulong)partitions == (ulong)partition ? 1 : 0;
    }

    /// <summary>Whether the node that a deferred message is for is created by then.</summary>
    public static bool IsFound(ModelMessage deferred) => deferred.Payload % 2 == 0;

    /// <summary>What a partition shows of itself after a round.</summary>
    public static byte[] Effect(int round, int partition, ulong digest)
    {
        var effect = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(effect, round);
        BinaryPrimitives.WriteInt32LittleEndian(effect.AsSpan(4), partition);
        BinaryPrimitives.WriteUInt64LittleEndian(effect.AsSpan(8), digest);
        return effect;
    }

    /// <summary>Effects of all members in one order that does not depend on places.</summary>
    public static string Canonical(IEnumerable<byte[]> parts) =>
        string.Join(' ', parts.SelectMany(p => p.Chunk(16)).Select(Convert.ToHexString).Order(StringComparer.Ordinal));
}
