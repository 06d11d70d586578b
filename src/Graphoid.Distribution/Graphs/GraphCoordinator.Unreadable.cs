using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>A log that cannot be read: nothing is known of the graph, and whoever asks is told why.</summary>
public sealed partial class GraphCoordinator
{
    private string? _unreadableLog;

    private void LogUnreadable(string reason)
    {
        Phase = GraphPhase.Unreadable;
        _unreadableLog = reason;
        Report($"cannot be opened: {reason}", isWarning: true);
    }

    /// <summary>What members and partitions say means nothing to a life without a log.</summary>
    private void RefuseUnread(object message, ReplyTo from, string reason)
    {
        switch (message)
        {
            case GraphProtocol.CreateGraph m:
                Reply(from, new GraphProtocol.CallRefused(m.Call, reason));
                break;
            case GraphProtocol.DescribeGraph m:
                Reply(from, new GraphProtocol.CallRefused(m.Call, reason));
                break;
            case GraphProtocol.CompleteImport m:
                Reply(from, new GraphProtocol.CallRefused(m.Call, reason));
                break;
            case GraphProtocol.ReadGraph m:
                Reply(from, new GraphProtocol.CallRefused(m.Call, reason));
                break;
            case GraphProtocol.DropGraph m:
                // Which partitions have records to delete stands in the log.
                Reply(from, new GraphProtocol.CallRefused(m.Call, reason));
                break;
            case GraphProtocol.KeepBlob m:
                Reply(from, new GraphProtocol.BlobRefused(_id, m.Hash, reason));
                break;
            case GraphProtocol.RunOperation m:
                ForgetUnread(m.Id, from, reason);
                break;
            case GraphProtocol.CancelOperation m:
                ForgetUnread(m.Id, from, reason);
                break;
        }
    }

    /// <summary>Not a refusal: it may be a repetition, and the log may hold that it took effect.</summary>
    private void ForgetUnread(OperationId id, ReplyTo from, string reason) =>
        Reply(from, new GraphProtocol.OperationDone(
            id, NoEffect(OperationEnd.Forgotten, $"{reason}; whether the operation took effect before is not known")));
}
