using System.Globalization;
using System.Numerics;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <content>Numbers and durations.</content>
public sealed partial class Lexer
{
    /// <summary>A number with a base that has more digits, `_` included, is read as infinite; the largest double has 1024 bits.</summary>
    private const int LargestDigits = 2 * 1024;

    private void ReadNumber()
    {
        var start = _position;
        var radix = _text[start] == '0' ? char.ToLowerInvariant(Peek(1)) switch { 'b' => 2, 'o' => 8, 'x' => 16, _ => 10 } : 10;
        var value = radix == 10 ? ReadDecimal() : ReadRadix(radix);
        if (value is null)
        {
            // The whole run of word characters is the number the user meant; the parser goes on behind it.
            _position = Math.Max(_position, start + 1);
            _position += WordLengthWhole(_position);
            if (IsFlag(_text[start.._position]))
            {
                Add(TokenKind.Identifier, start, _text[start.._position]);
                return;
            }

            Report(
                DiagnosticCatalogue.MalformedNumber,
                $"`{CodeFrame.Quote(_text.AsSpan(start, _position - start))}` is not a number",
                TextSpan.FromBounds(start, _position),
                null,
                radix == 10
                    ? "a number may end in a unit: ns, us, ms, s, m, h or d; `_` stands between digits"
                    : $"`0{Peek(1 + start - _position)}` is followed by {RadixDigits(radix)}; `_` stands between digits");
        }

        Add(TokenKind.Number, start, _text[start.._position], number: value ?? 0);
    }

    /// <summary><c>configure { 32bit }</c>: the one name that starts with a digit.</summary>
    private bool IsFlag(string text) =>
        text == "32bit" && _tokens.Count > 0 && _tokens[^1].Kind is TokenKind.OpenBrace or TokenKind.Comma or TokenKind.NewLine;

    private static string RadixDigits(int radix) => radix switch
    {
        2 => "the digits 0 and 1",
        8 => "the digits 0 to 7",
        _ => "the digits 0 to 9 and a to f",
    };

    private double? ReadRadix(int radix)
    {
        var digits = _position + 2;
        var length = WordLengthWhole(digits);
        var text = _text.Substring(digits, length);
        _position = digits + length;
        if (length == 0 || text[0] == '_' || text[^1] == '_' || text.Contains("__", StringComparison.Ordinal))
        {
            return null;
        }

        var value = BigInteger.Zero;
        var significant = text.AsSpan().TrimStart("0_");
        foreach (var c in significant)
        {
            if (c == '_')
            {
                continue;
            }

            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix)
            {
                return null;
            }

            // The exact value of a number beyond all doubles is nobody's business, and would take the square of its length to find.
            value = significant.Length > LargestDigits ? value : (value * radix) + digit;
        }

        return significant.Length > LargestDigits ? double.PositiveInfinity : (double)value;
    }

    private double? ReadDecimal()
    {
        var start = _position;
        var good = ReadDigits(canBeEmpty: true);
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            _position++;
            good &= ReadDigits(canBeEmpty: false);
        }

        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            _position += 2;
            good &= ReadDigits(canBeEmpty: true);
        }

        var digits = _text[start.._position].Replace("_", string.Empty, StringComparison.Ordinal);
        var unitLength = WordLengthWhole(_position);
        var factor = 1.0;
        if (unitLength > 0)
        {
            good &= Keywords.DurationUnits.TryGetValue(_text.Substring(_position, unitLength), out factor);
            _position += unitLength;
        }

        return good && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? Scaled(value, factor)
            : null;
    }

    /// <summary>Small units divide, because 100 ns is 100 / 1e6 exactly rounded once.</summary>
    private static double Scaled(double value, double factor) => factor < 1 ? value / Math.Round(1 / factor) : value * factor;

    /// <summary>Digits with single underscores between them; false when an underscore stands elsewhere.</summary>
    private bool ReadDigits(bool canBeEmpty)
    {
        var start = _position;
        while (char.IsAsciiDigit(Peek(0)) || (Peek(0) == '_' && _position > start && char.IsAsciiDigit(Peek(1)) && _text[_position - 1] != '_'))
        {
            _position++;
        }

        return canBeEmpty || _position > start;
    }
}
