using System.Globalization;
using Xunit.Abstractions;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>What every round of a kind of fault cost, told as it happens and summed up at the end. Nothing is asserted of it.</summary>
internal sealed class FaultTimes(ITestOutputHelper output, string kind)
{
    private readonly List<double> _seconds = [];

    /// <summary>One round is over.</summary>
    /// <param name="time">From the fault to the first answer after it.</param>
    public void Add(int round, TimeSpan time, string about)
    {
        _seconds.Add(time.TotalSeconds);
        output.WriteLine($"{kind}, round {round}: {Text(time.TotalSeconds)} s; {about}");
    }

    /// <summary>Median and longest of all rounds.</summary>
    public void SumUp()
    {
        _seconds.Sort();
        var median = (_seconds[(_seconds.Count - 1) / 2] + _seconds[_seconds.Count / 2]) / 2;
        output.WriteLine($"{kind}: {_seconds.Count} rounds, median {Text(median)} s, longest {Text(_seconds[^1])} s");
    }

    private static string Text(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);
}
