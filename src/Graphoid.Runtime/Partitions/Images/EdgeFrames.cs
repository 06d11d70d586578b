namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Writes the out-edges of all rows in creation order, removed ones left out.</summary>
internal static class EdgeFrames
{
    public static IEnumerable<Frame> Of(Partition partition, FrameBuilder builder, ColumnFrames columns)
    {
        var edges = partition.Edges;
        var positions = new EdgePositions(partition);
        builder.Int32(positions.Count);
        builder.Int32(edges.Ghosts.Count);
        builder.Bool(edges.HasMirrors);
        yield return builder.Finish(FrameTag.Edges);

        var byPosition = edges.IsAtRest ? null : positions;
        var frames = builder.Array<int>(edges.Ghosts.Count, (start, into) => edges.Ghosts.Partitions.Slice(start, into.Length).CopyTo(into))
            .Concat(builder.Array<int>(edges.Ghosts.Count, (start, into) => edges.Ghosts.Rows.Slice(start, into.Length).CopyTo(into)))
            .Concat(builder.Array<int>(partition.RowCount, (start, into) =>
            {
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = edges.Degree(start + i);
                }
            }))
            .Concat(builder.Array<int>(positions.Count, (start, into) => CopyTargets(edges, byPosition, start, into)))
            .Concat(CodeFrames.Of(edges.Types, positions.Count, byPosition, builder))
            .Concat(edges.HasMirrors ? RowFrames.BitFrames(positions.Count, edge => edges.IsMirror(positions[edge]), builder) : [])
            .Concat(columns.Of(edges.Weights, positions.Count, byPosition))
            .Concat(columns.Of(edges.Properties, positions.Count, byPosition));
        foreach (var frame in frames)
        {
            yield return frame;
        }
    }

    /// <summary>Edges that start here; the second direction of an undirected edge does not count.</summary>
    public static long CountWithoutMirrors(Partition partition)
    {
        var edges = partition.Edges;
        if (!edges.HasMirrors)
        {
            return edges.LiveCount;
        }

        var positions = new EdgePositions(partition);
        var count = 0L;
        for (var edge = 0; edge < positions.Count; edge++)
        {
            count += edges.IsMirror(positions[edge]) ? 0 : 1;
        }

        return count;
    }

    private static void CopyTargets(EdgeStore edges, EdgePositions? positions, int start, Span<int> into)
    {
        if (positions is null)
        {
            edges.Targets.AsSpan(start, into.Length).CopyTo(into);
            return;
        }

        for (var i = 0; i < into.Length; i++)
        {
            into[i] = edges.TargetAt(positions[start + i]);
        }
    }
}
