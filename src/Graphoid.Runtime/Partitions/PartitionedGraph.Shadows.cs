using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Partitions;

/// <summary>Shadows: copies of the edges that lead here from partitions held elsewhere, so that in-edges can be walked.</summary>
/// <remarks>Only a directed graph needs them, and only once somebody asks for in-edges. From then on every change of edges keeps
/// them up to date; they take part in versions like other edges, except for the moment they are loaded.</remarks>
public sealed partial class PartitionedGraph
{
    private bool _shadowsAreOfVersion;

    /// <summary>Whether the edges that lead here from elsewhere are known.</summary>
    internal bool HasShadows { get; private set; }

    /// <summary>Takes over the edges that lead to partitions held here from a partition that is not, in (source row, creation) order.</summary>
    internal void LoadShadow(NodeLocation from, NodeLocation to, int type, Value weight, Value properties)
    {
        var edges = _partitions[from.Partition].Edges;
        edges.Add(from.Row, edges.SlotOf(to), type, isMirror: false, weight, properties);
    }

    /// <summary>All shadows are loaded; the next walk builds the in-edge indexes anew.</summary>
    internal void ShadowsLoaded()
    {
        HasShadows = true;
        _shadowsAreOfVersion = IsVersionOpen;
        ForgetInEdges();
    }

    /// <summary>After a rollback: shadows that were loaded within the version have lost what their columns held.</summary>
    private void ForgetShadowsOfVersion()
    {
        if (!_shadowsAreOfVersion)
        {
            return;
        }

        _shadowsAreOfVersion = false;
        HasShadows = false;
        foreach (var partition in _partitions.Where(partition => !partition.IsOwned))
        {
            partition.ForgetEdges();
        }

        ForgetInEdges();
    }

    private void ForgetInEdges()
    {
        foreach (var partition in _partitions)
        {
            partition.InEdges = null;
        }
    }
}
