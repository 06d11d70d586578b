using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Graphoid.Actors.Clients;
using Graphoid.Actors.Graphs;
using Graphoid.Actors.Members;
using Graphoid.Actors.Nodes;
using Graphoid.Actors.Partitions;
using Graphoid.Actors.Registry;
using Graphoid.Actors.Sessions;
using Graphoid.Actors.Wire;
using Graphoid.Distribution.Graphs;
using Graphoid.Distribution.Placement;

namespace Graphoid.Actors.Bootstrap;

/// <summary>The actors of a member: the one place that says which region, singletons and serializer there are.</summary>
/// <remarks>
/// Settings of remoting, of the cluster and of the journal are made by the host before this. Sharding, singletons and distributed data
/// have the role <see cref="MemberRoles.Graphs"/> and no remembered entities in their settings already, so
/// <c>ClusterShardingSettings.Create(system)</c> is right as it is.
/// <code>
///   /user/graphoid-members    this process' share of every graph          MembersActor
///   /user/graphoid-registry   names of graphs, a singleton                RegistryActor
///   region "graph"            g/..., p/..., n/...                         GraphActor, PartitionActor, NodeActor
///   /user/graphoid-gateway    the way of drivers in this process          Gateway
///   /user/graphoid-door       clients from outside                        DoorActor
/// </code>
/// </remarks>
public static class GraphoidActors
{
    /// <summary>Type name of the region that all entities of graphs are in.</summary>
    public const string Region = "graph";

    /// <summary>The version of the engine that a replay of the log needs.</summary>
    public static string Engine { get; } = typeof(GraphoidActors).Assembly.GetName().Version!.ToString(3);

    /// <summary>Adds them to a member that is being configured. Called once per member, before its actor system exists.</summary>
    public static AkkaConfigurationBuilder Register(AkkaConfigurationBuilder builder, MemberSettings settings)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(settings);

        builder.AddHocon(WireSettings.Hocon, HoconAddMode.Prepend);
        var singleton = new ClusterSingletonOptions { Role = MemberRoles.Graphs, LogSingletonIdentificationFailure = false };
        if (settings.CarriesGraphs)
        {
            builder.WithSingleton<RegistryActor>("graphoid-registry", RegistryActor.CreateProps(), singleton);
        }
        else
        {
            builder.WithSingletonProxy<RegistryActor>("graphoid-registry", singleton);
        }

        return builder.WithActors((system, registry) =>
        {
            var region = settings.CarriesGraphs ? StartRegion(system) : StartProxy(system);
            var gateway = Gateway.Start(system, region, registry.Get<RegistryActor>());
            var member = new GraphoidProcess(system, gateway, settings);
            GraphoidProcess.Bind(system, member);
            var door = new DoorSettings(session => member.NewRuntime(session.Partitions, session.Progress))
            {
                Token = settings.ClientToken,
                UploadDirectory = settings.UploadDirectory,
            };
            system.ActorOf(DoorActor.PropsOf(door), SessionLimits.DoorName);
        });
    }

    private static IActorRef StartRegion(ActorSystem system)
    {
        var directory = MemberDirectory.Of(system);
        var members = system.ActorOf(MembersActor.Props(directory), LocalProtocol.MembersName);
        var sharding = ClusterSharding.Get(system);
        return sharding.Start(
            Region,
            id => PropsOf(id, sharding.ShardRegion(Region), members, directory),
            ClusterShardingSettings.Create(system),
            new EntityExtractor(),
            sharding.DefaultShardAllocationStrategy(ClusterShardingSettings.Create(system)),
            HandOff.Instance);
    }

    private static IActorRef StartProxy(ActorSystem system) =>
        ClusterSharding.Get(system).StartProxy(Region, MemberRoles.Graphs, new EntityExtractor());

    private static Props PropsOf(string id, IActorRef region, IActorRef members, MemberDirectory directory)
    {
        if (!ShardRule.TryParse(id, out var kind, out var graph, out var partition, out _))
        {
            throw new ArgumentException($"'{id}' is no entity of a graph", nameof(id));
        }

        return kind switch
        {
            EntityKind.Graph => GraphActor.PropsFor(id, region, directory.MembersAt, new GraphCoordinatorOptions(), Engine),
            EntityKind.Partition => PartitionActor.Props(graph, partition, region, members),
            _ => NodeActor.Props(region),
        };
    }
}

/// <summary>Which shard an entity is in. Messages come in Akka's own envelopes, which name the entity.</summary>
internal sealed class EntityExtractor : IMessageExtractor
{
    /// <inheritdoc/>
    public string? EntityId(object message) => null;

    /// <inheritdoc/>
    public object EntityMessage(object message) => message;

    /// <inheritdoc/>
    public string? ShardId(object message) => null;

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) =>
        ShardRule.TryParse(entityId, out _, out _, out _, out _) ? ShardRule.ShardOf(entityId) : null!; // Nobody's: the region drops it.
}
