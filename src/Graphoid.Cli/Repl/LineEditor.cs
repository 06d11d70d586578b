using Graphoid.Language.Parsing;
using Graphoid.Runtime.Interactive;

namespace Graphoid.Cli.Repl;

/// <summary>How the reading of an input ended.</summary>
internal enum InputEnd
{
    /// <summary>It is to be evaluated.</summary>
    Entered,

    /// <summary>It was given up with Ctrl+C.</summary>
    Abandoned,

    /// <summary>There will be no more.</summary>
    Closed,
}

/// <summary>Keys from a terminal; a test can be one.</summary>
internal interface IKeySource
{
    /// <summary>Whether a key was pressed already, as in a text that is pasted.</summary>
    bool HasNext { get; }

    /// <summary>Waits for the next key.</summary>
    ConsoleKeyInfo Next();
}

/// <summary>Reads one input: the keys of a line editor, with history, search and completion.</summary>
/// <remarks>Enter evaluates what the parser calls finished or wrong, and goes on with a new line in what it calls unfinished;
/// nothing else decides this.</remarks>
internal sealed partial class LineEditor(
    IKeySource keys, EditorScreen screen, InputHistory history, Func<string, int, Task<Completions>> complete)
{
    private const int IndentWidth = 4;
    private const int CompletionsShown = 60;

    private EditBuffer _buffer = new();
    private string _hint = string.Empty;
    private int _historyPlace;
    private string? _historyPrefix;

    /// <summary>Reads an input.</summary>
    public async Task<(InputEnd End, string Text)> ReadAsync()
    {
        _buffer = new EditBuffer();
        _hint = string.Empty;
        _historyPlace = history.Count;
        _historyPrefix = null;
        while (true)
        {
            screen.Draw(_buffer, _hint);
            _hint = string.Empty;
            var key = keys.Next();
            if (key is { Key: ConsoleKey.R, Modifiers: ConsoleModifiers.Control } && SearchBack() is { } interrupting)
            {
                key = interrupting;
            }

            switch (key)
            {
                case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                    screen.Finish(_buffer);
                    return (InputEnd.Abandoned, string.Empty);
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _buffer.Text.Length == 0:
                    screen.Finish(_buffer);
                    return (InputEnd.Closed, string.Empty);
                case { Key: ConsoleKey.Enter } or { KeyChar: '\r' or '\n' } when IsFinished(key):
                    screen.Finish(_buffer);
                    history.Add(_buffer.Text);
                    return (InputEnd.Entered, _buffer.Text);
                case { Key: ConsoleKey.Enter } or { KeyChar: '\r' or '\n' }:
                    StartLine();
                    break;
                case { Key: ConsoleKey.Tab }:
                    await CompleteAsync();
                    break;
                case { Key: ConsoleKey.UpArrow } or { Key: ConsoleKey.P, Modifiers: ConsoleModifiers.Control }:
                    MoveUp();
                    break;
                case { Key: ConsoleKey.DownArrow } or { Key: ConsoleKey.N, Modifiers: ConsoleModifiers.Control }:
                    MoveDown();
                    break;
                default:
                    Edit(key);
                    break;
            }
        }
    }

    private bool IsFinished(ConsoleKeyInfo key) =>
        key.Modifiers is not (ConsoleModifiers.Alt or ConsoleModifiers.Shift)
        && (ReplCommands.IsCommand(_buffer.Text) || InputCompleteness.Of(_buffer.Text) != Completeness.Incomplete);

    /// <summary>A new line, indented by the brackets that are open; a pasted text brings its own indentation.</summary>
    private void StartLine()
    {
        var depth = keys.HasNext ? 0 : OpenBrackets(_buffer.Text[.._buffer.Cursor]);
        _buffer.Insert("\n" + new string(' ', depth * IndentWidth));
    }

    private static int OpenBrackets(string text)
    {
        var depth = 0;
        foreach (var token in Language.Syntax.Lexer.Read(new Language.Text.SourceText("input", text)).Tokens)
        {
            depth += token.Kind switch
            {
                Language.Syntax.TokenKind.OpenBrace or Language.Syntax.TokenKind.OpenBracket or Language.Syntax.TokenKind.OpenParenthesis => 1,
                Language.Syntax.TokenKind.CloseBrace or Language.Syntax.TokenKind.CloseBracket or Language.Syntax.TokenKind.CloseParenthesis => -1,
                _ => 0,
            };
        }

        return Math.Max(depth, 0);
    }

    private void Edit(ConsoleKeyInfo key)
    {
        _historyPrefix = null;
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.Backspace when isControl || key.Modifiers.HasFlag(ConsoleModifiers.Alt):
            case ConsoleKey.W when isControl:
                _buffer.DeleteWord();
                break;
            case ConsoleKey.Backspace:
            case ConsoleKey.H when isControl:
                _buffer.DeleteBack();
                break;
            case ConsoleKey.Delete:
            case ConsoleKey.D when isControl:
                _buffer.Delete();
                break;
            case ConsoleKey.LeftArrow when isControl:
                _buffer.MoveWordLeft();
                break;
            case ConsoleKey.RightArrow when isControl:
                _buffer.MoveWordRight();
                break;
            case ConsoleKey.LeftArrow:
            case ConsoleKey.B when isControl:
                _buffer.MoveLeft();
                break;
            case ConsoleKey.RightArrow:
            case ConsoleKey.F when isControl:
                _buffer.MoveRight();
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when isControl:
                _buffer.MoveToLineStart();
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when isControl:
                _buffer.MoveToLineEnd();
                break;
            case ConsoleKey.K when isControl:
                _buffer.DeleteToLineEnd();
                break;
            case ConsoleKey.U when isControl:
                _buffer.DeleteToLineStart();
                break;
            case ConsoleKey.L when isControl:
                screen.Clear();
                break;
            default:
                Type(key.KeyChar);
                break;
        }
    }

    private void Type(char c)
    {
        if (char.IsControl(c))
        {
            return;
        }

        // A closing bracket at the start of a line moves one level out.
        var before = _buffer.LineBeforeCursor;
        if (c is '}' or ')' or ']' && before.Length >= IndentWidth && before.All(blank => blank == ' ') && !keys.HasNext)
        {
            _buffer.ReplaceFrom(_buffer.Cursor - IndentWidth, string.Empty);
        }

        _buffer.Insert(c.ToString());
    }

    private async Task CompleteAsync()
    {
        if (_buffer.LineBeforeCursor.All(c => c == ' '))
        {
            _buffer.Insert(new string(' ', IndentWidth));
            return;
        }

        var found = await complete(_buffer.Text, _buffer.Cursor);
        if (found.Words.Count == 0)
        {
            return;
        }

        var common = found.Words.Aggregate(CommonStart);
        if (common.Length > _buffer.Cursor - found.Start)
        {
            _buffer.ReplaceFrom(found.Start, common);
        }

        if (found.Words.Count > 1)
        {
            var more = found.Words.Count - CompletionsShown;
            _hint = InColumns([.. found.Words.Take(CompletionsShown)], Console.WindowWidth) + (more > 0 ? $"\n… {more} more" : string.Empty);
        }
    }

    private static string CommonStart(string one, string other)
    {
        var length = 0;
        while (length < one.Length && length < other.Length && one[length] == other[length])
        {
            length++;
        }

        return one[..length];
    }

    private static string InColumns(IReadOnlyList<string> words, int width)
    {
        var column = words.Max(word => word.Length) + 2;
        var perLine = Math.Max(1, (width - 1) / column);
        return string.Join('\n', words.Chunk(perLine).Select(line => string.Concat(line.Select(word => word.PadRight(column))).TrimEnd()));
    }
}
