using System.Text;
using Graphoid.Language.Text;

namespace Graphoid.Language.Formatting;

/// <summary>The lines of a formatted text, each with the comment behind it, whose columns are settled at the end.</summary>
internal sealed class LayoutLines(SourceText source)
{
    private const int IndentWidth = 4;

    /// <summary>Blanks between code and the comment behind it.</summary>
    private const int CommentGap = 2;

    private readonly List<Line> _lines = [];
    private readonly StringBuilder _code = new();
    private string? _comment;
    private int _commentColumn = -1;
    private int _lastCommentColumn = -1;
    private bool _isEmptyWanted;

    /// <summary>Whether nothing stands on the current line.</summary>
    public bool IsAtStart => _code.Length == 0 && _comment is null;

    /// <summary>Whether nothing at all has been written.</summary>
    public bool IsEmpty => _lines.Count == 0 && IsAtStart;

    /// <summary>Levels of indentation of the current line.</summary>
    public int Level { get; private set; }

    /// <summary>Whether the code of the current line ends with an opening bracket.</summary>
    public bool EndsWithOpening => _code.Length > 0 && _code[^1] is '{' or '(' or '[';

    /// <summary>Starts the current line.</summary>
    public void Indent(int level)
    {
        Level = level;
        _code.Append(' ', level * IndentWidth);
    }

    /// <summary>Adds code to the current line.</summary>
    public void Add(ReadOnlySpan<char> code) => _code.Append(code);

    /// <summary>Adds a comment that ends the current line, or is a line of its own.</summary>
    public void AddComment(ReadOnlySpan<char> text, int offset, int level)
    {
        var column = source.PositionOf(offset).Column;
        if (_code.Length == 0 && (column != _lastCommentColumn || _isEmptyWanted))
        {
            Indent(level);
            Add(text);
            return;
        }

        // Behind code; or below such a comment, in the same column, and so a further line of it.
        _comment = text.ToString();
        _commentColumn = column;
    }

    /// <summary>Ends the current line.</summary>
    /// <param name="emptyLine">Whether an empty line follows it.</param>
    public void Break(bool emptyLine)
    {
        if (IsAtStart)
        {
            _isEmptyWanted |= emptyLine && _lines.Count > 0;
            return;
        }

        EndLine();
        _isEmptyWanted = emptyLine;
    }

    /// <summary>The text.</summary>
    public string Finish()
    {
        if (!IsAtStart)
        {
            EndLine();
        }

        var text = new StringBuilder();
        for (var i = 0; i < _lines.Count;)
        {
            var run = 0;
            while (i + run < _lines.Count && _lines[i + run].Comment is not null && (run == 0 || !_lines[i + run].IsAfterEmpty))
            {
                run++;
            }

            var column = run == 0 ? 0 : _lines.Skip(i).Take(run).Max(line => line.Width) + CommentGap;
            for (var end = i + Math.Max(run, 1); i < end; i++)
            {
                var line = _lines[i];
                text.Append(line.IsAfterEmpty ? "\n" : "").Append(line.Code);
                if (line.Comment is not null)
                {
                    text.Append(' ', column - line.Width).Append(line.Comment);
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    private void EndLine()
    {
        _lines.Add(new Line(_code.ToString(), _comment, _isEmptyWanted && _lines.Count > 0));
        _lastCommentColumn = EndsWithOpening ? -1 : _commentColumn;
        _code.Clear();
        _comment = null;
        _commentColumn = -1;
        _isEmptyWanted = false;
    }

    private sealed record Line(string Code, string? Comment, bool IsAfterEmpty)
    {
        public int Width { get; } = Code.Length - (Code.LastIndexOf('\n') + 1);
    }
}
