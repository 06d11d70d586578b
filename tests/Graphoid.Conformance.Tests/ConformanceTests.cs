using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Host;

namespace Graphoid.Conformance.Tests;

/// <summary>Every program prints what stands beside its statements, in every setting.</summary>
public sealed class ConformanceTests(ConformanceClusters clusters) : IClassFixture<ConformanceClusters>
{
    private const string OnePartition = ", 1 partitions";

    private static readonly TimeSpan ProgramTimeMax = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> ProgramsAndSettings()
    {
        var rows = new TheoryData<string, string>();
        foreach (var program in ConformanceProgram.Names())
        {
            // Only the text of one file goes to another process. A program that never says `distributed` has no partitions to vary.
            var settings = ConformanceSetting.All
                .Where(s => s is not ProcessesSetting || !ConformanceProgram.HasFiles(program))
                .Where(s => s.Name.EndsWith(OnePartition, StringComparison.Ordinal) || ConformanceProgram.IsDistributed(program));
            foreach (var setting in settings)
            {
                rows.Add(program, setting.Name);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(ProgramsAndSettings))]
    public async Task A_program_prints_what_it_says(string programName, string settingName)
    {
        var expected = ConformanceProgram.Read(programName);
        var setting = ConformanceSetting.All.Single(s => s.Name == settingName);
        var program = GraphoidProgram.Load(expected.Source);
        Assert.Empty(program.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => $"{d.Source.PositionOf(d.Span.Start)}: {d.Message}"));
        Assert.Equal(expected.Warnings, program.Diagnostics.Select(d => (d.Source.PositionOf(d.Span.Start).Line, d.Id)));

        using var timeout = new CancellationTokenSource(ProgramTimeMax);
        var actual = await setting.RunAsync(expected, clusters, timeout.Token);

        if (expected.ErrorId is null && actual.Error is not null)
        {
            Assert.Fail($"{actual.Error}\noutput so far:\n{string.Join('\n', actual.Output)}");
        }

        Assert.Equal(string.Join('\n', expected.Output), string.Join('\n', actual.Output));
        Assert.Equal(expected.ErrorId, actual.ErrorId);
        Assert.Equal(expected.ErrorLine, actual.ErrorLine);
        Assert.All(expected.Notes, note => Assert.Contains(actual.Notes, line => line.Contains(note, StringComparison.Ordinal)));
        Assert.All(expected.Log, text => Assert.Contains(actual.LogLines, line => line.Contains(text, StringComparison.Ordinal)));
    }
}
