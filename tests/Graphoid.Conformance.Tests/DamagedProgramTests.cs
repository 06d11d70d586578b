using System.Text.RegularExpressions;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Conformance.Tests;

/// <summary>Programs with exchanged words end normally, with a diagnostic, with an error or by cancellation, and in no other way.</summary>
public sealed partial class DamagedProgramTests
{
    private const int ProgramsPerSeed = 400;

    /// <summary>Damage makes endless loops; this is how long one may run.</summary>
    private static readonly TimeSpan RunTimeMax = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_damaged_program_ends_in_an_orderly_way(int seed)
    {
        var random = new Random(seed);
        var programs = ConformanceProgram.Names()
            .Where(name => name.StartsWith("language/", StringComparison.Ordinal) && !name.Contains("deep", StringComparison.Ordinal))
            .Select(name => Word().Matches(ConformanceProgram.Read(name).Source.Text).Select(m => m.Value).ToList())
            .ToList();
        for (var round = 0; round < ProgramsPerSeed; round++)
        {
            var text = Damage(programs, random);
            var failure = await RunAsync(text);
            Assert.True(failure is null, $"seed {seed}, round {round}: {failure}\n{text}");
        }
    }

    private static async Task<Exception?> RunAsync(string text)
    {
        using var timeout = new CancellationTokenSource(RunTimeMax);
        try
        {
            var program = GraphoidProgram.Load(new SourceText("damaged.gr", text));
            if (program.IsRunnable)
            {
                await program.RunAsync(new RecordingHost(new LocalSetting(1).NewRuntime(), timeout.Token));
            }

            return null;
        }
        catch (Exception e) when (e is GraphoidException or OperationCanceledException)
        {
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    /// <summary>A stretch of one program in which a few words are dropped, doubled, or replaced by words of any program.</summary>
    private static string Damage(List<List<string>> programs, Random random)
    {
        var words = programs[random.Next(programs.Count)].ToList();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(words.Count);
            var donor = programs[random.Next(programs.Count)];
            switch (random.Next(4))
            {
                case 0:
                    words.RemoveAt(at);
                    break;
                case 1:
                    words.Insert(at, words[at]);
                    break;
                default:
                    words[at] = SameClass(donor, words[at], random);
                    break;
            }
        }

        return string.Concat(words);
    }

    /// <summary>A word for a word and a sign for a sign, so that most of the damage gets past the parser.</summary>
    private static string SameClass(List<string> donor, string word, Random random)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var candidate = donor[random.Next(donor.Count)];
            if (char.IsLetter(candidate[0]) == char.IsLetter(word[0]) && char.IsDigit(candidate[0]) == char.IsDigit(word[0]))
            {
                return candidate;
            }
        }

        return word;
    }

    [GeneratedRegex(@"#[^\n]*|\w+|\s+|\S")]
    private static partial Regex Word();
}
