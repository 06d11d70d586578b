using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Graphoid.Actors.Wire;

/// <summary>Takes the place of Akka's JSON serializer and refuses: JSON names the type to create, and anybody could name any.</summary>
/// <remarks>Strict serialization alone stops only the sender; without this a strict receiver still reads what a lax sender sends.
/// Both constructor arguments are needed because the replaced serializer has settings.</remarks>
public sealed class RejectJson : Serializer
{
    /// <summary>Called by the actor system.</summary>
    public RejectJson(ExtendedActorSystem system, Config config)
        : base(system) => _ = config;

    /// <summary>That of the replaced serializer.</summary>
    public override int Identifier => 1;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">Always.</exception>
    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"{obj?.GetType()} has no wire name, and there is no JSON on the wire");

    /// <inheritdoc/>
    /// <exception cref="SerializationException">Always.</exception>
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException("JSON is not accepted");
}
