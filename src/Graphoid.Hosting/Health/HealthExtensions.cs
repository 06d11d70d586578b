using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Graphoid.Hosting.Health;

/// <summary>Health of a member over HTTP.</summary>
public static class HealthExtensions
{
    /// <summary>Path of liveness: 503 means that the process has to be started anew.</summary>
    public const string LivePath = "/healthz/live";

    /// <summary>Path of readiness: 503 means that work has to go elsewhere for now.</summary>
    public const string ReadyPath = "/healthz/ready";

    /// <summary>Longest time that an answer takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    internal const string LiveTag = "graphoid.live";
    internal const string ReadyTag = "graphoid.ready";

    /// <summary>Answers <see cref="LivePath"/> and <see cref="ReadyPath"/> in a web application that has a member in it.</summary>
    public static IEndpointRouteBuilder MapGraphoidHealth(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);

        Map(endpoints, LivePath, LiveTag);
        Map(endpoints, ReadyPath, ReadyTag);
        return endpoints;
    }

    internal static IServiceCollection AddGraphoidHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<LivenessCheck>("graphoid.live", tags: [LiveTag], timeout: Patience)
            .AddCheck<ReadinessCheck>("graphoid.ready", tags: [ReadyTag], timeout: Patience);
        return services;
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, string tag) => endpoints.MapHealthChecks(path, new HealthCheckOptions
    {
        Predicate = check => check.Tags.Contains(tag),
        ResponseWriter = WriteAsync,
    });

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var reasons = report.Entries.Values.Select(entry => entry.Description).Where(reason => reason is not null);
        return context.Response.WriteAsync(string.Join('\n', [report.Status.ToString(), .. reasons]) + "\n", context.RequestAborted);
    }
}
