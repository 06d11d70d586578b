using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Reads JSON text the forgiving way of the library reference, section 9: what is broken gives a value, not an error.</summary>
internal ref struct JsonReader
{
    /// <summary>More nested levels are an error.</summary>
    private const int LevelsMax = 512;

    private readonly string _text;
    private int _at;
    private int _level;

    private JsonReader(string text) => _text = text;

    /// <summary>The first value in a text; what follows it is ignored.</summary>
    /// <exception cref="GraphoidException">More than 512 nested levels.</exception>
    public static Value Parse(string text)
    {
        var reader = new JsonReader(text);
        return reader.Read() ?? Value.None;
    }

    private readonly bool AtEnd => _at >= _text.Length;

    /// <summary>The next value; null when it is a broken list or map, which breaks what contains it too.</summary>
    private Value? Read()
    {
        SkipBlanks();
        return AtEnd ? null : _text[_at] switch
        {
            '{' => Nested(isMap: true),
            '[' => Nested(isMap: false),
            '"' => Value.Of(ReadText(out _)),
            't' => Word("true", Value.True),
            'f' => Word("false", Value.False),
            'n' => Word("null", Value.None),
            ',' or ':' or ']' or '}' => null,
            _ => ReadNumber(),
        };
    }

    private Value? Nested(bool isMap)
    {
        if (++_level > LevelsMax)
        {
            throw GraphoidException.Library(ErrorKind.Value, $"`parse`: the text has more than {LevelsMax} nested levels");
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }

        _at++;
        var value = isMap ? ReadMap() : ReadList();
        _level--;
        return value;
    }

    private Value? ReadList()
    {
        var items = new ListValue([]);
        if (Takes(']'))
        {
            return Value.Of(items);
        }

        while (!EndsHere(']'))
        {
            if (Read() is not { } item)
            {
                return null;
            }

            items.AppendInPlace(item);
            if (Takes(']'))
            {
                return Value.Of(items);
            }

            if (!Takes(','))
            {
                return null;
            }
        }

        return null;
    }

    private Value? ReadMap()
    {
        var map = new MapValue();
        if (Takes('}'))
        {
            return Value.Of(map);
        }

        while (Peek() == '"')
        {
            var key = ReadText(out var isComplete);
            if (!isComplete || !Takes(':') || Read() is not { } value)
            {
                return null;
            }

            map.Set(key, value);
            if (Takes('}'))
            {
                return Value.Of(map);
            }

            if (!Takes(','))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>An unfinished text is empty.</summary>
    private string ReadText(out bool isComplete)
    {
        var text = new StringBuilder();
        for (_at++; !AtEnd; _at++)
        {
            var character = _text[_at];
            if (character == '"')
            {
                _at++;
                isComplete = true;
                return text.ToString();
            }

            if (character == '\\' && ++_at < _text.Length)
            {
                AppendEscaped(text);
            }
            else if (!AtEnd)
            {
                text.Append(character);
            }
        }

        isComplete = false;
        return string.Empty;
    }

    private void AppendEscaped(StringBuilder text)
    {
        switch (_text[_at])
        {
            case 'n':
                text.Append('\n');
                break;
            case 'r':
                text.Append('\r');
                break;
            case 't':
                text.Append('\t');
                break;
            case 'b':
                text.Append('\b');
                break;
            case 'f':
                text.Append('\f');
                break;
            case 'u' when _at + 4 < _text.Length
                && ushort.TryParse(_text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                // The halves of a surrogate pair come one after the other and stand together then.
                text.Append((char)unit);
                _at += 4;
                break;
            case var other:
                text.Append(other);
                break;
        }
    }

    private Value Word(string word, Value value)
    {
        var start = _at;
        SkipWord();
        return _text.AsSpan(start, _at - start).SequenceEqual(word) ? value : Value.None;
    }

    /// <summary>Whatever is nothing else counts as a number; without digits, or with two signs or points, it is 0.</summary>
    private Value ReadNumber()
    {
        var start = _at;
        while (!AtEnd && IsNumeric(_text[_at], isFirst: _at == start))
        {
            _at++;
        }

        if (_at == start)
        {
            SkipWord();
        }

        return JsonNumbers.Read(_text.AsSpan(start, _at - start));
    }

    private static bool IsNumeric(char character, bool isFirst) =>
        char.IsAsciiDigit(character) || character is '+' or '-' or '.' || (!isFirst && character is 'e' or 'E');

    private void SkipWord()
    {
        while (!AtEnd && _text[_at] is not (',' or ':' or ']' or '}' or '[' or '{' or '"' or ' ' or '\t' or '\r' or '\n'))
        {
            _at++;
        }
    }

    private void SkipBlanks()
    {
        while (!AtEnd && _text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    private char Peek()
    {
        SkipBlanks();
        return AtEnd ? '\0' : _text[_at];
    }

    private bool EndsHere(char end) => Peek() == end || AtEnd;

    private bool Takes(char sign)
    {
        if (Peek() != sign || AtEnd)
        {
            return false;
        }

        _at++;
        return true;
    }
}

/// <summary>Numbers in JSON text.</summary>
internal static class JsonNumbers
{
    public static Value Read(ReadOnlySpan<char> text) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var number)
            && text.ContainsAnyInRange('0', '9')
            ? Math.Abs(number) >= Numbers.SafeMax && !text.ContainsAny(".eE") && BigNumber.Parse(text.ToString()) is { FitsInNumber: false } big
                ? Value.Of(big)
                : Value.Of(number)
            : Value.Of(0);
}
