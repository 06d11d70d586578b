using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>Any values, alone and many in one blob, come back the same, and give the same bytes again.</summary>
[Trait("Category", "Unit")]
public sealed class RandomValueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_values_come_back_the_same(int seed)
    {
        var random = new Random(seed);
        var side = new OtherSide();
        var writer = new ValueWriter(side);
        for (var run = 0; run < 500; run++)
        {
            writer.Reset();
            var values = new List<Value>();
            for (var i = random.Next(1, 8); i > 0; i--)
            {
                // Some come a second time, alone or inside of another one.
                var value = values.Count > 0 && random.Next(4) == 0 ? values[random.Next(values.Count)].Share() : Next(random, 3, values);
                values.Add(value);
                writer.Value(value);
            }

            var bytes = writer.ToArray();
            var reader = new ValueReader(bytes, side);
            var read = values.ConvertAll(_ => reader.Value());
            Assert.True(reader.AtEnd);
            writer.Reset();
            read.ForEach(writer.Value);
            Assert.Equal(bytes, writer.ToArray());
            Assert.Equal(values.ConvertAll(ValueTexts.Of), read.ConvertAll(ValueTexts.Of));
        }
    }

    private static Value Next(Random random, int depth, List<Value> earlier) => random.Next(depth > 0 ? 14 : 9) switch
    {
        0 => Value.Of((double)random.Next(-200, 200)),
        1 => Value.Of(random.NextInt64(long.MinValue, long.MaxValue)),
        2 => Value.Of(BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
        3 or 4 => Value.Of(Text(random)),
        5 => Value.Of(Symbol.Of(Text(random))),
        6 => random.Next(3) switch { 0 => Value.None, 1 => Value.True, _ => Value.False },
        7 => Value.Of(new RangeValue(random.Next(10), random.NextDouble() + 0.1, random.Next(10))),
        8 => earlier.Count > 0 ? earlier[random.Next(earlier.Count)].Share() : Value.Undefined,
        9 => Error(random),
        10 or 11 => Map(random, depth - 1, earlier),
        _ => List(random, depth - 1, earlier),
    };

    private static Value List(Random random, int depth, List<Value> earlier)
    {
        var list = Value.Of(new ListValue([.. Enumerable.Range(0, random.Next(9)).Select(_ => Next(random, depth, earlier))]));
        return random.Next(2) == 0 ? list : list.Share();
    }

    private static Value Map(Random random, int depth, List<Value> earlier)
    {
        var map = new MapValue();
        for (var i = random.Next(9); i > 0; i--)
        {
            map.Set(Key(random), Next(random, depth, earlier));
        }

        return random.Next(2) == 0 ? Value.Of(map) : Value.Of(map).Share();
    }

    private static Value Key(Random random) => random.Next(5) switch
    {
        0 => Value.Of((double)random.Next(20)),
        1 => Value.Of(Symbol.Of(Text(random))),
        2 => MapKeys.Normalize(Value.Of(ListValue.Of(Value.Of(Text(random)), Value.Of((double)random.Next(5))))),
        _ => Value.Of(Text(random)),
    };

    private static Value Error(Random random)
    {
        var error = new ErrorValue(ErrorKind.Constructors[random.Next(ErrorKind.Constructors.Count)], Text(random)) { Help = Text(random) };
        error.Notes.Add(Text(random));
        return Value.Of(error);
    }

    private static string Text(Random random) => random.Next(3) switch
    {
        0 => new string((char)('a' + random.Next(5)), random.Next(4)),
        1 => string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => (char)random.Next(char.MaxValue + 1))),
        _ => $"key {random.Next(10)}",
    };
}
