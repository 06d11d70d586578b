using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Tests.Encoding;

namespace Graphoid.Runtime.Tests.Partitions.Images;

/// <summary>The value codec as the tests of images use it: types stay in this process.</summary>
internal static class TestCodec
{
    private static readonly OtherSide Context = new();

    public static ValueWriter NewWriter() => new(Context);

    public static ValueReader NewReader(ReadOnlyMemory<byte> bytes) => new(bytes, Context);
}
