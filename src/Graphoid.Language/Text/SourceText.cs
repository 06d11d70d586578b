using System.Security.Cryptography;
using System.Text;

namespace Graphoid.Language.Text;

/// <summary>One program text with its name, its lines and its content hash.</summary>
/// <remarks>Immutable and free of any host: reading files is the caller's business.</remarks>
public sealed class SourceText
{
    private readonly int[] _lineStarts;
    private string? _hash;

    /// <summary>Takes a text as it stands; a leading byte order mark is dropped.</summary>
    public SourceText(string name, string text)
    {
        Name = name;
        Text = text.Length > 0 && text[0] == '\uFEFF' ? text[1..] : text;
        _lineStarts = FindLineStarts(Text);
    }

    /// <summary>The name shown in messages, usually the path as the user typed it.</summary>
    public string Name { get; }

    /// <summary>The characters.</summary>
    public string Text { get; }

    /// <summary>Number of lines, at least 1.</summary>
    public int LineCount => _lineStarts.Length;

    /// <summary>SHA-256 of the UTF-8 bytes in lower-case hex: the identity of a program that travels.</summary>
    public string Hash => _hash ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Line and column of an offset, both from 1; columns count UTF-16 code units.</summary>
    /// <remarks>Cost: O(log lines).</remarks>
    public LinePosition PositionOf(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var found = Array.BinarySearch(_lineStarts, offset);
        var line = found >= 0 ? found : ~found - 1;
        return new LinePosition(line + 1, offset - _lineStarts[line] + 1);
    }

    /// <summary>The text of one line (from 1) without its line end.</summary>
    public string LineAt(int line)
    {
        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Length ? _lineStarts[line] - 1 : Text.Length;
        if (end > start && Text[end - 1] == '\r')
        {
            end--;
        }

        return Text[start..end];
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            starts.Add(i + 1);
        }

        return [.. starts];
    }
}

/// <summary>A place as people read it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
public readonly record struct LinePosition(int Line, int Column);
