using System.Globalization;
using System.Text.Json;

namespace Graphoid.EndToEnd.Tests.Commands;

/// <summary>The main job on a real graph: 7,115 people and 103,689 votes, ten rounds, damping 0.85.</summary>
[Trait("Category", "EndToEnd")]
public sealed class PageRankTests
{
    private const double RelativeError = 1e-11;

    private static readonly string Graph = SharedData.PathOf("graphs", "wiki-Vote.edges.txt.gz");

    [SharedDataFact]
    public async Task The_ranks_do_not_depend_on_the_number_of_partitions()
    {
        var one = await RanksAsync(partitions: 1);

        Assert.Equal(one, await RanksAsync(partitions: 2));
        Assert.Equal(one, await RanksAsync(partitions: 7));
    }

    [SharedDataFact]
    public async Task The_ranks_are_the_known_ones()
    {
        using var facts = JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.PathOf("facts.json")));
        var known = facts.RootElement.GetProperty("wiki-Vote").GetProperty("pagerank_mission_10_rounds_d085");
        var lines = (await RanksAsync(partitions: 2)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ranks = lines.Select(line => line.Trim('[', ']').Split(", "))
            .Select(pair => (Id: pair[0], Rank: double.Parse(pair[1], CultureInfo.InvariantCulture)))
            .ToList();

        Assert.Equal(7115, ranks.Count);
        AssertClose(known.GetProperty("sum").GetDouble(), ranks.Sum(pair => pair.Rank));
        foreach (var (expected, actual) in known.GetProperty("top10").EnumerateArray().Zip(ranks.OrderByDescending(pair => pair.Rank)))
        {
            Assert.Equal(expected[0].ToString(), actual.Id);
            AssertClose(expected[1].GetDouble(), actual.Rank);
        }
    }

    private static async Task<string> RanksAsync(int partitions)
    {
        var result = await GraphoidTool.RunAsync(
            Repository.PathOf("tests", "Graphoid.EndToEnd.Tests", "Programs"),
            "run", "all-ranks.gr", "--memory", "--graph", $"votes={Graph}", "--partitions", partitions.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }

    /// <summary>The facts are written with twelve digits, so half a unit of the last one is allowed on top.</summary>
    private static void AssertClose(double expected, double actual) =>
        Assert.InRange(actual, expected * (1 - RelativeError), expected * (1 + RelativeError));
}
