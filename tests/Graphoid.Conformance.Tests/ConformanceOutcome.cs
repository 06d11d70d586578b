using System.Globalization;
using System.Text.RegularExpressions;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Conformance.Tests;

/// <summary>What a program printed and how it ended.</summary>
/// <param name="Error">The whole report of an uncaught error, as the tool shows it; null for none.</param>
/// <param name="ErrorId">Its id, as in <c>GR3002</c>.</param>
/// <param name="ErrorLine">The line of the program it is about; 0 when it is about none.</param>
/// <param name="Notes">Where it happened: node, partition, round.</param>
public sealed partial record ConformanceOutcome(
    string? Error,
    string? ErrorId,
    int ErrorLine,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Output,
    IReadOnlyList<string> LogLines)
{
    /// <summary>The outcome as a host sees it.</summary>
    public static ConformanceOutcome Of(ErrorValue? error, IReadOnlyList<string> output, IReadOnlyList<string> logLines)
    {
        if (error is null)
        {
            return new ConformanceOutcome(null, null, 0, [], output, logLines);
        }

        var line = error.Trace.Count == 0 ? 0 : error.Trace[0].Source.PositionOf(error.Trace[0].Span.Start).Line;
        return new ConformanceOutcome(ErrorReport.Of(error), error.Id, line, [.. error.Notes], output, logLines);
    }

    /// <summary>The outcome as a client sees it, to whom an error is the text that the user sees.</summary>
    public static ConformanceOutcome OfReport(string? report, IReadOnlyList<string> output, IReadOnlyList<string> logLines)
    {
        if (report is null)
        {
            return new ConformanceOutcome(null, null, 0, [], output, logLines);
        }

        var first = FirstLine().Match(report);
        Assert.True(first.Success, $"this is no report of an error:\n{report}");
        var place = Place().Match(report);
        var line = place.Success ? int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture) : 0;
        return new ConformanceOutcome(
            report, first.Groups["id"].Value, line, [.. Note().Matches(report).Select(note => note.Groups["text"].Value)], output, logLines);
    }

    [GeneratedRegex(@"\AError: .*\[(?<id>GR\d{4})\]$", RegexOptions.Multiline)]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"^  --> .*:(?<line>\d+):\d+$", RegexOptions.Multiline)]
    private static partial Regex Place();

    [GeneratedRegex(@"^ += (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Note();
}
