using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Cluster;
using Graphoid.Actors.Clients;
using Graphoid.Runtime.Host;

namespace Graphoid.Actors.Bootstrap;

/// <summary>What a process of the cluster offers drivers that run in it.</summary>
public sealed class GraphoidProcess
{
    private static readonly ConditionalWeakTable<ActorSystem, GraphoidProcess> Processes = [];

    private readonly ActorSystem _system;
    private readonly MemberSettings _settings;

    internal GraphoidProcess(ActorSystem system, IGateway gateway, MemberSettings settings)
    {
        _system = system;
        _settings = settings;
        Gateway = gateway;
    }

    /// <summary>The way to graphs.</summary>
    public IGateway Gateway { get; }

    /// <summary>The process of an actor system that <see cref="GraphoidActors.Register"/> has set up.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static GraphoidProcess Of(ActorSystem system) => Processes.TryGetValue(system, out var process)
        ? process
        : throw new InvalidOperationException($"The actor system {system.Name} has no graphs: configure it with WithGraphoid.");

    /// <summary>A runtime for one program; to be disposed of when the program has ended.</summary>
    /// <param name="partitions">Partitions of graphs that do not say; null: so many for each member that is Up now.</param>
    /// <param name="progress">Told how far imports are.</param>
    /// <param name="sources">Files that <c>distributed.load(name)</c> finds.</param>
    public ClusterRuntime NewRuntime(
        int? partitions, IProgress<ImportProgress>? progress = null, IReadOnlyDictionary<string, ImportSpecification>? sources = null) =>
        new(Gateway, new ClusterRuntimeOptions
        {
            DefaultPartitions = partitions ?? Math.Min(LocalRuntimeOptions.PartitionsMax, _settings.PartitionsPerMember * MembersUp()),
            Files = _settings.Files,
            Sources = sources ?? new Dictionary<string, ImportSpecification>(),
            Progress = progress,
        });

    internal static void Bind(ActorSystem system, GraphoidProcess process) => Processes.AddOrUpdate(system, process);

    private int MembersUp() => Math.Max(1, Cluster.Get(_system).State.Members.Count(
        member => member.Status == MemberStatus.Up && member.HasRole(MemberRoles.Graphs)));
}
