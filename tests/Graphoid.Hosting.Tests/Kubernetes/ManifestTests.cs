using System.Xml.Linq;
using Graphoid.Hosting.Health;
using Graphoid.Hosting.Options;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Configuration;
using YamlDotNet.Serialization;

namespace Graphoid.Hosting.Tests.Kubernetes;

/// <summary>The manifests load, strictly, and say the same as the options and the image.</summary>
public sealed class ManifestTests
{
    private const string EnvironmentPrefix = "GRAPHOID__";

    private static readonly string[] Files =
        [.. Directory.EnumerateFiles(Repository.PathOf("k8s", "base"), "*.yaml").Where(file => Path.GetFileName(file) != "kustomization.yaml")];

    private static readonly List<object> Objects = [.. Files.SelectMany(file => KubernetesYaml.LoadAllFromString(File.ReadAllText(file), strict: true))];

    private static readonly V1StatefulSet Set = Single<V1StatefulSet>();
    private static readonly V1Service Service = Single<V1Service>();
    private static readonly V1PodSpec Pod = Set.Spec.Template.Spec;
    private static readonly V1Container Container = Assert.Single(Pod.Containers);

    private static readonly Dictionary<string, V1EnvVar> Environment = Container.Env.ToDictionary(variable => variable.Name);

    [Fact]
    public void Every_manifest_is_part_of_the_base()
    {
        var kustomization = new DeserializerBuilder().Build()
            .Deserialize<Dictionary<string, object>>(File.ReadAllText(Repository.PathOf("k8s", "base", "kustomization.yaml")));

        Assert.Equal(
            Files.Select(file => Path.GetFileName(file)).Order(), ((List<object>)kustomization["resources"]).Cast<string>().Order());
    }

