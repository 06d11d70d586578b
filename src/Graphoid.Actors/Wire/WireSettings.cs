namespace Graphoid.Actors.Wire;

/// <summary>The settings every process of Graphoid needs so that nothing but known records crosses its border.</summary>
public static class WireSettings
{
    /// <summary>HOCON: our serializer for our records, JSON refused in both directions, no unregistered types.</summary>
    public const string Hocon = """
        akka.actor {
          serializers {
            graphoid = "Graphoid.Actors.Wire.GraphoidSerializer, Graphoid.Actors"
            json = "Graphoid.Actors.Wire.RejectJson, Graphoid.Actors"
          }
          serialization-bindings {
            "Graphoid.Distribution.Protocols.IGraphoidMessage, Graphoid.Distribution" = graphoid
          }
          serialization-settings {
            # A type that no serializer is bound to is not sent.
            allow-unregistered-types = off
            # Names of primitive types that do not depend on the .NET version.
            primitive.use-legacy-behavior = off
          }
        }
        """;
}
