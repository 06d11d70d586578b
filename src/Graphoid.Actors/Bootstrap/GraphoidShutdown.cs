using System.Collections.Concurrent;
using Akka;
using Akka.Actor;
using Akka.Event;

namespace Graphoid.Actors.Bootstrap;

/// <summary>What a member does before it leaves the cluster, while it still is a full member: graphs are handed over here.</summary>
/// <remarks>
/// All tasks start at once, in phase <c>before-cluster-shutdown</c>, and share its time. Their token fires shortly before the phase ends;
/// a task that goes on after that is left behind. One that fails is logged and keeps neither the others nor the member from going on.
/// A member that crashes or is downed runs none of them.
/// </remarks>
public sealed class GraphoidShutdown : IExtension
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task>> _tasks = new(StringComparer.Ordinal);
    private readonly ActorSystem _system;
    private readonly TimeSpan _patience;

    internal GraphoidShutdown(ActorSystem system)
    {
        _system = system;

        var shutdown = CoordinatedShutdown.Get(system);
        // A tenth is kept for tasks that stop when they are told to.
        _patience = shutdown.Timeout(CoordinatedShutdown.PhaseBeforeClusterShutdown) * 0.9;
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeClusterShutdown, "graphoid-before-leaving", RunAsync);
    }

    /// <summary>That of an actor system. From any thread.</summary>
    public static GraphoidShutdown For(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.WithExtension<GraphoidShutdown, Provider>();
    }

    /// <summary>Adds a task; disposing of what is returned takes it back. From any thread.</summary>
    /// <param name="name">What the task does, for logs; once per actor system.</param>
    /// <exception cref="ArgumentException">There is a task of that name.</exception>
    public IDisposable BeforeLeaving(string name, Func<CancellationToken, Task> task)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(task);
        if (!_tasks.TryAdd(name, task))
        {
            throw new ArgumentException($"There is a task named '{name}' already.", nameof(name));
        }

        return new Registration(this, name);
    }

    private async Task<Done> RunAsync()
    {
        using var deadline = new CancellationTokenSource(_patience);
        await Task.WhenAll(_tasks.Select(task => RunAsync(task.Key, task.Value, deadline.Token)));
        return Done.Instance;
    }

    private async Task RunAsync(string name, Func<CancellationToken, Task> task, CancellationToken deadline)
    {
        try
        {
            await task(deadline);
        }
        catch (Exception failure)
        {
            // Whatever it was, the member has to go on leaving.
            _system.Log.Warning(failure, "Before leaving, '{0}' failed", name);
        }
    }

    private sealed class Registration(GraphoidShutdown owner, string name) : IDisposable
    {
        public void Dispose() => owner._tasks.TryRemove(name, out _);
    }

    private sealed class Provider : ExtensionIdProvider<GraphoidShutdown>
    {
        public override GraphoidShutdown CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
