using System.Globalization;

namespace Graphoid.EndToEnd.Tests.Faults;

/// <summary>Reads what programs of <see cref="CounterPrograms"/> print.</summary>
internal static class Counters
{
    /// <summary>A printed list of numbers.</summary>
    public static int[] List(string line) => [.. line.Trim('[', ']').Split(", ").Select(Number)];

    /// <summary>What every counter stands at; fails when they are not all the same, as some of them would have missed a broadcast.</summary>
    public static int Common(int[] counters, int expectedLength)
    {
        Assert.Equal(expectedLength, counters.Length);
        Assert.True(counters.Distinct().Count() == 1, $"not whole: {string.Join(' ', counters)}");
        return counters[0];
    }

    /// <summary>The count in a line of a first counter and the sum of all, which has to be that of equal counters.</summary>
    public static int Common(string line, int nodes)
    {
        var parts = line.Split(' ');
        Assert.True(parts.Length == 2 && Number(parts[0]) * nodes == Number(parts[1]), $"not whole: {line}");
        return Number(parts[0]);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
