using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Wire;

/// <summary>Writes and reads the records of Graphoid, and nothing else: what a name stands for is found in a closed table, never by the
/// name of a type.</summary>
/// <remarks>
/// <para>Format: MemoryPack, version tolerant, not compressed. The names and numbered fields stand in <c>contract.txt</c> beside this file.</para>
/// <para>Threads: any. Cost: one copy of the content in each direction.</para>
/// </remarks>
public sealed class GraphoidSerializer : SerializerWithStringManifest
{
    /// <summary>Stands before every message and journal record in place of the serializer's name; never changes.</summary>
    public const int WireIdentifier = 4711;

    /// <summary>Called by the actor system.</summary>
    public GraphoidSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <inheritdoc/>
    public override int Identifier => WireIdentifier;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The object is not one of our records.</exception>
    public override string Manifest(object o) => RecordOf(o).Manifest;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The object is not one of our records.</exception>
    public override byte[] ToBinary(object obj) => RecordOf(obj).Write(obj);

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The name is not in the table, or the bytes are not such a record.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return Read(bytes, manifest);
    }

    /// <summary>The record of that wire name in these bytes.</summary>
    /// <exception cref="SerializationException">The name is not in the table, or the bytes are not such a record.</exception>
    internal static object Read(ReadOnlyMemory<byte> bytes, string manifest) =>
        manifest is not null && WireTable.ByManifest.TryGetValue(manifest, out var record)
            ? record.Read(bytes)
            : throw UnknownManifest.ErrorFor(manifest ?? string.Empty);

    /// <summary>The line of the table for a message.</summary>
    internal static WireRecord RecordOf(object message) =>
        WireTable.ByType.TryGetValue(message.GetType(), out var record)
            ? record
            : throw new SerializationException(
                $"{message.GetType()} has no wire name" + (message is IGraphoidMessage ? ": it is missing in WireTable" : string.Empty));
}
