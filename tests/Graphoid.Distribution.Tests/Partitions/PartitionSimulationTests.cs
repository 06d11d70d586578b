using Graphoid.Distribution.Partitions;

namespace Graphoid.Distribution.Tests.Partitions;

/// <summary>Design 8 under faults: what was told stays, nothing happens twice, everything keeps its order.</summary>
public sealed class PartitionSimulationTests
{
    private const int Seeds = 400;
    private const int Steps = 1500;

    [Fact]
    public void Turns_survive_crashes_once_and_in_order()
    {
        var (acknowledged, operations, checkpoints, epochs) = (0, 0, 0, 0L);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var world = new PartitionWorld(seed);
            try
            {
                world.Run(Steps);
            }
            catch (Violation violation)
            {
                Assert.Fail($"seed {seed}: {violation.Message}");
            }

            acknowledged += world.Acknowledged;
            operations += world.Operations;
            checkpoints += world.Checkpoint > 0 ? 1 : 0;
            epochs += world.Epochs;
        }

        // A simulation in which nothing happens finds nothing.
        Assert.InRange(acknowledged, Seeds * 40, int.MaxValue);
        Assert.InRange(operations, Seeds * 5, int.MaxValue);
        Assert.InRange(checkpoints, Seeds / 3, int.MaxValue);
        Assert.InRange(epochs, Seeds * 5, long.MaxValue);
    }

    [Theory]
    [InlineData((int)PlantedFaults.ReplyBeforeJournal)]
    [InlineData((int)PlantedFaults.NoEpochCheck)]
    [InlineData((int)PlantedFaults.LostWindow)]
    [InlineData((int)PlantedFaults.WrongStamp)]
    [InlineData((int)PlantedFaults.UncommittedChunks)]
    public void A_planted_mistake_is_found(int fault)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            try
            {
                new PartitionWorld(seed, (PlantedFaults)fault).Run(Steps);
            }
            catch (Violation)
            {
                return;
            }
        }

        Assert.Fail($"{Seeds} seeds do not show that {(PlantedFaults)fault} is a mistake");
    }
}
