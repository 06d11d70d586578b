using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Conformance.Tests;

/// <summary>Every program prints what stands beside its statements, in every setting.</summary>
public sealed class ConformanceTests
{
    private static readonly TimeSpan ProgramTimeMax = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> ProgramsAndSettings()
    {
        var rows = new TheoryData<string, string>();
        foreach (var program in ConformanceProgram.Names())
        {
            foreach (var setting in ConformanceSetting.All)
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
        Assert.Empty(program.Diagnostics.Select(d => $"{d.Source.PositionOf(d.Span.Start)}: {d.Message}"));
        using var timeout = new CancellationTokenSource(ProgramTimeMax);
        var runtime = await setting.NewRuntimeAsync();
        var host = new RecordingHost(runtime, timeout.Token);

        ErrorValue? error = null;
        try
        {
            await program.RunAsync(host);
        }
        catch (GraphoidException failure)
        {
            error = failure.Error;
        }
        finally
        {
            await setting.EndAsync(runtime);
        }

        if (expected.ErrorId is null && error is not null)
        {
            Assert.Fail($"{ErrorText.OneLine(error)}\noutput so far:\n{string.Join('\n', host.Output)}");
        }

        Assert.Equal(string.Join('\n', expected.Output), string.Join('\n', host.Output));
        Assert.Equal(expected.ErrorId, error?.Id);
        if (error is not null)
        {
            var place = error.Trace[0].Source.PositionOf(error.Trace[0].Span.Start);
            Assert.Equal(expected.ErrorLine, place.Line);
            Assert.All(expected.Notes, note => Assert.Contains(error.Notes, line => line.Contains(note, StringComparison.Ordinal)));
        }

        Assert.All(expected.Log, text => Assert.Contains(host.LogLines, line => line.Contains(text, StringComparison.Ordinal)));
    }
}
