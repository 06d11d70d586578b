namespace Graphoid.Runtime.Tests.Partitions;

/// <summary>Tests that measure the whole heap and therefore run when no other test does.</summary>
[CollectionDefinition(nameof(MemoryMeasurements), DisableParallelization = true)]
public sealed class MemoryMeasurements;
