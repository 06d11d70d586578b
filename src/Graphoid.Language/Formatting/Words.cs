using System.Text;

namespace Graphoid.Language.Formatting;

/// <summary>What may be a name (reference, section 1.3).</summary>
internal static class Words
{
    /// <summary>Whether a text is one word, reserved or not: it can be a key without quotes.</summary>
    public static bool IsWord(string text)
    {
        var isStart = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != '_' && !Rune.IsLetter(rune) && (isStart || !Rune.IsDigit(rune)))
            {
                return false;
            }

            isStart = false;
        }

        return !isStart;
    }
}
