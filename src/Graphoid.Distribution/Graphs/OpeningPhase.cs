using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Graphs;

/// <summary>One opening of a graph: which partitions are open and where, then which members have put their share together.</summary>
internal sealed class OpeningPhase
{
    private readonly MemberId?[] _opened;
    private (long Nodes, long Edges)?[] _assembled = [];

    public OpeningPhase(int partitions) => _opened = new MemberId?[partitions];

    /// <summary>The members with partitions, in the order of their first partition; fixed for the epoch. Empty until all are open.</summary>
    public MemberId[] Members { get; private set; } = [];

    /// <summary>The member of each partition. Empty until all are open.</summary>
    public MemberId[] Places { get; private set; } = [];

    public bool IsAllOpen => Members.Length > 0;

    public IEnumerable<int> NotOpen => Enumerable.Range(0, _opened.Length).Where(i => _opened[i] is null);

    public IEnumerable<MemberId> NotAssembled => Members.Where((_, i) => _assembled[i] is null);

    public bool IsAllAssembled => IsAllOpen && _assembled.All(a => a is not null);

    /// <summary>Nodes of each member.</summary>
    public long[] NodeCounts => [.. _assembled.Select(a => a!.Value.Nodes)];

    /// <summary>Edges of each member.</summary>
    public long[] EdgeCounts => [.. _assembled.Select(a => a!.Value.Edges)];

    public bool IsOpen(int partition) => _opened[partition] is not null;

    public bool IsAt(int partition, MemberId member) => _opened[partition] == member;

    public bool HasPartitionsOn(MemberId member) => _opened.Contains(member);

    /// <summary>A partition is open; the last word counts, as it may have moved since an earlier answer.</summary>
    public void Opened(int partition, MemberId member)
    {
        _opened[partition] = member;
        if (Array.TrueForAll(_opened, m => m is not null))
        {
            Places = [.. _opened.Select(m => m!.Value)];
            Members = [.. Places.Distinct()];
            _assembled = new (long, long)?[Members.Length];
        }
    }

    /// <summary>Whether this is news.</summary>
    public bool Assembled(MemberId member, long nodes, long edges)
    {
        var index = Array.IndexOf(Members, member);
        if (index < 0 || _assembled[index] is not null)
        {
            return false;
        }

        _assembled[index] = (nodes, edges);
        return true;
    }
}
