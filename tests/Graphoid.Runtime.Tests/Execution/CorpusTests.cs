using Graphoid.Fuzz;

namespace Graphoid.Runtime.Tests.Execution;

/// <summary>What the fuzzer has found once is answered in an orderly way ever since.</summary>
[Trait("Category", "Unit")]
public sealed class CorpusTests
{
    /// <summary>Several, because some mistakes need the end to come while a program is deep inside something.</summary>
    private static readonly int[] RunTimesMs = [20, 120, 400];

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Names() => [.. Directory.EnumerateFiles(FuzzRun.Corpus, "*.gr").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_input_that_was_found_once_is_answered(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(FuzzRun.Corpus, name));
        foreach (var time in RunTimesMs)
        {
            var finding = await Task.Run(() => new FuzzStages(TimeSpan.FromMilliseconds(time)).CheckAsync(text)).WaitAsync(Guard);
            Assert.True(finding is null, $"{name}: {finding?.Signature}\n{finding?.Details}");
        }
    }
}
