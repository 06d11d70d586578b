namespace Graphoid.Language.Tests.Generation;

/// <summary>Random programs that the grammar of the reference (section 2) allows, with random layout and comments.</summary>
/// <remarks>The same seed gives the same program. Every construct of the grammar can come up; names and values mean nothing, so a
/// program may be read and laid out but not run.</remarks>
internal sealed partial class RandomProgram
{
    /// <summary>Constructs inside each other.</summary>
    private const int DepthMax = 5;

    private static readonly string[] Names =
        ["a", "b", "count", "x1", "_hidden", "größe", "graph", "node", "next", "loop", "load", "from", "set", "rule", "pattern", "tree", "self", "num"];

    private static readonly string[] Words = [.. Names, "in", "match", "if", "map", "true", "none", "and"];

    private readonly Random _random;
    private int _depth;

    private RandomProgram(int seed) => _random = new Random(seed);

    /// <summary>One program.</summary>
    public static string Of(int seed)
    {
        var program = new RandomProgram(seed);
        return program.Many(1, 6, program.Statement, program.StatementEnd) + program.Pick("", "\n", "\n\n# the end");
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private string Maybe(int percent, Func<string> part) => Chance(percent) ? part() : "";

    /// <summary>One of the parts; deep down the first, which has to end the recursion.</summary>
    private string Choose(params Func<string>[] parts)
    {
        if (_depth >= DepthMax)
        {
            return parts[0]();
        }

        _depth++;
        var part = parts[_random.Next(parts.Length)]();
        _depth--;
        return part;
    }

    private string Many(int least, int most, Func<string> part, Func<string> between)
    {
        var text = "";
        var count = _depth >= DepthMax ? least : _random.Next(least, most + 1);
        for (var i = 0; i < count; i++)
        {
            text += (i == 0 ? "" : between()) + part();
        }

        return text;
    }

    /// <summary>Where any blank may stand.</summary>
    private string Blank() => Pick("", "", " ", "  ", "\t", " /* why */ ");

    private string Gap() => Pick(" ", " ", " ", "  ", "\t ", " /* x */ ");

    /// <summary>Where a line may end without meaning: inside round and square brackets, behind operators.</summary>
    private string Fold() => Pick("", "", "", " ", "\n", "  # note\n   ", "\n\n# own line\n");

    private string FoldOrBlank() => Chance(85) ? Gap() : " " + Fold();

    private string StatementEnd() => Pick("\n", "\n", "\n", "\n\n", "\n\n\n", " ; ", ";", "   # remark\n", "\n    # own line\n  ", "\n/* block\n comment */\n");

    private string EntryEnd() => Pick(", ", ",", "\n", " ,\n", "\n\n", ", # note\n");

    private string Name() => Names[_random.Next(5)];

    private string AnyName() => Pick(Names);

    private string Word() => Pick(Words);

    private string Symbol() => ":" + Pick("tag", "a", "up_1", "32bit", "NEXT");

    private string Number() =>
        Pick("0", "1", "12", "2.5", ".5", "1_000", "0xFF_00", "0b101", "0o17", "2.5e10", "1e-3", "100ms", "1.5s", "3d", "1e400", "12345678901234567890");

    private string Text() =>
        Pick("\"\"", "\"plain\"", "'single'", "\"it's\"", "'say \"x\"'", "\"a\\n\\t\\\\ \\u{1F600}\"", "\"\\${not}\"", "\"two\nlines\"", "\"# no comment\"");

    private string Interpolated() => $"\"{Pick("", "v=", "\\n ")}${{{Blank()}{Expression()}{Blank()}}}{Pick("", " and ", "$")}{Maybe(40, () => $"${{{Expression()}}}")}\"";

    private string Regex() => Pick("/a+b/", "/[/\\]x]*/i", "/\\d{2}\\/x/ms", "/ /x");

    private string Literal() => Choose(Number, Text, Symbol, () => Pick("true", "false", "none"));

    private string Block() => Choose(
        () => "{}",
        () => $"{{{Blank()}{Statement()}{Blank()}}}",
        () => $"{{ {Statement()} ; {Statement()} }}",
        () => $"{{\n{Many(0, 3, Statement, StatementEnd)}\n}}",
        () => $"{{{Pick("", " # opens\n", "\n\n")}{Many(1, 3, Statement, StatementEnd)}{Pick(" ", "\n", "\n\n", " # ends\n")}}}");
}
