using Graphoid.Actors.Sessions;
using Graphoid.Runtime.Host;

namespace Graphoid.Conformance.Tests;

/// <summary>On three processes of <c>graphoid node</c>, the way <c>graphoid run --connect</c> goes: only text leaves this process and
/// comes back. The programs take turns with the members that run them.</summary>
public sealed record ProcessesSetting(int Partitions) : ConformanceSetting($"3 processes, {Partitions} partitions")
{
    private const string DropAll = "for name in distributed.graphs() { distributed.drop(name) }\n";

    private static readonly List<string> Programs = [.. ConformanceProgram.Names()];

    /// <inheritdoc/>
    public override async Task<ConformanceOutcome> RunAsync(
        ConformanceProgram program, ConformanceClusters clusters, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(clusters);

        // Each program is served by different members in different settings.
        var members = await clusters.ProcessesAsync();
        var member = members[(Programs.IndexOf(program.Name) + Partitions) % members.Count];
        var dropped = await RunAsync(member, "drop_all.gr", DropAll, cancellation);
        Assert.True(dropped.Error is null, dropped.Error);
        return await RunAsync(member, program.Name, program.Source.Text, cancellation);
    }

    private async Task<ConformanceOutcome> RunAsync(SessionClient member, string name, string text, CancellationToken cancellation)
    {
        var display = new RecordingDisplay();
        var end = await member.RunAsync(
            new ProgramRequest(name, text, RecordingHost.ProgramArguments, Partitions), display, cancellation);
        Assert.False(end.IsInternalError, end.ErrorReport);
        Assert.False(end.IsCancelled, $"{name} did not end; output so far:\n{string.Join('\n', display.Output)}");
        return ConformanceOutcome.OfReport(end.ErrorReport, display.Output, display.LogLines);
    }

    /// <summary>Keeps what comes; the client calls it on one thread at a time.</summary>
    private sealed class RecordingDisplay : ISessionDisplay
    {
        public List<string> Output { get; } = [];

        public List<string> LogLines { get; } = [];

        public void Print(string line) => Output.AddRange(line.Split('\n'));

        public void Log(string line) => LogLines.Add(line);

        public void Sent(long bytes, long bytesTotal) => throw new InvalidOperationException("A program is not sent like a file.");

        public void Read(ImportProgress progress)
        {
            // Programs that import may say how far they are; nothing of it is part of their output.
        }
    }
}
