namespace Graphoid.Runtime.Library;

/// <summary>Makes the pieces of a text, the same string for short pieces that come again.</summary>
/// <remarks>In texts that people write most words come again soon: one string for all of them takes less memory, and looking it up in
/// a map finds it by its reference.</remarks>
internal readonly ref struct TextPieces
{
    private const int KnownMax = 4096;
    private const int LengthMax = 24;

    /// <summary>In shorter texts hardly anything comes again.</summary>
    private const int TextMin = 1024;

    private readonly string _text;
    private readonly string?[]? _known;

    public TextPieces(string text)
    {
        _text = text;
        _known = text.Length >= TextMin ? new string?[KnownMax] : null;
    }

    /// <summary>The piece between two positions.</summary>
    public string this[int from, int to]
    {
        get
        {
            var piece = _text.AsSpan(from, to - from);
            if (_known is null || piece.Length > LengthMax)
            {
                return piece.ToString();
            }

            var hash = (uint)piece.Length;
            foreach (var c in piece)
            {
                hash = (hash * 31) + c;
            }

            ref var known = ref _known[(hash ^ (hash >> 12)) % KnownMax];
            return known is not null && piece.SequenceEqual(known) ? known : known = piece.ToString();
        }
    }
}
