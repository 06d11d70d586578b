using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Graphoid.Actors.Bootstrap;
using Graphoid.Distribution.Placement;
using Graphoid.Hosting.Members;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Graphoid.Hosting.Health;

/// <summary>Says what of which graphs lives on this member now: one line a graph, such as <c>9f2c: coordinator, 4 partitions</c>, in the
/// order of their ids; no line when there is nothing.</summary>
/// <remarks>For people, and for tests that have to hit the member that leads a graph. It is a look at something that moves, and what has
/// just been lost or has not been opened yet is nowhere. Costs a question to each shard of this member.</remarks>
internal static class GraphsHere
{
    public const string Path = "/graphs";

    public static void MapGraphsHere(this IEndpointRouteBuilder endpoints, MemberState state) =>
        endpoints.MapGet(Path, context => AnswerAsync(context, state));

    private static async Task AnswerAsync(HttpContext context, MemberState state)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        string text;
        try
        {
            text = await DescribeAsync(state, context.RequestAborted);
        }
        catch (AskTimeoutException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            text = $"the shards of this member have not answered within {HealthExtensions.Patience.TotalSeconds} s\n";
        }

        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static async Task<string> DescribeAsync(MemberState state, CancellationToken cancellationToken)
    {
        // A member without the role has no region of its own, and one that starts has none yet.
        if (state.System is not { } system || system.WhenTerminated.IsCompleted
            || ClusterSharding.Get(system) is not { } sharding || !sharding.ShardTypeNames.Contains(GraphoidActors.Region))
        {
            return "";
        }

        var here = await sharding.ShardRegion(GraphoidActors.Region)
            .Ask<CurrentShardRegionState>(GetShardRegionState.Instance, HealthExtensions.Patience, cancellationToken);
        return Describe(here.Shards.SelectMany(shard => shard.EntityIds));
    }

    /// <summary>What these entities of the region come to.</summary>
    internal static string Describe(IEnumerable<string> entities)
    {
        var graphs = new SortedDictionary<string, (bool IsLed, int Partitions)>(StringComparer.Ordinal);
        foreach (var entity in entities)
        {
            if (ShardRule.TryParse(entity, out var kind, out var graph, out _, out _) && kind != EntityKind.Node)
            {
                var (isLed, partitions) = graphs.GetValueOrDefault(graph.Text);
                graphs[graph.Text] = kind == EntityKind.Graph ? (true, partitions) : (isLed, partitions + 1);
            }
        }

        return string.Concat(graphs.Select(graph => $"{graph.Key}: {Parts(graph.Value.IsLed, graph.Value.Partitions)}\n"));
    }

    private static string Parts(bool isLed, int partitions)
    {
        var carried = string.Create(CultureInfo.InvariantCulture, $"{partitions} partition{(partitions == 1 ? "" : "s")}");
        return isLed ? $"coordinator, {carried}" : carried;
    }
}
