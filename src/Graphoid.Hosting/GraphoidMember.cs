using Akka.Actor;
using Akka.Cluster;
using Akka.Hosting;
using Graphoid.Actors.Bootstrap;
using Graphoid.Distribution.Protocols;
using Graphoid.Hosting.Members;
using Graphoid.Hosting.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Graphoid.Hosting;

/// <summary>A member of a cluster in this process, with a host of its own: for tools and tests.</summary>
/// <remarks>
/// Listens to no signals: whoever starts it stops it. It also stops by itself when the other members put it out of the cluster;
/// <see cref="Stopped"/> tells.
/// </remarks>
public sealed class GraphoidMember : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly MemberState _state;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _hurry = new();
    private int _isStopping;

    private GraphoidMember(IHost host)
    {
        _host = host;
        _state = host.Services.GetRequiredService<MemberState>();
        System = _state.System!;
        Id = new MemberId(Cluster.Get(System).SelfAddress.ToString());
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => _ = StopOnceAsync());
    }

    /// <summary>Its actor system.</summary>
    public ActorSystem System { get; }

    /// <summary>Its address.</summary>
    public MemberId Id { get; }

    /// <summary>Where <c>/healthz/live</c> and <c>/healthz/ready</c> are answered; null without <see cref="GraphoidOptions.HttpPort"/>.</summary>
    public Uri? HealthAddress => _state.HealthAddress;

    /// <summary>The services of its host.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Completes when it has stopped, by itself or by <see cref="StopAsync"/>.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Starts a member and waits until it is part of the cluster.</summary>
    /// <param name="services">Adds further services, such as logging, which there is none of otherwise.</param>
    /// <param name="actors">Adds further actors or settings.</param>
    /// <exception cref="StartupException">It did not start; nothing of it is left running.</exception>
    public static async Task<GraphoidMember> StartAsync(
        GraphoidOptions options,
        Action<IServiceCollection>? services = null,
        Action<AkkaConfigurationBuilder, IServiceProvider>? actors = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        services?.Invoke(builder.Services);
        builder.Services.AddGraphoid(options, actors);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new GraphoidMember(host);
        }
        catch
        {
            await DisposeAsync(host);
            throw;
        }
    }

    /// <summary>Hands graphs over, leaves the cluster and ends.</summary>
    /// <param name="cancellationToken">Ends it as it is when it fires before <see cref="ShutdownOptions.Timeout"/> is over.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await using var hurry = cancellationToken.Register(_hurry.Cancel);
        await StopOnceAsync();
    }

    /// <summary>Stops it, if it has not stopped, and forgets it.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopOnceAsync();
        await DisposeAsync(_host);
        _hurry.Dispose();
    }

    private async Task StopOnceAsync()
    {
        if (Interlocked.Exchange(ref _isStopping, 1) == 0)
        {
            try
            {
                await _host.StopAsync(_hurry.Token);
                _stopped.SetResult();
            }
            catch (Exception failure)
            {
                _stopped.SetException(failure);
            }
        }

        await _stopped.Task;
    }

    private static ValueTask DisposeAsync(IHost host) => ((IAsyncDisposable)host).DisposeAsync();

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
