namespace Graphoid.Cli.Repl;

/// <summary>A text that is being edited, with a cursor. Pure: it knows no keys and no screen.</summary>
internal sealed class EditBuffer
{
    /// <summary>The text; lines end in <c>\n</c>.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>Offset of the cursor, from 0 to the length of the text.</summary>
    public int Cursor { get; private set; }

    /// <summary>The text of the cursor's line that stands before the cursor.</summary>
    public string LineBeforeCursor => Text[LineStart..Cursor];

    /// <summary>Whether the cursor is on the first line.</summary>
    public bool IsOnFirstLine => LineStart == 0;

    /// <summary>Whether the cursor is on the last line.</summary>
    public bool IsOnLastLine => LineEnd == Text.Length;

    private int LineStart => Cursor == 0 ? 0 : Text.LastIndexOf('\n', Cursor - 1) + 1;

    private int LineEnd => Text.IndexOf('\n', Cursor) is var end and >= 0 ? end : Text.Length;

    /// <summary>Takes another text; the cursor stands behind it.</summary>
    public void Set(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    /// <summary>Puts a text in at the cursor.</summary>
    public void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    /// <summary>Puts a text in the place of everything from an offset to the cursor.</summary>
    public void ReplaceFrom(int start, string text)
    {
        Text = Text.Remove(start, Cursor - start).Insert(start, text);
        Cursor = start + text.Length;
    }

    /// <summary>Removes the character before the cursor.</summary>
    public void DeleteBack() => ReplaceFrom(Before(Cursor), string.Empty);

    /// <summary>Removes the character behind the cursor.</summary>
    public void Delete() => Text = Text.Remove(Cursor, After(Cursor) - Cursor);

    /// <summary>Removes the word before the cursor.</summary>
    public void DeleteWord() => ReplaceFrom(WordStart(), string.Empty);

    /// <summary>Removes the line up to the cursor.</summary>
    public void DeleteToLineStart() => ReplaceFrom(LineStart, string.Empty);

    /// <summary>Removes the line from the cursor on.</summary>
    public void DeleteToLineEnd() => Text = Text.Remove(Cursor, LineEnd - Cursor);

    /// <summary>Moves by a character.</summary>
    public void MoveLeft() => Cursor = Before(Cursor);

    /// <summary>Moves by a character.</summary>
    public void MoveRight() => Cursor = After(Cursor);

    /// <summary>Moves to the start of a word.</summary>
    public void MoveWordLeft() => Cursor = WordStart();

    /// <summary>Moves behind a word.</summary>
    public void MoveWordRight()
    {
        while (Cursor < Text.Length && !IsWord(Text[Cursor]))
        {
            Cursor++;
        }

        while (Cursor < Text.Length && IsWord(Text[Cursor]))
        {
            Cursor++;
        }
    }

    /// <summary>Moves to the start of the line.</summary>
    public void MoveToLineStart() => Cursor = LineStart;

    /// <summary>Moves to the end of the line.</summary>
    public void MoveToLineEnd() => Cursor = LineEnd;

    /// <summary>Moves to the line above, in the same column if it is long enough.</summary>
    public void MoveUp()
    {
        var column = Cursor - LineStart;
        Cursor = LineStart - 1;
        Cursor = Math.Min(LineStart + column, Cursor);
    }

    /// <summary>Moves to the line below, in the same column if it is long enough.</summary>
    public void MoveDown()
    {
        var column = Cursor - LineStart;
        Cursor = LineEnd + 1;
        Cursor = Math.Min(Cursor + column, LineEnd);
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private int WordStart()
    {
        var at = Cursor;
        while (at > 0 && !IsWord(Text[at - 1]))
        {
            at--;
        }

        while (at > 0 && IsWord(Text[at - 1]))
        {
            at--;
        }

        return at;
    }

    /// <summary>The place before a character; a pair of surrogates is one.</summary>
    private int Before(int at) => at == 0 ? 0 : at > 1 && char.IsLowSurrogate(Text[at - 1]) && char.IsHighSurrogate(Text[at - 2]) ? at - 2 : at - 1;

    private int After(int at) => at >= Text.Length ? at
        : char.IsHighSurrogate(Text[at]) && at + 1 < Text.Length && char.IsLowSurrogate(Text[at + 1]) ? at + 2
        : at + 1;
}
