using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.DistributedData;
using Akka.Hosting;
using Graphoid.Actors.Bootstrap;
using Graphoid.Actors.Journals;
using Graphoid.Hosting.Health;
using Graphoid.Hosting.Members;
using Graphoid.Hosting.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Graphoid.Hosting;

/// <summary>Puts a member of a Graphoid cluster into a .NET host.</summary>
public static class GraphoidHostingExtensions
{
    /// <summary>Adds a member that starts and stops with the host.</summary>
    /// <remarks>
    /// <c>StartAsync</c> of the host returns when the member is part of the cluster; services registered after this one find it so. It fails
    /// with a <see cref="StartupException"/> and leaves nothing of the member behind. One member per host.
    /// </remarks>
    /// <param name="configure">Sets the options.</param>
    /// <param name="actors">Adds further actors or settings; its settings win over those of the options.</param>
    public static IServiceCollection AddGraphoid(
        this IServiceCollection services,
        Action<GraphoidOptions> configure,
        Action<AkkaConfigurationBuilder, IServiceProvider>? actors = null)
    {
        ArgumentNullException.ThrowIfNull(configure);

        var options = new GraphoidOptions();
        configure(options);
        return AddGraphoid(services, options, actors);
    }

    /// <summary>Adds a member that is set up by the section <c>Graphoid</c> of a configuration.</summary>
    /// <inheritdoc cref="AddGraphoid(IServiceCollection, Action{GraphoidOptions}, Action{AkkaConfigurationBuilder, IServiceProvider}?)"/>
    /// <exception cref="StartupException">The section names an option that there is not, or a value that cannot be read.</exception>
    public static IServiceCollection AddGraphoid(
        this IServiceCollection services,
        IConfiguration configuration,
        Action<AkkaConfigurationBuilder, IServiceProvider>? actors = null) =>
        AddGraphoid(services, GraphoidOptionsBinding.Read(configuration), actors);

    /// <summary>Sets an actor system up as a member: remoting, cluster, sharding, journal, serialization, Graphoid's actors.</summary>
    /// <remarks>
    /// For hosts that call <c>AddAkka</c> themselves. What <c>AddGraphoid</c> does besides (checks before the start, the lock on the data
    /// directory, health, waiting until the member is Up) is then theirs to do, and without seeds so is joining.
    /// </remarks>
    /// <exception cref="StartupException">The options cannot work, or a certificate cannot be used.</exception>
    public static AkkaConfigurationBuilder WithGraphoid(this AkkaConfigurationBuilder builder, GraphoidOptions options)
    {
        GraphoidOptionsValidator.Check(options);
        return WithGraphoid(builder, options, Database(options));
    }

    internal static JournalDatabase Database(GraphoidOptions options) => options.Database.Kind switch
    {
        DatabaseKind.Memory => JournalDatabase.Memory(),
        DatabaseKind.Postgres => JournalDatabase.Postgres(options.Database.ConnectionString!),
        _ => JournalDatabase.Sqlite(options.Database.File ?? Path.Combine(options.DataDirectory, "graphoid.db")),
    };

    internal static IServiceCollection AddGraphoid(
        this IServiceCollection services, GraphoidOptions options, Action<AkkaConfigurationBuilder, IServiceProvider>? actors)
    {
        ArgumentNullException.ThrowIfNull(services);
        GraphoidOptionsValidator.Check(options);

        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GraphoidOptions>, GraphoidOptionsValidator>());
        services.AddSingleton(new MemberState(options, Database(options)));
        services.AddGraphoidHealth();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Shutdown.Timeout);
        return services.AddAkka<MemberService>(options.SystemName, (builder, provider) =>
        {
            WithGraphoid(builder, options, provider.GetRequiredService<MemberState>().Database);
            actors?.Invoke(builder, provider);
            if (options.Hocon.Length > 0)
            {
                builder.AddHocon(ConfigurationFactory.ParseString(options.Hocon), HoconAddMode.Prepend);
            }
        });
    }

    private static AkkaConfigurationBuilder WithGraphoid(
        AkkaConfigurationBuilder builder, GraphoidOptions options, JournalDatabase database)
    {
        builder.WithClustering();
        // Extensions add their defaults when they are first used, which is too late for the serializers among them.
        builder.AddHocon(
            ClusterSharding.DefaultConfig()
                .WithFallback(ClusterSingleton.DefaultConfig())
                .WithFallback(DistributedPubSub.DefaultConfig())
                .WithFallback(DistributedData.DefaultConfig()),
            HoconAddMode.Append);
        if (options.Tls.IsConfigured)
        {
            builder.AddSetup(TlsMaterial.Load(options.Tls));
        }

        database.Configure(builder);
        builder.ConfigureLoggers(loggers =>
        {
            // Says where lines go; what brings them there is ours.
            loggers.AddLoggerFactory();
            loggers.ClearLoggers();
            loggers.AddLogger<MemberLogger>();
        });
        builder.AddHocon(MemberConfiguration.ToConfig(options, database), HoconAddMode.Prepend);

        return GraphoidActors.Register(builder, new MemberSettings
        {
            CarriesGraphs = options.Roles.Contains(MemberRoles.Graphs),
            PartitionsPerMember = options.PartitionsPerMember,
            ClientToken = options.Token,
            Files = options.Files,
            UploadDirectory = options.Database.Kind == DatabaseKind.Memory ? null : Path.Combine(options.DataDirectory, "uploads"),
        });
    }
}
