using System.Runtime.Serialization;
using Graphoid.Actors.Wire;

namespace Graphoid.Actors.Tests.Wire;

/// <summary>Bytes from anywhere become a complete record or one kind of error; nothing else happens.</summary>
public sealed class HostileBytesTests
{
    private const int TrialsPerRecord = 400;

    [Fact]
    public void Damaged_records_are_read_as_complete_ones_or_refused()
    {
        var random = new Random(4711);
        var refused = 0;
        foreach (var record in WireTable.All)
        {
            var sound = record.Write(WireSamples.Of(record.Type, isFull: true));
            for (var trial = 0; trial < TrialsPerRecord; trial++)
            {
                refused += IsRefused(record, Damaged(sound, random)) ? 1 : 0;
            }
        }

        // Most damage shows; what hits a number's or a text's inside cannot.
        Assert.InRange(refused, WireTable.All.Count * TrialsPerRecord / 4, WireTable.All.Count * TrialsPerRecord);
    }

    [Fact]
    public void Noise_is_refused_without_large_allocations()
    {
        var random = new Random(42);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var trials = 0;
        foreach (var record in WireTable.All)
        {
            for (var trial = 0; trial < 100; trial++, trials++)
            {
                var noise = new byte[random.Next(0, 64)];
                random.NextBytes(noise);
                IsRefused(record, noise);
            }
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / trials, 0, 64 * 1024);
    }

    [Fact]
    public void A_record_with_something_behind_it_is_refused()
    {
        Assert.All(WireTable.All, record =>
            Assert.True(IsRefused(record, [.. record.Write(WireSamples.Of(record.Type, isFull: true)), 0])));
    }

    [Fact]
    public void A_record_that_ends_early_is_refused()
    {
        Assert.All(WireTable.All, record =>
            Assert.True(IsRefused(record, record.Write(WireSamples.Of(record.Type, isFull: true))[..^1])));
    }

    private static bool IsRefused(WireRecord record, byte[] bytes)
    {
        try
        {
            // A record that is read must be complete: it can be shown and written again.
            var read = record.Read(bytes);
            WireSamples.TextOf(read);
            Assert.NotEmpty(record.Write(read));
            return false;
        }
        catch (SerializationException)
        {
            return true;
        }
    }

    private static byte[] Damaged(byte[] sound, Random random)
    {
        var bytes = sound.ToArray();
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                for (var count = random.Next(1, 6); count > 0; count--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                return bytes;
            default:
                // Lengths are what an attacker would write.
                BitConverter.TryWriteBytes(bytes.AsSpan(random.Next(Math.Max(1, bytes.Length - 4))), random.Next(2) == 0 ? int.MaxValue : int.MinValue);
                return bytes;
        }
    }
}