    [Fact]
    public void A_misspelt_field_would_be_found() => Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(
        File.ReadAllText(Repository.PathOf("k8s", "base", "stateful-set.yaml"))
            .Replace("terminationGracePeriodSeconds", "terminationGracePeriodSecond", StringComparison.Ordinal),
        strict: true));

    [Fact]
    public void Every_environment_variable_of_ours_is_an_option() => Assert.All(
        Environment.Keys.Where(name => name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal)),
        name => Assert.True(OptionPaths.Exists(OptionPath(name)), name));

    [Fact]
    public void The_environment_makes_options_that_can_work()
    {
        var options = Options();

        GraphoidOptionsValidator.Check(options);
        Assert.Equal(DatabaseKind.Postgres, options.Database.Kind);
        Assert.True(options.Tls.IsConfigured);
    }

    [Fact]
    public void The_seeds_are_the_names_of_the_pods()
    {
        var options = Options();

        Assert.Equal(
            Enumerable.Range(0, Set.Spec.Replicas!.Value).Select(number => $"{Set.Metadata.Name}-{number}.{Set.Spec.ServiceName}:{options.Port}"),
            options.Seeds);
        Assert.Equal($"{options.PublicHostName}:{options.Port}", options.Seeds[0]);
        Assert.Equal("metadata.name", Environment["POD_NAME"].ValueFrom.FieldRef.FieldPath);
    }

    /// <summary>Kubernetes puts a variable into another one only when it stands before it.</summary>
    [Fact]
    public void The_name_of_the_pod_is_known_before_it_is_used()
    {
        var names = Container.Env.Select(variable => variable.Name).ToList();

        Assert.True(names.IndexOf("POD_NAME") < names.IndexOf("GRAPHOID__PUBLICHOSTNAME"));
    }

    [Fact]
    public void Members_can_find_each_other_before_they_are_ready()
    {
        Assert.Equal("None", Service.Spec.ClusterIP);
        Assert.True(Service.Spec.PublishNotReadyAddresses);
        Assert.Equal(Set.Spec.ServiceName, Service.Metadata.Name);
        Assert.Equal(Set.Spec.Template.Metadata.Labels, Service.Spec.Selector);
        Assert.Equal("Parallel", Set.Spec.PodManagementPolicy);
    }

    [Fact]
    public void One_member_at_most_is_taken_away_at_a_time()
    {
        var budget = Single<V1PodDisruptionBudget>();

        Assert.Equal("1", budget.Spec.MaxUnavailable.Value);
        Assert.Equal(Set.Spec.Selector.MatchLabels, budget.Spec.Selector.MatchLabels);
    }

    [Fact]
    public void Ports_are_those_of_the_options()
    {
        var options = Options();
        var ports = Container.Ports.ToDictionary(port => port.Name, port => port.ContainerPort);

        Assert.Equal(options.Port, ports["members"]);
        Assert.Equal(options.HttpPort, ports["health"]);
        Assert.Equal(ports.Values.Order(), Service.Spec.Ports.Select(port => port.Port).Order());
    }

    [Fact]
    public void Probes_ask_where_the_member_answers_and_wait_long_enough()
    {
        Assert.Equal(HealthExtensions.ReadyPath, Container.StartupProbe.HttpGet.Path);
        Assert.Equal(HealthExtensions.ReadyPath, Container.ReadinessProbe.HttpGet.Path);
        Assert.Equal(HealthExtensions.LivePath, Container.LivenessProbe.HttpGet.Path);
        V1Probe[] probes = [Container.StartupProbe, Container.ReadinessProbe, Container.LivenessProbe];
        Assert.All(probes, probe =>
        {
            Assert.Equal("health", probe.HttpGet.Port.Value);
            Assert.True(probe.TimeoutSeconds > HealthExtensions.Patience.TotalSeconds);
        });
        Assert.True(
            Container.StartupProbe.PeriodSeconds * Container.StartupProbe.FailureThreshold > Options().Start.Timeout.TotalSeconds,
            "the member gives its start up before the probe does, and says why");
    }

    [Fact]
    public void A_pod_has_time_to_leave() => Assert.True(
        Pod.TerminationGracePeriodSeconds > Container.Lifecycle.PreStop.Sleep.Seconds + Options().Shutdown.Timeout.TotalSeconds);

    [Fact]
    public void Secrets_are_referred_to_and_never_written_down()
    {
        foreach (var name in new[] { "GRAPHOID__DATABASE__CONNECTIONSTRING", "GRAPHOID__TOKEN" })
        {
            Assert.Null(Environment[name].Value);
            Assert.NotNull(Environment[name].ValueFrom.SecretKeyRef);
        }

        Assert.DoesNotContain(Objects, found => found is V1Secret);
    }

    [Fact]
    public void The_container_cannot_do_more_than_it_has_to()
    {
        Assert.True(Pod.SecurityContext.RunAsNonRoot);
        Assert.NotEqual(0, Pod.SecurityContext.RunAsUser);
        Assert.True(Container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.False(Container.SecurityContext.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], Container.SecurityContext.Capabilities.Drop);
        Assert.Equal(Single<V1ServiceAccount>().Metadata.Name, Pod.ServiceAccountName);
    }

    [Fact]
    public void What_the_options_name_is_mounted()
    {
        var options = Options();
        var mounts = Container.VolumeMounts.ToDictionary(mount => mount.Name, mount => mount.MountPath);

        Assert.Equal(options.DataDirectory, mounts["data"]);
        Assert.Contains(Set.Spec.VolumeClaimTemplates, claim => claim.Metadata.Name == "data");
        Assert.All(
            new[] { options.Tls.CertificatePath, options.Tls.KeyPath, options.Tls.AuthorityPath },
            path => Assert.StartsWith(mounts["tls"] + "/", path, StringComparison.Ordinal));
    }

    [Fact]
    public void The_image_is_the_one_that_the_tool_publishes()
    {
        var project = XDocument.Load(Repository.PathOf("src", "Graphoid.Cli", "Graphoid.Cli.csproj"));
        var version = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;
        string Property(string name) => project.Descendants(name).Single().Value;

        Assert.Equal($"{Property("ContainerRepository")}:{version}", Container.Image);
        Assert.Equal("$(Version)", Property("ContainerImageTag"));
        Assert.Equal("app", Property("ContainerUser"));
        Assert.EndsWith("-chiseled", Property("ContainerBaseImage"), StringComparison.Ordinal);
        Assert.Equal(
            Container.Ports.Select(port => $"{port.ContainerPort}").Order(),
            project.Descendants("ContainerPort").Select(port => port.Attribute("Include")!.Value).Order());
    }

    private static T Single<T>() => Assert.Single(Objects.OfType<T>());

    private static string OptionPath(string variable) => variable[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal);

    private static string Value(V1EnvVar variable) =>
        variable.Value?.Replace("$(POD_NAME)", Set.Metadata.Name + "-0", StringComparison.Ordinal) ?? "secret";

    /// <summary>What the first member makes of the environment, with stand-ins for secrets.</summary>
    private static GraphoidOptions Options() => GraphoidOptionsBinding.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(Environment.Values
            .Where(variable => variable.Name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
            .Select(variable => KeyValuePair.Create($"{GraphoidOptions.Section}:{OptionPath(variable.Name)}", (string?)Value(variable))))
        .Build());
}
