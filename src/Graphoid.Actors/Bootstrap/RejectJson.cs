using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Graphoid.Actors.Bootstrap;

/// <summary>Takes the place of Akka's JSON serializer and refuses everything.</summary>
/// <remarks>
/// JSON names a type, and whoever names it chooses what the receiver builds. Strict serialization keeps a member from <em>sending</em> JSON
/// only; this keeps it from <em>reading</em> it, because it answers to the same identifier.
/// </remarks>
public sealed class RejectJson : Serializer
{
    /// <summary>The identifier that Akka's JSON serializer has on the wire.</summary>
    public const int JsonIdentifier = 1;

    /// <summary>Called by Akka, which gives serializers with a settings section exactly these two.</summary>
    public RejectJson(ExtendedActorSystem system, Config settings)
        : base(system)
    {
        ArgumentNullException.ThrowIfNull(settings);
    }

    /// <inheritdoc/>
    public override int Identifier => JsonIdentifier;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">Always.</exception>
    public override byte[] ToBinary(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        throw new SerializationException($"{obj.GetType()} has no serializer of ours, and JSON is not spoken here");
    }

    /// <inheritdoc/>
    /// <exception cref="SerializationException">Always.</exception>
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException("a JSON message was refused");
}
