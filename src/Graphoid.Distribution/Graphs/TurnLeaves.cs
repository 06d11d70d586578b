namespace Graphoid.Distribution.Graphs;

/// <summary>Which partitions may run turns of single nodes on their own, and which would like to.</summary>
/// <remarks>A partition holds leave from the grant until it has returned that very leave, also while it has been asked to. Grants
/// are numbered, because the answer to a repeated revocation may arrive after the next grant.</remarks>
internal sealed class TurnLeaves
{
    private readonly SortedSet<int> _wanting = [];
    private readonly SortedDictionary<int, long> _holding = [];
    private readonly HashSet<int> _asked = [];
    private long _last;

    /// <summary>Whether there is something to grant: what has been asked to come back is not given anew before it has.</summary>
    public bool IsAnyWanted => _wanting.Any(p => !_asked.Contains(p));

    public bool IsAnyHeld => _holding.Count > 0;

    public IReadOnlyCollection<int> Holding => _holding.Keys;

    public void Want(int partition) => _wanting.Add(partition);

    /// <summary>Grants leave to all that want it; who has it and asks again is told again.</summary>
    public (int Partition, long Leave)[] Grant()
    {
        int[] granted = [.. _wanting.Where(p => !_asked.Contains(p))];
        foreach (var partition in granted)
        {
            _wanting.Remove(partition);
            if (!_holding.ContainsKey(partition))
            {
                _holding.Add(partition, ++_last);
            }
        }

        return [.. granted.Select(p => (p, _holding[p]))];
    }

    /// <summary>Everybody who holds leave has to be asked to return it, again and again until that happens.</summary>
    public (int Partition, long Leave)[] Revoke()
    {
        _asked.UnionWith(_holding.Keys);
        return Asked();
    }

    /// <summary>Who was asked and has not answered.</summary>
    public (int Partition, long Leave)[] Asked() => [.. _holding.Where(h => _asked.Contains(h.Key)).Select(h => (h.Key, h.Value))];

    /// <summary>Whether the partition held this leave until now.</summary>
    public bool Returned(int partition, long leave)
    {
        if (!_holding.TryGetValue(partition, out var held) || held != leave)
        {
            return false;
        }

        _asked.Remove(partition);
        return _holding.Remove(partition);
    }

    /// <summary>Another epoch: all leave ended with the lives of the partitions.</summary>
    public void Clear()
    {
        _wanting.Clear();
        _holding.Clear();
        _asked.Clear();
    }
}
