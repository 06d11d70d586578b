using System.Buffers.Text;
using System.IO.Compression;

namespace Graphoid.Benchmarks.Generators;

/// <summary>Writes generated graphs as edge lists.</summary>
internal static class EdgeListFile
{
    private const string GzipEnding = ".gz";
    private const int BufferBytes = 1 << 16;

    /// <summary>Two 32-bit numbers and two separators.</summary>
    private const int LineBytesMax = 24;

    /// <summary>Writes the edges in their order, compressed when the path ends in <c>.gz</c>; returns the size of the file.</summary>
    public static long Write(string path, EdgeSet edges)
    {
        using (var file = File.Create(path))
        {
            if (path.EndsWith(GzipEnding, StringComparison.Ordinal))
            {
                using var gzip = new GZipStream(file, CompressionLevel.Fastest);
                Write(gzip, edges);
            }
            else
            {
                Write(file, edges);
            }
        }

        return new FileInfo(path).Length;
    }

    private static void Write(Stream stream, EdgeSet edges)
    {
        var buffer = new byte[BufferBytes];
        var used = 0;
        for (var i = 0; i < edges.Count; i++)
        {
            if (used + LineBytesMax > buffer.Length)
            {
                stream.Write(buffer, 0, used);
                used = 0;
            }

            Utf8Formatter.TryFormat(edges.From[i], buffer.AsSpan(used), out var written);
            used += written;
            buffer[used++] = (byte)'\t';
            Utf8Formatter.TryFormat(edges.To[i], buffer.AsSpan(used), out written);
            used += written;
            buffer[used++] = (byte)'\n';
        }

        stream.Write(buffer, 0, used);
    }
}
