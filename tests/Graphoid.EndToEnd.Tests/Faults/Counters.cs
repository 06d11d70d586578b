using System.Globalization;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>What all counters of <see cref="CounterPrograms"/> stand at, as a program printed it.</summary>
internal sealed class Counters
{
    private readonly int[] _values;

    /// <summary>Reads a printed list.</summary>
    public Counters(string printed) => _values = [.. printed.Trim('[', ']', '\n').Split(", ").Select(Number)];

    /// <summary>Number of counters.</summary>
    public int Length => _values.Length;

    /// <summary>What one of them stands at.</summary>
    public int this[int counter] => _values[counter];

    /// <summary>How many broadcasts lie between two looks; fails when not every counter had the same ones.</summary>
    public int BroadcastsSince(Counters before)
    {
        Assert.Equal(before.Length, Length);
        var steps = _values.Zip(before._values, (now, then) => now - then).ToList();
        Assert.True(steps.Distinct().Count() == 1, $"not whole, more since then: {string.Join(' ', steps)}");
        return steps[0];
    }

    /// <summary>What <see cref="CounterPrograms.Tick"/> prints from here on.</summary>
    public IEnumerable<string> Ticked(int times) => Enumerable.Range(1, times)
        .Select(tick => string.Create(CultureInfo.InvariantCulture, $"{_values[0] + tick} {_values.Sum() + (tick * _values.Length)}"));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
