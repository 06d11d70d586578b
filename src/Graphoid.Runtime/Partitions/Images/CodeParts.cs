namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Type numbers that arrive in frames, still with the numbers of the store that wrote them.</summary>
internal sealed class CodeParts(int count, int types)
{
    private readonly CodeColumn _codes = new();

    public IEnumerable<FrameTag> Read(ImageReader source)
    {
        yield return FrameTag.Codes;
        ReadForm(source, out var form, out var uniform);
        if (form == CodeFrames.Uniform)
        {
            if (count > 0)
            {
                // One scalar stands for them all, so the length is all that is left to say.
                _codes.Append(uniform);
                _codes.Truncate(count);
            }

            yield break;
        }

        while (_codes.Count < count)
        {
            yield return FrameTag.Array;
            Take(source, form);
        }
    }

    /// <summary>The column with the numbers that the types have in the store.</summary>
    public CodeColumn InStore(int[] typeIds)
    {
        for (var type = 0; type < types; type++)
        {
            if (typeIds[type] != type)
            {
                return _codes.Translate(typeIds);
            }
        }

        return _codes;
    }

    private void ReadForm(ImageReader source, out byte form, out int uniform)
    {
        var body = source.Parse();
        form = body.Byte();
        uniform = body.Index(types);
        if (form is not (CodeFrames.Uniform or CodeFrames.Bytes or CodeFrames.Shorts or CodeFrames.Ints))
        {
            throw source.Damaged($"has type numbers of {form} bytes");
        }
    }

    private void Take(ImageReader source, byte bytes)
    {
        var body = source.Parse();
        do
        {
            var code = bytes switch
            {
                CodeFrames.Bytes => body.Byte(),
                CodeFrames.Shorts => body.Byte() | (body.Byte() << 8),
                _ => body.Int32(),
            };
            if (code < 0 || code > types || _codes.Count == count)
            {
                throw source.Damaged($"has the type number {code - 1} of {types} in place {_codes.Count} of {count}");
            }

            _codes.Append(code - 1);
        }
        while (!body.AtEnd);
    }
}
