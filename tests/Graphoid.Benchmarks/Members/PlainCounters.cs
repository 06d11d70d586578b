using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Persistence;
using Graphoid.Actors.Bootstrap;

namespace Graphoid.Benchmarks.Members;

/// <summary>What one would write with Akka alone: a sharded actor with a counter, answered through <c>Ask</c>.</summary>
/// <remarks>Messages, replies and events are texts and numbers, which Akka has serializers for. The shards are as many as the partitions
/// of the graph that is measured beside it.</remarks>
internal static class PlainCounters
{
    /// <summary>The region of counters that forget.</summary>
    public const string Region = "plain-counter";

    /// <summary>The region of counters that journal every step before they answer.</summary>
    public const string PersistentRegion = "persistent-counter";

    /// <summary>Counts one up; answered with the new count.</summary>
    public const string Tick = "tick";

    /// <summary>Answered with the count.</summary>
    public const string Get = "get";

    /// <summary>Adds both regions to a member.</summary>
    public static void Register(AkkaConfigurationBuilder builder, int shards) => builder.WithActors((system, _) =>
    {
        var sharding = ClusterSharding.Get(system);
        var settings = ClusterShardingSettings.Create(system).WithRole(MemberRoles.Graphs);
        sharding.Start(Region, _ => Props.Create(() => new Counter()), settings, new Extractor(shards));
        sharding.Start(PersistentRegion, id => Props.Create(() => new PersistentCounter(id)), settings, new Extractor(shards));
    });

    private sealed class Extractor(int shards) : HashCodeMessageExtractor(shards)
    {
        /// <summary>Messages come in Akka's own envelopes, which name the entity.</summary>
        public override string EntityId(object message) => null!;
    }

    private sealed class Counter : ReceiveActor
    {
        private long _count;

        public Counter()
        {
            Receive<string>(message => message == Tick, _ => Sender.Tell(++_count));
            Receive<string>(message => message == Get, _ => Sender.Tell(_count));
        }
    }

    private sealed class PersistentCounter : ReceivePersistentActor
    {
        private long _count;

        public PersistentCounter(string id)
        {
            PersistenceId = $"counter-{id}";
            Recover<int>(step => _count += step);
            Command<string>(message => message == Tick, _ => Persist(1, step =>
            {
                _count += step;
                Sender.Tell(_count);
            }));
            Command<string>(message => message == Get, _ => Sender.Tell(_count));
        }

        public override string PersistenceId { get; }
    }
}
