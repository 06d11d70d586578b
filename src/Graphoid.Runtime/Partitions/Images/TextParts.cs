namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Strings that arrive in frames.</summary>
internal sealed class TextParts(int count)
{
    private readonly List<string> _texts = [];

    /// <summary>The strings, all of them once <see cref="Read"/> has ended.</summary>
    public IReadOnlyList<string> Items => _texts;

    public IEnumerable<FrameTag> Read(ImageReader source)
    {
        while (_texts.Count < count)
        {
            yield return FrameTag.Texts;
            Take(source);
        }
    }

    private void Take(ImageReader source)
    {
        var body = source.Parse();
        do
        {
            _texts.Add(body.Text());
        }
        while (!body.AtEnd && _texts.Count < count);

        if (!body.AtEnd)
        {
            throw source.Damaged($"has more than {count} strings");
        }
    }
}
