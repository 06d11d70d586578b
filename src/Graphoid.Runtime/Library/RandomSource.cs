using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Graphoid.Runtime.Library;

/// <summary>A stream of random bits, and what is made from them.</summary>
internal abstract class RandomSource
{
    /// <summary>The 53 bits that a double between 0 and 1 holds.</summary>
    private const double Unit = 1.0 / (1L << 53);

    /// <summary>The next 64 bits.</summary>
    public abstract ulong Next();

    /// <summary>A number from 0 up to but excluding 1.</summary>
    public double NextNumber() => (Next() >> 11) * Unit;

    /// <summary>A whole number between two, both included.</summary>
    public long Between(long min, long max)
    {
        var span = (UInt128)(ulong)(max - min) + 1;
        return min + (long)(ulong)((Next() * span) >> 64);
    }

    /// <summary>Fills bytes.</summary>
    public virtual void Fill(Span<byte> bytes)
    {
        Span<byte> block = stackalloc byte[sizeof(ulong)];
        for (var at = 0; at < bytes.Length; at += block.Length)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(block, Next());
            block[..Math.Min(block.Length, bytes.Length - at)].CopyTo(bytes[at..]);
        }
    }
}

/// <summary>What nobody can foresee; bytes, which become secrets, come from the system's generator for those.</summary>
internal sealed class SystemRandom : RandomSource
{
    /// <summary>The one of the process.</summary>
    public static SystemRandom Instance { get; } = new();

    /// <inheritdoc/>
    public override ulong Next()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Random.Shared.NextBytes(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <inheritdoc/>
    public override void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}

/// <summary>SplitMix64: the same seed gives the same sequence on every platform.</summary>
/// <remarks>Each step adds 0x9E3779B97F4A7C15 to the state and mixes the sum: xor with itself shifted right by 30, times
/// 0xBF58476D1CE4E5B9, shifted by 27, times 0x94D049BB133111EB, shifted by 31.</remarks>
internal sealed class SplitMix(ulong seed) : RandomSource
{
    private ulong _state = seed;

    /// <inheritdoc/>
    public override ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>Mixes 64 bits.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}

/// <summary>The sequence that <c>random.seed</c> starts; there is none before. May be called from any thread.</summary>
internal sealed class SeededRandom
{
    private readonly Lock _lock = new();
    private SplitMix? _source;

    /// <summary>Starts a sequence.</summary>
    public void Seed(ulong seed)
    {
        lock (_lock)
        {
            _source = new SplitMix(seed);
        }
    }

    /// <summary>Draws from the sequence; null when none has been started.</summary>
    public double? Draw(Func<RandomSource, double> draw)
    {
        lock (_lock)
        {
            return _source is null ? null : draw(_source);
        }
    }
}
