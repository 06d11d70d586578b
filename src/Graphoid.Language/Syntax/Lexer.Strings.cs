using System.Globalization;
using System.Text;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <content>Strings, their escapes and what is interpolated into them.</content>
public sealed partial class Lexer
{
    /// <summary>Reads from behind a quote, or behind the brace that ends an interpolation.</summary>
    /// <param name="quote">The sign that ends the string.</param>
    /// <param name="opening">Place of the opening quote of the whole string.</param>
    /// <param name="start">Place where this token starts.</param>
    /// <param name="whole">The kind when the string ends without another interpolation.</param>
    private void ReadString(char quote, int opening, int start, TokenKind whole)
    {
        var value = new StringBuilder();
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c == quote)
            {
                _position++;
                Add(whole, start, value.ToString());
                NoteLongString(opening);
                return;
            }

            if (c == '$' && Peek(1) == '{')
            {
                _position += 2;
                Add(whole == TokenKind.String ? TokenKind.StringHead : TokenKind.StringMiddle, start, value.ToString());
                _brackets.Push(new Frame(FrameKind.Interpolation, _tokens.Count - 1, quote, opening));
                return;
            }

            if (c == '\\')
            {
                ReadEscape(value);
            }
            else
            {
                var rest = _text.AsSpan(_position + 1);
                var plain = rest.IndexOfAny(quote, '$', '\\');
                plain = 1 + (plain < 0 ? rest.Length : plain);
                value.Append(_text, _position, plain);
                _position += plain;
            }
        }

        Report(
            DiagnosticCatalogue.UnterminatedString,
            "this string is never closed",
            new TextSpan(opening, 1),
            "it starts here",
            _firstLongString is { } earlier && earlier.Start != opening
                ? $"is a quote missing in the string that starts at line {_source.PositionOf(earlier.Start).Line}? It runs over several lines"
                : $"close it with `{quote}`");
        CutShort(_firstLongString?.Start ?? opening);
        Add(whole, start, value.ToString());
    }

    /// <summary>Remembers the first string with a line end inside: the usual suspect when a quote is missing.</summary>
    private void NoteLongString(int opening)
    {
        if (_firstLongString is not null)
        {
            return;
        }

        // Every character is looked at once, however deep strings stand inside each other.
        var at = _text.AsSpan(_searchedTo, _position - _searchedTo).LastIndexOf('\n');
        _lastLineEnd = at < 0 ? _lastLineEnd : _searchedTo + at;
        _searchedTo = _position;
        if (_lastLineEnd >= opening)
        {
            _firstLongString = TextSpan.FromBounds(opening, _position);
        }
    }

    private void ReadEscape(StringBuilder value)
    {
        var start = _position++;
        if (_position >= _text.Length)
        {
            return;
        }

        var c = _text[_position++];
        switch (c)
        {
            case 'n':
                value.Append('\n');
                break;
            case 't':
                value.Append('\t');
                break;
            case 'r':
                value.Append('\r');
                break;
            case '0':
                value.Append('\0');
                break;
            case 'u' when Peek(0) == '{':
                ReadUnicodeEscape(value, start);
                break;
            default:
                value.Append(c);
                break;
        }
    }

    private void ReadUnicodeEscape(StringBuilder value, int start)
    {
        var at = _position + 1;
        while (at < _text.Length && char.IsAsciiHexDigit(_text[at]))
        {
            at++;
        }

        var hex = _text.AsSpan(_position + 1, at - _position - 1);
        var closed = at < _text.Length && _text[at] == '}';
        _position = closed ? at + 1 : at;
        if (closed
            && int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && Rune.IsValid(code))
        {
            value.Append(new Rune(code).ToString());
            return;
        }

        Report(
            DiagnosticCatalogue.UnknownCharacter,
            "this escape names no character",
            TextSpan.FromBounds(start, _position),
            null,
            "write `\\u{1F600}`: the hexadecimal code of a character in braces");
    }
}
