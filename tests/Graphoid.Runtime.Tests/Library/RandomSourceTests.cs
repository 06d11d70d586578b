using Graphoid.Runtime.Library;

namespace Graphoid.Runtime.Tests.Library;

/// <summary>The documented generator of <c>random.det_random</c>: SplitMix64, with the values that its description gives.</summary>
[Trait("Category", "Unit")]
public sealed class RandomSourceTests
{
    [Fact]
    public void The_first_values_of_seed_0_are_those_of_SplitMix64()
    {
        var source = new SplitMix(0);
        Assert.Equal(0xE220A8397B1DCDAFUL, source.Next());
        Assert.Equal(0x6E789E6AA1B965F4UL, source.Next());
        Assert.Equal(0x06C45D188009454FUL, source.Next());
    }

    [Fact]
    public void Numbers_take_the_upper_53_bits() =>
        Assert.Equal(0xE220A8397B1DCDAFUL >> 11, new SplitMix(0).NextNumber() * (1L << 53));

    [Theory]
    [InlineData(5, 5)]
    [InlineData(-3, 2)]
    [InlineData(long.MinValue, long.MaxValue)]
    public void Whole_numbers_stay_between_their_bounds(long min, long max)
    {
        var source = new SplitMix(7);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(source.Between(min, max), min, max));
    }

    [Fact]
    public void All_bytes_are_filled()
    {
        var bytes = new byte[19];
        new SplitMix(1).Fill(bytes);
        Assert.True(bytes.Distinct().Count() > 5);
        Assert.NotEqual(0, bytes[16] | bytes[17] | bytes[18]);
    }
}
