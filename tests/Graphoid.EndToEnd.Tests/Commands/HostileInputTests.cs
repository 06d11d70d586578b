using System.Text;

namespace Graphoid.EndToEnd.Tests.Commands;

/// <summary>Programs that nobody would write by accident: each ends with an error at its place or with a small answer, and the
/// process ends in an orderly way.</summary>
[Trait("Category", "EndToEnd")]
public sealed class HostileInputTests : IDisposable
{
    private const int Million = 1_000_000;

    private const string TooDeep = "Syntax error: this is nested too deeply [GR1008]";

    private readonly Workspace _workspace = new();

    /// <summary>What is repeated a million times: before, opening, middle, closing.</summary>
    public static TheoryData<string, string, string, string> Nested() => new()
    {
        { "x = ", "(", "1", ")" },
        { "x = ", "[", "1", "]" },
        { "x = ", "{ a: ", "1", " }" },
        { "x = ", "-", "1", "" },
        { "x = ", "~", "1", "" },
        { "x = ", "not ", "1", "" },
        { "x = ", "a => ", "1", "" },
        { "x = ", "(a, b) => ", "1", "" },
        { "x = ", "a => { ", "1", " }" },
        { "x = ", "fn(a) { return ", "1", " }" },
        { "x = ", "f(", "1", ")" },
        { "x = ", "\"${", "1", "}\"" },
        { "x = 1", " + 1", "", "" },
        { "x = a", ".b", "", "" },
        { "x = ", "if true then ", "1", " else 2" },
        { "", "if true {\n", "", "}\n" },
        { "", "fn f() { ", "", " }" },
        { "", "f { |x| ", "", " }" },
        { "", "try { ", "", " } catch { }" },
        { "", "graph G { ", "", " }" },
        { "", "match 1 { 1 => { ", "", " } }" },
        { "match x { ", "[", "", "] => 1 }" },
        { "match x { ", "{ a: ", "b", " } => 1 }" },
    };

    /// <summary>Program, options, and how the answer begins: the output, or the error and its place.</summary>
    public static TheoryData<string, string, string> Programs() => new()
    {
        { "while true {}", "--max-time 500ms", "Error: TimeoutError: the program has not ended in the 0.5 s that it may take [GR3014]\n  --> p.gr:1:7" },
        { "while true { try { f() } catch { } }", "--max-time 500ms", "Error: TimeoutError: the program has not ended" },
        { "while true { spawn { while true {} } }", "--max-time 500ms", "Error: TimeoutError: the program has not ended" },
        { "c = channel()\nspawn { while true {} }\nc.receive()", "--max-time 500ms", "Error: TimeoutError: the program has not ended" },
        { "fn f(n) { return [n].map(x => f(x)) }\nf(1)", "", "Error: RuntimeError: callbacks of built-ins are nested deeper than 20000 [GR3009]\n  --> p.gr:1:22" },
        { "fn a(n) { return b(n + 1) }\nfn b(n) { return a(n + 1) }\na(0)", "", "Error: RuntimeError: calls are nested deeper than 200000 [GR3009]\n  --> p.gr:1:18" },
        { "range(10**18)", "", "Error: ValueError: a range has at most 2147483647 elements [GR3000]\n  --> p.gr:1:1" },
        { "s = \"ab\"\nwhile true { s = s + s }", "", "Error: ValueError: a text cannot be longer than 200000000 characters [GR3000]\n  --> p.gr:2:20" },
        { "s = \"ab\"\nwhile true { s = \"${s}${s}\" }", "", "Error: ValueError: a text cannot be longer than 200000000 characters [GR3000]\n  --> p.gr:2:" },
        { "s = \"ab\"\nwhile true { s = s * 2 }", "", "Error: ValueError: cannot repeat 2 times: the result must have 0 to 200000000 characters" },
        { "l = [1, 2]\nwhile true { l = l + l }", "", "Error: ValueError: a list of 67108864 elements is too large: one call makes at most 50000000" },
        { "l = [1, 2]\nwhile true { l = [...l, ...l] }", "", "Error: ValueError: a list of 67108864 elements is too large" },
        { "l = [1, 2]\nwhile true { l.extend!(l) }", "", "Error: ValueError: a list of 67108864 elements is too large" },
        { "l = [1, 2]\nwhile true { l = [l, l] }", "--max-memory 64M", "Error: RuntimeError: there is not enough memory: values may take 64 MB here [GR3000]\n  --> p.gr:2:18" },
        { "l = []\nwhile true { l.append!([1]) }", "--max-memory 64M", "Error: RuntimeError: there is not enough memory: values may take 64 MB here [GR3000]\n  --> p.gr:2:" },
        { "m = {}\ni = 0\nwhile true {\nm[i] = \"x\" * 100\ni += 1\n}", "--max-memory 64M", "Error: RuntimeError: there is not enough memory" },
        { "s = \"\"\nwhile true { s += \"0123456789\" }", "--max-memory 64M", "Error: RuntimeError: there is not enough memory" },
        { "f = x => x\nwhile true { g = f\nf = x => g(x) }", "--max-memory 64M", "Error: RuntimeError: there is not enough memory" },
        { "fn f() { l = []\nwhile true { l.append!([1]) } }\ntry { f() } catch as e { print(e.type()) }\nprint(\"alive\")", "--max-memory 64M", "RuntimeError\nalive" },
        { "l = [1]\nfor i in range(40) { l = [l, l] }\nprint(l)", "", "Error: ValueError: a text cannot be longer" },
        { "a = [1]\nb = [1]\nfor i in range(60) {\na = [a, a]\nb = [b, b]\n}\nm = { [a]: 1 }\nprint(a == b, m[b], a.freeze().is_frozen(), a.freeze().clone() == b)", "", "true 1 true true" },
        { "print((\"a\" * 100000 + \"b\") =~ /(a+)+$/)", "", "false" },
        { "print(\"aaa\" =~ /(a+)\\1/)", "", "Error: ValueError: the regular expression /(a+)\\1/ cannot be used: look-around and back-references are not supported" },
        { "x = 10 ** 5\nx = 7.to_bignum() ** 10 ** 8", "", "Error: ValueError: the result is too large" },
        { "print(\"a\\0b\".length(), \"\\u{10FFFF}\".length(), \"a\\0b\" == \"a\\0b\", [\"\\0\"].length())", "", "3 1 true 1" },
        { "x = \"\\u{D800}\"", "", "Syntax error: this escape names no character [GR1004]\n  --> p.gr:1:6" },
    };

