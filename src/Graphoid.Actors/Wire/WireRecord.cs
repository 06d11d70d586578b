using System.Runtime.Serialization;
using Graphoid.Distribution.Protocols;
using MemoryPack;

namespace Graphoid.Actors.Wire;

/// <summary>One line of the wire table: a name and how the record of that name is written and read.</summary>
internal sealed class WireRecord
{
    private readonly Func<object, byte[]> _write;
    private readonly Func<ReadOnlyMemory<byte>, object> _read;
    private readonly Func<object, long> _bytesMax;

    private WireRecord(
        string manifest,
        Type type,
        Func<object, byte[]> write,
        Func<ReadOnlyMemory<byte>, object> read,
        Func<object, long> bytesMax)
    {
        Manifest = manifest;
        Type = type;
        _write = write;
        _read = read;
        _bytesMax = bytesMax;
    }

    /// <summary>The wire name.</summary>
    public string Manifest { get; }

    /// <summary>The record.</summary>
    public Type Type { get; }

    /// <summary>The record's name with its protocol, as in <c>GraphProtocol.RunOperation</c>.</summary>
    public string Name => $"{Type.DeclaringType?.Name}.{Type.Name}";

    /// <summary>A line of the table.</summary>
    public static WireRecord Of<T>(string manifest)
        where T : class, IGraphoidMessage =>
        new(
            manifest,
            typeof(T),
            message => Write(manifest, (T)message),
            bytes => Read<T>(manifest, bytes.Span),
            static message => RecordShape<T>.BytesMax((T)message));

    /// <summary>The record's bytes.</summary>
    /// <exception cref="SerializationException">A field is null, or an enum value undefined, against its declaration.</exception>
    public byte[] Write(object message) => _write(message);

    /// <summary>The record; bytes of unknown origin are welcome.</summary>
    /// <exception cref="SerializationException">The bytes are not such a record.</exception>
    public object Read(ReadOnlyMemory<byte> bytes) => _read(bytes);

    /// <summary>At least as many bytes as <see cref="Write"/> makes; costs no copy of large content.</summary>
    public long BytesMax(object message) => _bytesMax(message);

    private static byte[] Write<T>(string manifest, T message)
        where T : class =>
        // Found here and not by the reader: a journal would keep what it can never give back.
        RecordShape<T>.FirstGap(message) is { } gap
            ? throw new SerializationException($"a record `{manifest}` ({typeof(T).DeclaringType?.Name}.{typeof(T).Name}) is not written: `{gap}` is missing or out of range")
            : MemoryPackSerializer.Serialize(message);

    private static T Read<T>(string manifest, ReadOnlySpan<byte> bytes)
        where T : class
    {
        T? message = null;
        int used;
        try
        {
            used = MemoryPackSerializer.Deserialize(bytes, ref message);
        }
        catch (Exception failure)
        {
            // Bytes from outside fail in many ways (ends, lengths, encodings, dates); to the receiver they are one.
            throw Broken<T>(manifest, failure.Message, failure);
        }

        if (message is null)
        {
            throw Broken<T>(manifest, "it is empty");
        }

        if (used != bytes.Length)
        {
            throw Broken<T>(manifest, $"{bytes.Length - used} bytes are left over");
        }

        return RecordShape<T>.FirstGap(message) is { } gap ? throw Broken<T>(manifest, $"`{gap}` is missing or out of range") : message;
    }

    private static SerializationException Broken<T>(string manifest, string reason, Exception? cause = null) =>
        new(
            $"a record `{manifest}` ({typeof(T).DeclaringType?.Name}.{typeof(T).Name}) cannot be read: {reason}"
            + (UnknownManifest.IsJournalName(manifest) ? "; it is damaged: restore the database from a backup" : string.Empty),
            cause);
}
