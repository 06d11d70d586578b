using System.Globalization;
using System.Text;
using Graphoid.Runtime.Interactive;

namespace Graphoid.Cli.Repl;

/// <summary>Draws the input with its prompts at the bottom of a terminal, over what it drew before.</summary>
/// <param name="write">Writes to the terminal.</param>
/// <param name="columns">Columns of the terminal now.</param>
/// <param name="hasColours">Whether the input is coloured.</param>
internal sealed class EditorScreen(Action<string> write, Func<int> columns, bool hasColours)
{
    private const string Prompt = "gr> ";
    private const string NextPrompt = "..> ";

    private int _cursorRow;

    /// <summary>Draws the input.</summary>
    /// <param name="hint">Lines below it, or an empty text.</param>
    public void Draw(EditBuffer buffer, string hint)
    {
        var width = Math.Max(8, columns());
        var text = new StringBuilder();
        text.Append(Up(_cursorRow)).Append("\r\e[J");
        var shown = (hasColours ? Highlighter.Colour(buffer.Text) : buffer.Text).Split('\n');
        var plain = buffer.Text.Split('\n');
        var (row, offset, cursorRow, cursorColumn) = (0, 0, 0, 0);
        for (var i = 0; i < plain.Length; i++)
        {
            text.Append(i == 0 ? Prompt : NextPrompt).Append(shown[i]);
            var used = Prompt.Length + TextWidth.Of(plain[i]);
            if (buffer.Cursor >= offset && buffer.Cursor <= offset + plain[i].Length)
            {
                var before = Prompt.Length + TextWidth.Of(plain[i][..(buffer.Cursor - offset)]);
                (cursorRow, cursorColumn) = (row + (before / width), before % width);
            }

            offset += plain[i].Length + 1;
            row += (used - 1) / width;
            if (i < plain.Length - 1 || used % width == 0)
            {
                // A full line leaves the cursor on it until something follows.
                text.Append("\r\n");
                row++;
            }
        }

        foreach (var line in hint.Length == 0 ? [] : hint.Split('\n'))
        {
            text.Append("\r\n").Append(line.Length < width ? line : line[..(width - 1)]);
            row++;
        }

        text.Append(Up(row - cursorRow)).Append('\r');
        if (cursorColumn > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\e[{cursorColumn}C");
        }

        write(text.ToString());
        _cursorRow = cursorRow;
    }

    /// <summary>Leaves the input on the screen and goes below it.</summary>
    public void Finish(EditBuffer buffer)
    {
        buffer.Set(buffer.Text);
        Draw(buffer, string.Empty);
        write("\r\n");
        _cursorRow = 0;
    }

    /// <summary>Empties the screen.</summary>
    public void Clear()
    {
        write("\e[H\e[2J");
        _cursorRow = 0;
    }

    private static string Up(int rows) => rows > 0 ? string.Create(CultureInfo.InvariantCulture, $"\e[{rows}A") : string.Empty;
}
