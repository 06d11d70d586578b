using System.Data.Common;
using Akka.Actor;
using Akka.Cluster;
using Akka.Persistence;
using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Members;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Graphoid.Hosting.Health;

/// <summary>Whether this member can serve graphs: it is Up, sees at least half of the others, and its journal can be used.</summary>
/// <remarks>
/// Asked anew each time. The check that comes with Akka.Hosting stays healthy once it was, and its journal check looks at what happened to
/// earlier writes only, so a member at rest does not notice that the database is gone. This one asks the database itself.
/// </remarks>
internal sealed class ReadinessCheck(MemberState state) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (state.System is not { } system)
        {
            return HealthCheckResult.Unhealthy("starting");
        }

        if (Membership(system) is { } reason)
        {
            return HealthCheckResult.Unhealthy(reason);
        }

        try
        {
            await state.Database.CheckAsync(cancellationToken).WaitAsync(cancellationToken);
            var journal = await Persistence.Instance.Apply(system)
                .CheckJournalHealthAsync(state.Database.JournalPlugin, cancellationToken)
                .WaitAsync(cancellationToken);
            return journal.Status == PersistenceHealthStatus.Unhealthy
                ? HealthCheckResult.Unhealthy($"the journal does not take writes: {journal.Description}")
                : HealthCheckResult.Healthy("Up");
        }
        catch (DbException failure)
        {
            return HealthCheckResult.Unhealthy($"{state.Database.Description} cannot be used: {failure.Message}");
        }
        catch (OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(
                $"{state.Database.Description} has not answered within {HealthExtensions.Patience.TotalSeconds} s");
        }
    }

    private static string? Membership(ActorSystem system)
    {
        var members = Cluster.Get(system);
        if (system.WhenTerminated.IsCompleted || members.IsTerminated || CoordinatedShutdown.Get(system).ShutdownReason is not null)
        {
            return "leaving, or removed from the cluster";
        }

        if (members.SelfMember.Status != MemberStatus.Up)
        {
            return $"not Up but {members.SelfMember.Status}";
        }

        var view = members.State;
        var others = view.Members.Count(IsOther);
        var lost = view.Unreachable.Count(IsOther);
        // With half or more still there the others may be the ones to go; the split-brain resolver decides, and this member serves until then.
        return lost > others - lost + 1 ? $"cut off: {lost} of {others} other members cannot be reached" : null;

        bool IsOther(Member member) => member.HasRole(MemberRoles.Graphs) && !member.UniqueAddress.Equals(members.SelfUniqueAddress);
    }
}
