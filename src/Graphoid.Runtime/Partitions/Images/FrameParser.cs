using System.Buffers.Binary;
using System.Text;

namespace Graphoid.Runtime.Partitions.Images;

/// <summary>Takes the body of a frame apart; every read beyond its end is a damaged chunk.</summary>
internal ref struct FrameParser(ReadOnlySpan<byte> body, ImageReader source)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = body;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Raw(1)[0];

    public bool Bool() => Byte() != 0;

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Raw(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Raw(sizeof(long)));

    /// <summary>A number from 0 to a bound.</summary>
    public int Count(int max) => Int32() is var count && count >= 0 && count <= max
        ? count
        : throw source.Damaged($"has the count {count}, which is not within 0 to {max}");

    /// <summary>A number from -1 up to, but not with, a bound.</summary>
    public int Index(int end) => Int32() is var index && index >= -1 && index < end
        ? index
        : throw source.Damaged($"refers to entry {index} of {end}");

    public string Text()
    {
        var length = Int32();
        if ((length & 1) == 0)
        {
            var bytes = Raw(length >> 1);
            try
            {
                return Strict.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                throw source.Damaged("has text that is not UTF-8");
            }
        }

        var units = Raw(checked((length >> 1) * 2L));
        return string.Create(units.Length / 2, units, static (text, units) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(units[(2 * i)..]);
            }
        });
    }

    public ReadOnlySpan<byte> Raw(long bytes)
    {
        if (bytes < 0 || bytes > _rest.Length)
        {
            throw source.Damaged("has an entry that ends early");
        }

        var taken = _rest[..(int)bytes];
        _rest = _rest[(int)bytes..];
        return taken;
    }
}
