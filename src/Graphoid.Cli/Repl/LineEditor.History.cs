namespace Graphoid.Cli.Repl;

/// <content>Going through earlier inputs.</content>
internal sealed partial class LineEditor
{
    private void MoveUp()
    {
        if (_historyPrefix is null && !_buffer.IsOnFirstLine)
        {
            _buffer.MoveUp();
            return;
        }

        Recall(-1);
    }

    private void MoveDown()
    {
        if (_historyPrefix is null && !_buffer.IsOnLastLine)
        {
            _buffer.MoveDown();
            return;
        }

        Recall(1);
    }

    /// <summary>The next input in a direction that begins with what was typed before going through the history.</summary>
    private void Recall(int step)
    {
        _historyPrefix ??= _buffer.Text;
        var found = history.FindPrefix(_historyPrefix, _historyPlace, step);
        if (found >= 0)
        {
            _historyPlace = found;
            _buffer.Set(history[found]);
        }
        else if (step > 0)
        {
            _historyPlace = history.Count;
            _buffer.Set(_historyPrefix);
        }
    }

    /// <summary>Ctrl+R: each key narrows the search, Ctrl+R goes on to an older input, Esc gives back what was there.</summary>
    /// <returns>The key that ended the search and is still to be obeyed, or null.</returns>
    private ConsoleKeyInfo? SearchBack()
    {
        var original = _buffer.Text;
        var part = string.Empty;
        var place = history.Count;
        while (true)
        {
            screen.Draw(_buffer, $"search: {part}");
            var key = keys.Next();
            var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            if (key.Key == ConsoleKey.Escape || (isControl && key.Key is ConsoleKey.G or ConsoleKey.C))
            {
                _buffer.Set(original);
                return new ConsoleKeyInfo('\0', ConsoleKey.Escape, false, false, false);
            }

            if (isControl && key.Key == ConsoleKey.R)
            {
                place = Found(history.FindPart(part, place), place);
            }
            else if (key.Key == ConsoleKey.Backspace)
            {
                part = part.Length == 0 ? part : part[..^1];
                place = Found(history.FindPart(part, history.Count), history.Count);
            }
            else if (!char.IsControl(key.KeyChar) && !isControl)
            {
                part += key.KeyChar;

                // The present match may fit the longer part too.
                place = Found(history.FindPart(part, place + 1), place);
            }
            else
            {
                _historyPlace = place;
                return key;
            }
        }

        int Found(int index, int otherwise)
        {
            if (index < 0)
            {
                return otherwise;
            }

            _buffer.Set(history[index]);
            return index;
        }
    }
}
