using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Persistence;

namespace Graphoid.Hosting.Tests.Members;

/// <summary>A sharded entity that counts what it is told, durably: enough to see that cluster, sharding and journal are set up.</summary>
internal sealed class CounterActor : ReceivePersistentActor
{
    private int _sum;

    public CounterActor(string id)
    {
        PersistenceId = "counter-" + id;
        Recover<int>(number => _sum += number);
        Command<int>(number =>
        {
            if (number == 0)
            {
                Sender.Tell(_sum);
            }
            else
            {
                Persist(number, _ =>
                {
                    _sum += number;
                    Sender.Tell(_sum);
                });
            }
        });
    }

    public override string PersistenceId { get; }

    /// <summary>The region; its settings are those of the member and nothing else.</summary>
    public static void Add(AkkaConfigurationBuilder builder, IServiceProvider services) => builder.WithActors((system, registry) =>
        registry.Register<CounterActor>(ClusterSharding.Get(system).Start(
            "counter", id => Props.Create(() => new CounterActor(id)), ClusterShardingSettings.Create(system), new Extractor())));

    /// <summary>Adds to the counter of that name (0 asks), again and again until there is an answer: adds repeat, so test with care.</summary>
    public static async Task<int> TellAsync(GraphoidMember member, string name, int number)
    {
        var region = ActorRegistry.For(member.System).Get<CounterActor>();
        var answer = 0;
        await Eventually.HoldsAsync($"counter {name} answers", async () =>
        {
            try
            {
                answer = await region.Ask<int>(new ShardingEnvelope(name, number), TimeSpan.FromSeconds(5));
                return true;
            }
            catch (AskTimeoutException) when (number == 0)
            {
                return false;
            }
        });
        return answer;
    }

    /// <summary>For messages in no envelope, of which there are none; Akka opens envelopes itself.</summary>
    private sealed class Extractor() : HashCodeMessageExtractor(20)
    {
        public override string EntityId(object message) => null!;
    }
}
