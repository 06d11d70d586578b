using System.Net;
using System.Net.Sockets;
using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Members;
using Graphoid.Hosting.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Graphoid.Hosting.Health;

/// <summary>A small web server that answers questions about health, and which graphs are here, and nothing else.</summary>
internal sealed class HealthEndpoint : IAsyncDisposable
{
    private readonly WebApplication _server;

    private HealthEndpoint(WebApplication server, Uri address)
    {
        _server = server;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="services">With the checks.</param>
    /// <exception cref="StartupException">The port is taken.</exception>
    public static async Task<HealthEndpoint> StartAsync(
        string host, int port, IServiceProvider services, CancellationToken cancellationToken)
    {
        await PortCheck.RunAsync(host, port, nameof(GraphoidOptions.HttpPort), cancellationToken);
        var address = (await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellationToken))[0];

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, port);
            kestrel.Limits.MaxConcurrentConnections = 64;
            kestrel.Limits.MaxRequestBodySize = 0;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(services.GetRequiredService<HealthCheckService>());

        var server = builder.Build();
        try
        {
            server.MapGraphoidHealth();
            server.MapGraphsHere(services.GetRequiredService<MemberState>());
            await server.StartAsync(cancellationToken);
        }
        catch (IOException failure)
        {
            await server.DisposeAsync();
            throw new StartupException(
                StartupProblem.Port, $"port {port} on {host} cannot be used: {failure.GetBaseException().Message}", failure);
        }

        var listening = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new HealthEndpoint(server, new Uri(listening));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
