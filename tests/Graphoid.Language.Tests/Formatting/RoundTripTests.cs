using Graphoid.Language.Diagnostics;
using Graphoid.Language.Formatting;
using Graphoid.Language.Parsing;
using Graphoid.Language.Tests.Generation;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Formatting;

[Trait("Category", "Unit")]
public sealed class RoundTripTests
{
    [Fact]
    public void Programs_of_the_repository_read_back_the_same_when_printed_and_when_laid_out()
    {
        var checkedCount = Programs.Files().Count(path => CheckIfGood(path, File.ReadAllText(path)));
        Assert.True(checkedCount > 50, $"only {checkedCount} programs of the repository can be read");
    }

    [Fact]
    public void Generated_programs_read_back_the_same_when_printed_and_when_laid_out()
    {
        var good = 0;
        Parallel.For(0, Programs.GeneratedCount, seed =>
        {
            if (CheckIfGood($"seed {seed}", RandomProgram.Of(seed)))
            {
                Interlocked.Increment(ref good);
            }
        });

        Assert.True(good > Programs.GeneratedCount * 0.9, $"only {good} of {Programs.GeneratedCount} generated programs can be read");
    }

    /// <summary>Checks a program without mistakes; false for any other.</summary>
    private static bool CheckIfGood(string name, string text)
    {
        var source = new SourceText(name, text);
        var parsed = Parser.Parse(source);
        if (parsed.Diagnostics.Count > 0)
        {
            return false;
        }

        var printed = SyntaxPrinter.Print(parsed.Unit);
        var reread = Parser.Parse(new SourceText(name, printed));
        Assert.True(
            reread.Diagnostics.Count == 0,
            $"{name}: the printed program has a mistake: {DiagnosticRenderer.ToText(reread.Diagnostics)}\n{text}\n--- printed:\n{printed}");
        var difference = SyntaxComparison.FirstDifference(parsed.Unit, reread.Unit);
        Assert.True(difference is null, $"{name}: printed, the program means something else: {difference}\n{text}\n--- printed:\n{printed}");

        var formatted = Formatter.Format(source).Text;
        Assert.True(formatted is not null, $"{name}: the formatter would change the program\n{text}");
        var again = Formatter.Format(new SourceText(name, formatted)).Text;
        Assert.True(formatted == again, $"{name}: formatting twice is not formatting once\n{text}\n--- once:\n{formatted}\n--- twice:\n{again}");
        return true;
    }
}
