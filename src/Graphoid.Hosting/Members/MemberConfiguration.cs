using System.Globalization;
using System.Text;
using Akka.Configuration;
using Graphoid.Actors.Bootstrap;
using Graphoid.Actors.Wire;
using Graphoid.Actors.Journals;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Members;

/// <summary>The settings of Akka that options come to: every one of them stands here, and in <c>hocon/graphoid.conf</c> with its meaning.</summary>
internal static class MemberConfiguration
{
    /// <summary>Shards that change members in one go, at most; 256 there are.</summary>
    public const int ShardsPerRebalance = 32;

    /// <summary>As one configuration.</summary>
    public static Config ToConfig(GraphoidOptions options, JournalDatabase database)
    {
        var text = new StringBuilder();
        foreach (var (path, value) in Settings(options, database))
        {
            text.Append(path).Append(" = ").AppendLine(value);
        }

        return ConfigurationFactory.ParseString(text.ToString());
    }

    /// <summary>As paths and HOCON values.</summary>
    public static SortedDictionary<string, string> Settings(GraphoidOptions options, JournalDatabase database)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Logging(settings, options);
        Serialization(settings);
        Remoting(settings, options);
        Membership(settings, options);
        Placement(settings);
        Leaving(settings, options);

        settings["akka.persistence.journal.plugin"] = Quoted(database.JournalPlugin);
        settings["akka.persistence.snapshot-store.plugin"] = Quoted(database.SnapshotPlugin);
        foreach (var (path, value) in database.Settings)
        {
            settings[path] = value;
        }

        return settings;
    }

    private static void Logging(SortedDictionary<string, string> settings, GraphoidOptions options)
    {
        settings["akka.loglevel"] = Quoted(options.LogLevel.ToUpperInvariant());
        settings["akka.stdout-loglevel"] = Quoted("OFF");
        settings["akka.log-dead-letters"] = "off";
        settings["akka.log-dead-letters-during-shutdown"] = "off";
        settings["akka.log-serializer-override-on-start"] = "off";
    }

    private static void Serialization(SortedDictionary<string, string> settings)
    {
        settings["akka.actor.serializers.json"] = Quoted($"{typeof(RejectJson).FullName}, {typeof(RejectJson).Assembly.GetName().Name}");
        settings["akka.actor.serialization-settings.allow-unregistered-types"] = "off";
        settings["akka.actor.serialization-settings.primitive.use-legacy-behavior"] = "off";
    }

    private static void Remoting(SortedDictionary<string, string> settings, GraphoidOptions options)
    {
        const string Tcp = "akka.remote.dot-netty.tcp.";
        settings[Tcp + "hostname"] = Quoted(options.HostName);
        settings[Tcp + "public-hostname"] = Quoted(options.PublicHostName ?? options.HostName);
        settings[Tcp + "port"] = Number(options.Port);
        settings[Tcp + "enable-ssl"] = options.Tls.IsConfigured ? "on" : "off";
        settings[Tcp + "maximum-frame-size"] = Number(options.FrameBytes) + "b";
        settings[Tcp + "send-buffer-size"] = Number(options.FrameBytes) + "b";
        settings[Tcp + "receive-buffer-size"] = Number(options.FrameBytes) + "b";
    }

    private static void Membership(SortedDictionary<string, string> settings, GraphoidOptions options)
    {
        const string Members = "akka.cluster.";
        settings[Members + "roles"] = List(options.Roles);
        settings[Members + "seed-nodes"] = List(SeedNodes(options));
        settings[Members + "seed-node-timeout"] = Time(options.Start.SeedTimeout);
        settings[Members + "gossip-interval"] = "250ms";
        settings[Members + "leader-actions-interval"] = "250ms";
        settings[Members + "failure-detector.heartbeat-interval"] = Time(options.FailureDetection.HeartbeatInterval);
        settings[Members + "failure-detector.acceptable-heartbeat-pause"] = Time(options.FailureDetection.AcceptablePause);
        settings[Members + "down-removal-margin"] = "2000ms";
        settings[Members + "downing-provider-class"] = Quoted("Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster");
        settings[Members + "split-brain-resolver.active-strategy"] = "keep-majority";
        settings[Members + "split-brain-resolver.keep-majority.role"] = Quoted(MemberRoles.Graphs);
        settings[Members + "split-brain-resolver.stable-after"] = Time(options.FailureDetection.StableAfter);
    }

    private static void Placement(SortedDictionary<string, string> settings)
    {
        const string Sharding = "akka.cluster.sharding.";
        settings[Sharding + "role"] = Quoted(MemberRoles.Graphs);
        settings[Sharding + "state-store-mode"] = "ddata";
        settings[Sharding + "remember-entities"] = "off";
        settings[Sharding + "passivate-idle-entity-after"] = "off";
        settings[Sharding + "handoff-timeout"] = "15000ms";
        settings[Sharding + "least-shard-allocation-strategy.rebalance-absolute-limit"] = Number(ShardsPerRebalance);
        settings[Sharding + "least-shard-allocation-strategy.rebalance-relative-limit"] = "0.25";
        settings["akka.cluster.singleton.role"] = Quoted(MemberRoles.Graphs);
        settings["akka.cluster.singleton-proxy.role"] = Quoted(MemberRoles.Graphs);
    }

    private static void Leaving(SortedDictionary<string, string> settings, GraphoidOptions options)
    {
        const string Phases = "akka.coordinated-shutdown.phases.";
        settings["akka.coordinated-shutdown.run-by-clr-shutdown-hook"] = "off";
        settings[Phases + "cluster-sharding-shutdown-region.timeout"] = Time(options.Shutdown.HandOverTimeout);
        settings[Phases + "cluster-leave.timeout"] = Time(options.Shutdown.LeaveTimeout);
        settings[Phases + "cluster-exiting.timeout"] = Time(options.Shutdown.LeaveTimeout);
    }

    private static IEnumerable<string> SeedNodes(GraphoidOptions options)
    {
        var scheme = options.Tls.IsConfigured ? "akka.ssl.tcp" : "akka.tcp";
        return options.Seeds.Select(seed => $"{scheme}://{options.SystemName}@{SeedAddress.Parse(seed)}");
    }

    private static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quoted))}]";

    private static string Time(TimeSpan time) => Number((long)time.TotalMilliseconds) + "ms";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
