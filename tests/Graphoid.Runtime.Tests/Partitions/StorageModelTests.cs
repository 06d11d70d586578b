namespace Graphoid.Runtime.Tests.Partitions;

/// <summary>Random operations on the storage and on a naive model must show the same graph after every step.</summary>
public sealed class StorageModelTests
{
    public static TheoryData<int, bool, int> Runs()
    {
        var runs = new TheoryData<int, bool, int>();
        foreach (var partitions in new[] { 1, 2, 7 })
        {
            for (var seed = 1; seed <= 6; seed++)
            {
                runs.Add(partitions, seed % 3 != 0, seed);
            }
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Random_operations_show_what_a_naive_model_shows(int partitions, bool isDirected, int seed)
    {
        var run = new RandomGraph(partitions, isDirected, seed);
        for (var step = 0; step < 1200; step++)
        {
            var done = run.Step();

            // Looking builds the in-edge index: it must be right whenever that happens first, in a version or outside.
            if (step % 3 != 0 && seed % 2 == 1)
            {
                continue;
            }

            Assert.True(
                run.Model.Dump() == GraphDump.Of(run.Graph),
                $"seed {seed}, {partitions} partitions, step {step}, {done}:\n{run.Model.Dump()}\n--- storage\n{GraphDump.Of(run.Graph)}");
        }

        Assert.True(run.MetHub || seed % 2 == 0, "The run was to reach rows with an index of their edges.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_number_of_partitions_never_shows(bool isDirected)
    {
        var runs = new[] { 1, 2, 7, 64 }.Select(partitions => new RandomGraph(partitions, isDirected, seed: 99)).ToList();
        for (var step = 0; step < 600; step++)
        {
            runs.ForEach(static run => run.Step());
        }

        Assert.All(runs, run => Assert.Equal(GraphDump.Of(runs[0].Graph), GraphDump.Of(run.Graph)));
    }
}
