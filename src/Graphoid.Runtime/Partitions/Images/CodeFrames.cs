namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Writes type numbers of rows or edges: one for all, or 1, 2 or 4 bytes each.</summary>
internal static class CodeFrames
{
    public const byte Uniform = 0;
    public const byte Bytes = 1;
    public const byte Shorts = 2;
    public const byte Ints = 4;

    /// <summary>The numbers of all rows, or of all edges by their positions.</summary>
    public static IEnumerable<Frame> Of(CodeColumn column, int count, EdgePositions? positions, FrameBuilder builder)
    {
        var codeAt = positions is null ? (Func<int, int>)(i => column[i]) : i => column[positions[i]];
        var (first, most, isUniform) = (count == 0 ? -1 : codeAt(0), -1, true);
        for (var i = 0; i < count && !column.IsUniform; i++)
        {
            var code = codeAt(i);
            most = Math.Max(most, code);
            isUniform &= code == first;
        }

        var form = isUniform ? Uniform : most < byte.MaxValue ? Bytes : most < ushort.MaxValue ? Shorts : Ints;
        builder.Byte(form);
        builder.Int32(first);
        yield return builder.Finish(FrameTag.Codes);

        // As in memory, "none" is 0 and everything else one more than it is.
        var codes = form switch
        {
            Bytes => builder.Array<byte>(count, (start, into) =>
            {
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = (byte)(codeAt(start + i) + 1);
                }
            }),
            Shorts => builder.Array<ushort>(count, (start, into) =>
            {
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = (ushort)(codeAt(start + i) + 1);
                }
            }),
            Ints => builder.Array<int>(count, (start, into) =>
            {
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = codeAt(start + i) + 1;
                }
            }),
            _ => [],
        };
        foreach (var frame in codes)
        {
            yield return frame;
        }
    }
}