    [Theory]
    [MemberData(nameof(Nested))]
    public Task A_million_levels_are_an_error_at_their_place(string before, string opening, string middle, string closing) =>
        ExpectAsync(before + Repeat(opening) + middle + Repeat(closing), string.Empty, TooDeep);

    [Theory]
    [MemberData(nameof(Programs))]
    public Task A_program_without_measure_gets_an_answer(string program, string options, string answer) => ExpectAsync(program, options, answer);

    [Theory]
    [InlineData("x = \"", "\"")]
    [InlineData("x = :", "")]
    [InlineData("name", " = 1")]
    [InlineData("# ", "")]
    public Task A_word_of_60_MB_is_read(string before, string after) =>
        ExpectAsync($"{before}{new string('a', 60_000_000)}{after}\nprint(\"read\")", string.Empty, "read");

    [Fact]
    public Task A_literal_of_100_MB_is_too_much() => ExpectAsync(
        $"x = \"{new string('a', 100_000_000)}\"", string.Empty, "Error: FileError: `p.gr` is too large for a program [GR5001]\nhelp: at most 64 MiB are read");

    [Theory]
    [InlineData("a\0b = 1", "1:2")]
    [InlineData("x = \"a\0b\"", "1:7")]
    [InlineData("y = 1\nx = :a\0b", "2:7")]
    public Task A_NUL_is_found(string program, string place) => ExpectAsync(
        program, string.Empty, $"Error: FileError: `p.gr` is not a text file: a NUL character stands at p.gr:{place} [GR5001]");

    [Theory]
    [InlineData("a", " = 1", 2)]
    [InlineData("x = :a", "", 7)]
    [InlineData("x = \"a", "\"", 7)]
    public async Task A_lone_surrogate_is_found(string before, string after, int column)
    {
        _workspace.With("p.gr", [.. Encoding.UTF8.GetBytes(before), 0xED, 0xA0, 0x80, .. Encoding.UTF8.GetBytes(after)]);

        var result = await _workspace.RunAsync("run", "p.gr");

        Assert.Equal($"Error: FileError: `p.gr` is not a text file: something that is not UTF-8 stands at p.gr:1:{column} [GR5001]", result.FirstErrorLine);
    }

    public void Dispose() => _workspace.Dispose();

    private static string Repeat(string text) => new StringBuilder().Insert(0, text, Million).ToString();

    private async Task ExpectAsync(string program, string options, string answer)
    {
        var result = await _workspace.With("p.gr", program + "\n").RunAsync(
            ["run", "p.gr", "--memory", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.StartsWith(answer, result.ExitCode == 0 ? result.Output : result.Error, StringComparison.Ordinal);
        Assert.InRange(result.ExitCode, 0, 1);
    }
}
