using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Partitions;

/// <summary>A turn that waits, and everyone who waits for its answer.</summary>
internal class WaitingTurn(PartitionProtocol.RunTurn message, object asker)
{
    public PartitionProtocol.RunTurn Message => message;

    public List<object> Askers { get; } = [asker];

    /// <summary>Another asker of the same turn; the oldest makes room.</summary>
    public void AddAsker(object another, int max)
    {
        if (Askers.Contains(another))
        {
            return;
        }

        if (Askers.Count == max)
        {
            Askers.RemoveAt(0);
        }

        Askers.Add(another);
    }
}
