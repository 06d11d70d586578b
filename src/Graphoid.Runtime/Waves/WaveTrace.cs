namespace Graphoid.Runtime.Waves;

/// <summary>What one process did in a wave.</summary>
/// <param name="Member">The process as the cluster knows it; null where the program itself runs.</param>
/// <param name="Rounds">Rounds of the wave.</param>
/// <param name="Partitions">One per partition that the process holds, in order.</param>
/// <param name="MessagesAway">Messages that went to nodes on other members.</param>
/// <param name="BytesAway">What they took on the wire, in bytes, without the headers of the transport.</param>
public sealed record WaveTrace(
    string? Member, int Rounds, IReadOnlyList<PartitionTrace> Partitions, long MessagesAway, long BytesAway);

/// <summary>What one partition did in a wave.</summary>
/// <param name="Messages">Messages that its nodes handled.</param>
/// <param name="Busy">Time in which its handlers ran; partitions share the processors.</param>
public readonly record struct PartitionTrace(int Partition, long Messages, TimeSpan Busy);
