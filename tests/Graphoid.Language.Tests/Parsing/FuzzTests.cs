using Graphoid.Language.Parsing;
using Graphoid.Language.Tests.Generation;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Parsing;

/// <summary>Damaged programs: the parser answers every one of them.</summary>
[Trait("Category", "Unit")]
public sealed class FuzzTests
{
    private const int RoundsPerProgram = 150;

    private static readonly string[] Corpus =
    [
        "fn f(a, b = 1) { return a + b if a > 1 }\nprint(f(1, b: 2))\n",
        "graph A from B { x = 1, y: [1, 2]\n fn m(msg) { match msg { [:a, n] => { x = n }\n _ => none } } }\n",
        "m = { a: 1, \"b\": { c: :d }\n e: 100ms }\nfor k, v in m { print(\"${k} = ${v}\") }\n",
        "xs.filter { |v| v % 2 == 0 }\n  .map(v => { n: v })\n  .sort_by(p => p[1:2], :desc)\n",
        "try { raise \"x\" } catch Oops as e { f(x!) }\nfinally { [a, ...b] = [1, 2] }\n",
        "p = pattern { a -> b [T*1..3]\n b <- c where a.n < -1 }\nw = text.split(/[/]\\s+/i)\n",
        "if a then b else c\nunless x { loop { break } }\ndescribe \"x\", 1 { it { } }\nlist<num> q = .5e3\n",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_damaged_program_is_answered(int seed)
    {
        var random = new Random(seed);
        var damage = new Damage(Corpus);
        var programs = Corpus
            .Concat(Documents.Programs("mission.md").Select(program => program.Text))
            .Concat(Documents.Programs("language.md").Select(program => program.Text));
        foreach (var program in programs)
        {
            for (var round = 0; round < RoundsPerProgram; round++)
            {
                var text = damage.Letters(program, random);
                var result = Record.Exception(() => Parser.Parse(new SourceText("fuzz.gr", text)));
                Assert.True(result is null, $"seed {seed}, round {round}: {result}\n{text}");
            }
        }
    }

    [Fact]
    public void Every_beginning_of_a_program_is_answered()
    {
        foreach (var program in Corpus)
        {
            for (var length = 0; length <= program.Length; length++)
            {
                var result = Parser.Parse(new SourceText("fuzz.gr", program[..length]));
                Assert.All(result.Diagnostics, diagnostic => Assert.InRange(diagnostic.Span.Start, 0, length));
            }
        }
    }
}
