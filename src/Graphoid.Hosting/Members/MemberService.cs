using Akka.Actor;
using Akka.Cluster;
using Akka.Hosting;
using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Health;
using Graphoid.Hosting.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Graphoid.Hosting.Members;

/// <summary>Starts and stops the member of a host.</summary>
/// <remarks>
/// <code>
///   data directory -> ports -> database -> health endpoint -> actor system -> Up            starting
///   graphs handed over -> out of the cluster -> endpoint -> database -> data directory      stopping
/// </code>
/// A step that fails undoes those before it and ends in one <see cref="StartupException"/>. A host that is told to stop in the middle does the same.
/// A member that is downed by the others stops its actor system, and that stops the host.
/// </remarks>
internal sealed partial class MemberService : AkkaHostedService
{
    private readonly MemberState _state;
    private DataDirectory? _directory;
    private HealthEndpoint? _health;

    public MemberService(
        MemberState state,
        AkkaConfigurationBuilder builder,
        IServiceProvider services,
        ILogger<AkkaHostedService> logger,
        IHostApplicationLifetime lifetime)
        : base(builder, services, logger, lifetime) => _state = state;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
            StartSystem();
            await base.StartAsync(cancellationToken);
            await JoinAsync(_state.System!, cancellationToken);
        }
        catch
        {
            await AbandonAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await base.StopAsync(cancellationToken).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            NotLeftInTime(Logger);
            await EndAsync();
        }
        finally
        {
            await ReleaseAsync();
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var options = _state.Options;
        if (options.Database.Kind != DatabaseKind.Memory)
        {
            _directory = DataDirectory.Open(options.DataDirectory);
        }

        await PortCheck.RunAsync(options.HostName, options.Port, nameof(options.Port), cancellationToken);
        await _state.Database.PrepareAsync(cancellationToken);
        if (options.HttpPort is { } port)
        {
            _health = await HealthEndpoint.StartAsync(options.HostName, port, ServiceProvider, cancellationToken);
            _state.HealthAddress = _health.Address;
        }
    }

    /// <summary>Before the base class does it, which prints what goes wrong on standard output.</summary>
    private void StartSystem()
    {
        try
        {
            _state.System = ServiceProvider.GetRequiredService<ActorSystem>();
        }
        catch (Exception failure) when (failure is Akka.Remote.RemoteTransportException or AggregateException or TimeoutException)
        {
            throw new StartupException(
                StartupProblem.Port, $"{_state.Options.HostName}:{_state.Options.Port} cannot be listened on: {failure.GetBaseException().Message}", failure);
        }
    }

    private async Task JoinAsync(ActorSystem system, CancellationToken cancellationToken)
    {
        var members = Cluster.Get(system);
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        members.RegisterOnMemberUp(() => up.TrySetResult());
        if (_state.Options.Seeds.Count == 0)
        {
            members.Join(members.SelfAddress);
        }

        try
        {
            var first = await Task.WhenAny(up.Task, system.WhenTerminated).WaitAsync(_state.Options.Start.Timeout, cancellationToken);
            if (first == up.Task)
            {
                return;
            }
        }
        catch (TimeoutException)
        {
            throw await NotJoinedAsync(members, $"within {_state.Options.Start.Timeout.TotalSeconds} s");
        }
        catch (OperationCanceledException) when (system.WhenTerminated.IsCompleted)
        {
            // The end of the actor system calls off the start of the host; say why it ended instead.
        }

        // Akka ends a system of which an outgoing connection fails in the TLS handshake.
        throw await NotJoinedAsync(members, _state.Options.Tls.IsConfigured ? "because a TLS handshake failed" : "because it was put out again");
    }

    private async Task<StartupException> NotJoinedAsync(Cluster members, string how)
    {
        var seen = members.State.Members;
        var status = members.SelfMember.Status;
        string[] lines =
        [
            $"{members.SelfAddress.Host}:{members.SelfAddress.Port} did not become a member of the cluster '{members.System.Name}' {how}",
            .. await SeedProbe.RunAsync(_state.Options.Seeds),
            seen.Count == 0
                ? "no member has answered"
                : $"it is {status} and sees {string.Join(", ", seen.Select(m => $"{m.Address.Host}:{m.Address.Port} {m.Status}"))}",
        ];
        return new StartupException(StartupProblem.Join, string.Join('\n', lines));
    }

    private async Task AbandonAsync()
    {
        // Not a member yet, so there is nothing to leave.
        await EndAsync();
        await ReleaseAsync();
    }

    private async Task EndAsync()
    {
        if (_state.System is { } system)
        {
            ((ExtendedActorSystem)system).Abort();
            await system.WhenTerminated;
        }
    }

    private async Task ReleaseAsync()
    {
        if (_health is { } health)
        {
            _health = null;
            await health.DisposeAsync();
        }

        _state.Database.Release();
        _directory?.Dispose();
        _directory = null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The member did not leave in time and is ended as it is")]
    private static partial void NotLeftInTime(ILogger logger);
}
