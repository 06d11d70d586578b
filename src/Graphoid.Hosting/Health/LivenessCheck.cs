using Graphoid.Hosting.Members;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Graphoid.Hosting.Health;

/// <summary>Whether the process is worth keeping. Never asks the database: its outage would restart every member at once.</summary>
internal sealed class LivenessCheck(MemberState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.System switch
        {
            null => HealthCheckResult.Healthy("starting"),
            { WhenTerminated.IsCompleted: true } => HealthCheckResult.Unhealthy("the actor system has ended"),
            _ => HealthCheckResult.Healthy("running"),
        });
}
