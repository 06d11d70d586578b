using System.Globalization;
using System.Text;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

/// <summary>Reads and runs one expression of literals and method calls, so that tables of examples can be written as programs.</summary>
/// <remarks>Names stand for the functions of <see cref="Functions"/>; <c>list</c> and <c>string</c> are the namespaces.</remarks>
internal sealed class Script
{
    private static readonly Dictionary<string, Value> Functions = new()
    {
        ["double"] = TestFunction.Of(x => Value.Of(x.Number * 2)),
        ["same"] = TestFunction.Of(x => x),
        ["big"] = TestFunction.Of(x => Value.Of(x.Number > 2)),
        ["vowel"] = TestFunction.Of(x => Value.Of("aeiou".Contains(ValueText.Display(x), StringComparison.Ordinal))),
        ["add"] = TestFunction.Of((a, b) => Value.Of(a.Number + b.Number)),
        ["minus"] = TestFunction.Of((a, b) => Value.Of(a.Number - b.Number)),
        ["above"] = TestFunction.Of((a, b) => Value.Of(a.Number > b.Number)),
        ["pair"] = TestFunction.Of((a, b) => Value.Of(ListValue.Of(a, b))),
        ["swap"] = TestFunction.Of((a, b) => Value.Of(ListValue.Of(b, a))),
        ["head"] = TestFunction.Of(x => ((ListValue)x.Reference!)[0]),
        ["parity"] = TestFunction.Of(x => Value.Of(x.Number % 2 == 0 ? "even" : "odd")),
        ["constant"] = TestFunction.Of(_ => Value.Of("c")),
        ["isOne"] = TestFunction.Of((_, v) => Value.Of(v == Value.Of(1))),
    };

    private readonly string _text;
    private readonly TestProgram _program;
    private int _at;

    private Script(string text, TestProgram program)
    {
        _text = text;
        _program = program;
    }

    /// <summary>The value of an expression, once with functions that answer at once and once with functions that wait.</summary>
    public static async Task<Value> RunAsync(string text)
    {
        var value = await new Script(text, new TestProgram()).ReadAllAsync();
        var waited = await new Script(text, new TestProgram(isWaiting: true)).ReadAllAsync();
        Assert.Equal(ValueText.ToText(value), ValueText.ToText(waited));
        return value;
    }

    /// <summary>The expression's value has this text; strings at the top are not quoted, none shows as none.</summary>
    public static async Task ExpectAsync(string text, string expected)
    {
        var value = await RunAsync(text);
        Assert.Equal(expected, value.IsNone ? "none" : ValueText.ToText(value));
    }

    /// <summary>The expression raises this kind of error with these words.</summary>
    public static async Task ExpectErrorAsync(string text, string kind, string words)
    {
        var failure = await Assert.ThrowsAsync<GraphoidException>(() => RunAsync(text));
        Assert.Equal(kind, failure.Error.ErrorKind.Name);
        Assert.Contains(words, failure.Error.Message, StringComparison.Ordinal);
        Assert.True(failure.Error.Fits("RuntimeError"), "errors of built-ins fit RuntimeError too");
    }

    private async Task<Value> ReadAllAsync()
    {
        var value = await ReadAsync();
        Assert.Equal(_text.Length, _at);
        return value;
    }

    private async Task<Value> ReadAsync()
    {
        var value = await ReadPrimaryAsync();
        while (Take('.'))
        {
            var name = ReadName();
            var entry = value.Reference is ModuleStub module
                ? module.Members.Find(name)!
                : MethodTables.Find(value.Kind, name) ?? throw new InvalidOperationException($"{value.Kind} has no {name}");
            var self = value.Reference is ModuleStub ? Value.Undefined : value;
            var isBang = Take('!');
            Assert.True(Take('('), "a call");
            var arguments = await ReadItemsAsync(')');
            value = isBang
                ? (await NativeCalls.BangAsync(entry, self, arguments, _program)).Receiver
                : await NativeCalls.CallAsync(entry, self, arguments, _program);
        }

        return value;
    }

    private async Task<Value> ReadPrimaryAsync()
    {
        SkipBlanks();
        var start = _text[_at];
        if (start == '[')
        {
            _at++;
            return Value.Of(new ListValue(await ReadItemsAsync(']')));
        }

        return start switch
        {
            '{' => await ReadMapAsync(),
            '"' => Value.Of(ReadUntil('"')),
            '/' => Value.Of(new RegexValue(ReadUntil('/'), ReadName())),
            ':' => ReadSymbol(),
            _ when char.IsAsciiDigit(start) || start == '-' => ReadNumber(),
            _ => ReadWord(),
        };
    }

    private async Task<Value> ReadMapAsync()
    {
        _at++;
        var map = new MapValue();
        while (!Take('}'))
        {
            var key = await ReadAsync();
            Assert.True(Take(':'), "a colon");
            map.Set(MapKeys.Normalize(key), await ReadAsync());
            Take(',');
        }

        return Value.Of(map);
    }

    private async Task<Value[]> ReadItemsAsync(char end)
    {
        var items = new List<Value>();
        while (!Take(end))
        {
            items.Add(await ReadAsync());
            Take(',');
        }

        return [.. items];
    }

    private Value ReadSymbol()
    {
        _at++;
        return Value.Of(Symbol.Of(ReadName()));
    }

    private Value ReadNumber()
    {
        var start = _at++;
        while (_at < _text.Length
            && (char.IsAsciiDigit(_text[_at]) || (_text[_at] == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))))
        {
            _at++;
        }

        return Value.Of(double.Parse(_text.AsSpan(start, _at - start), CultureInfo.InvariantCulture));
    }

    private Value ReadWord() => ReadName() switch
    {
        "none" => Value.None,
        "true" => Value.True,
        "false" => Value.False,
        "nan" => Value.Of(double.NaN),
        "infinity" => Value.Of(double.PositiveInfinity),
        "range" => ReadRange(),
        "node" => Value.Of(new TestHandle("n1")),
        "list" => Value.Of(new ModuleStub(Constructors.List)),
        "string" => Value.Of(new ModuleStub(Constructors.String)),
        var name => Functions[name],
    };

    private Value ReadRange()
    {
        Assert.True(Take('('), "a range's end");
        var end = ReadNumber().Number;
        Assert.True(Take(')'), "a range's end");
        return Value.Of(RangeValue.Exclusive(0, end, 1));
    }

    private string ReadName()
    {
        var name = new StringBuilder();
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            name.Append(_text[_at++]);
        }

        return name.ToString();
    }

    private string ReadUntil(char end)
    {
        var close = _text.IndexOf(end, _at + 1);
        var content = _text[(_at + 1)..close];
        _at = close + 1;
        return content;
    }

    private bool Take(char expected)
    {
        SkipBlanks();
        var isThere = _at < _text.Length && _text[_at] == expected;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }
    }

    private sealed class ModuleStub(NativeTable members) : ObjectValue
    {
        public override ValueKind Kind => ValueKind.Module;

        public NativeTable Members => members;
    }
}
