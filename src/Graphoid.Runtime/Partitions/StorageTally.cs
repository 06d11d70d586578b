namespace Graphoid.Runtime.Partitions;

/// <summary>Sums that a report is made of.</summary>
internal sealed class StorageTally
{
    public long NodeBytes { get; set; }

    public long IdBytes { get; set; }

    public long IdIndexBytes { get; set; }

    public long EdgeBytes { get; set; }

    public long InEdgeBytes { get; set; }

    public long GhostBytes { get; set; }

    public long FieldBytes { get; set; }

    public long BeforeImageBytes { get; set; }
}
