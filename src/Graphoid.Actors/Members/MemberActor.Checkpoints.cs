using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Members;

/// <summary>Checkpoints: the state of every partition here, part by part, to the partition's actor that journals it.</summary>
internal sealed partial class MemberActor
{
    private readonly Dictionary<int, CheckpointWriter> _checkpoints = [];

    private void WriteCheckpoint(MemberProtocol.WriteCheckpoint write)
    {
        foreach (var partition in _share!.Own)
        {
            _checkpoints[partition] = new CheckpointWriter(write.Number, _share.Graph!.WritePartition(partition));
            for (var i = 0; i < LocalProtocol.PartsInFlight; i++)
            {
                NextPart(partition, write.Number);
            }
        }
    }

    private void NextPart(int partition, long number)
    {
        if (!_checkpoints.TryGetValue(partition, out var writer) || writer.Number != number || !_deposits.TryGetValue(partition, out var deposit))
        {
            return;
        }

        if (writer.TryNext(out var index, out var isLast, out var content))
        {
            deposit.Partition.Tell(new LocalProtocol.CheckpointPart(_graph, _epoch, partition, number, index, isLast, content), Self);
        }
        else
        {
            _checkpoints.Remove(partition);
        }
    }

    /// <summary>Walks the parts of one partition, knowing one ahead which is the last.</summary>
    private sealed class CheckpointWriter
    {
        private readonly IEnumerator<byte[]> _parts;
        private int _index;
        private bool _hasNext;

        public CheckpointWriter(long number, IEnumerable<byte[]> parts)
        {
            Number = number;
            _parts = parts.GetEnumerator();
            _hasNext = _parts.MoveNext();
        }

        public long Number { get; }

        public bool TryNext(out int index, out bool isLast, out byte[] content)
        {
            index = _index++;
            isLast = false;
            content = [];
            if (!_hasNext)
            {
                return false;
            }

            content = _parts.Current;
            _hasNext = _parts.MoveNext();
            isLast = !_hasNext;
            return true;
        }
    }
}
