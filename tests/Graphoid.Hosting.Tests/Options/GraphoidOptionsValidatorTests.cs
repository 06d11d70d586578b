using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Tests.Options;

public sealed class GraphoidOptionsValidatorTests
{
    public static TheoryData<string, Action<GraphoidOptions>> Mistakes => new()
    {
        { "SystemName: 'my cluster' is not a name", o => o.SystemName = "my cluster" },
        { "Roles: there is none", o => o.Roles = [] },
        { "Roles: '1st' is not a name", o => o.Roles = ["graphoid", "1st"] },
        { "LogLevel: 'LOUD' is none of DEBUG, INFO", o => o.LogLevel = "LOUD" },
        { "HostName: 'no such' is neither", o => o.HostName = "no such" },
        { "HostName: 0.0.0.0 can be reached from other machines, which needs certificates (Tls)", o => Open(o).Tls = new() },
        { "Token: needed with HostName 0.0.0.0", o => Open(o).Token = " " },
        { "PublicHostName: needed with HostName 0.0.0.0", o => Open(o).PublicHostName = null },
        { "PublicHostName: '0.0.0.0' is not an address", o => Open(o).PublicHostName = "0.0.0.0" },
        { "Port: 65536 is not between", o => o.Port = 65536 },
        { "Port: -1 is not between", o => o.Port = -1 },
        { "HttpPort: 70000 is not between", o => o.HttpPort = 70000 },
        { "HttpPort: 4053 is the Port", o => o.Port = (o.HttpPort = 4053).Value },
        { "Seeds: 'graphoid-0' is not host:port", o => o.Seeds = ["graphoid-0"] },
        { "Seeds: 'graphoid-0:0' is not host:port", o => o.Seeds = ["graphoid-0:0"] },
        { "Seeds: 'akka.tcp://a@b:1' is not host:port", o => o.Seeds = ["akka.tcp://a@b:1"] },
        { "Seeds: 'a:1' stands there twice", o => o.Seeds = ["a:1", "b:1", "a:1"] },
        { "Database: memory is for a single member", o => (o.Seeds, o.Database.Kind) = (["a:1"], DatabaseKind.Memory) },
        { "Database:ConnectionString: needed with Kind Postgres", o => o.Database.Kind = DatabaseKind.Postgres },
        { "Database:ConnectionString: given, but Kind is Sqlite", o => o.Database.ConnectionString = "Host=db" },
        { "Database:File: given, but Kind is Memory", o => o.Database = new() { Kind = DatabaseKind.Memory, File = "x.db" } },
        { "Database:Kind: 7 is none of Sqlite", o => o.Database.Kind = (DatabaseKind)7 },
        { "DataDirectory: is empty", o => o.DataDirectory = "" },
        { "Tls: this member's certificate is missing", o => o.Tls.AuthorityPath = "ca.pem" },
        { "Tls: the certificate of the authority is missing", o => o.Tls.CertificatePath = "member.pem" },
        { "FailureDetection:AcceptablePause: has to be longer", o => o.FailureDetection.AcceptablePause = TimeSpan.FromSeconds(1) },
        { "FailureDetection:StableAfter: 10 ms is not between 500 ms and 60 s", o => o.FailureDetection.StableAfter = TimeSpan.FromMilliseconds(10) },
        { "Start:Timeout: 0 ms is not between 1 s and 3600 s", o => o.Start.Timeout = TimeSpan.Zero },
        { "Shutdown:Timeout: 20 s is shorter than HandOverTimeout and twice LeaveTimeout, 25 s", o => o.Shutdown.Timeout = TimeSpan.FromSeconds(20) },
        { "PartitionsPerMember: 0 is not between 1 and 64", o => o.PartitionsPerMember = 0 },
        { "FrameBytes: 1000 is not between 2162688 and 67108864", o => o.FrameBytes = 1000 },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_named_in_the_words_of_the_options(string start, Action<GraphoidOptions> mistake)
    {
        var options = new GraphoidOptions();
        mistake(options);

        var result = new GraphoidOptionsValidator().Validate(null, options);

        Assert.True(result.Failed);
        Assert.StartsWith(start, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_need_nothing() => GraphoidOptionsValidator.Check(new GraphoidOptions());

    [Fact]
    public void A_member_on_a_network_is_fine_with_certificates_and_a_token()
    {
        var options = new GraphoidOptions();
        Open(options);

        GraphoidOptionsValidator.Check(options);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var failure = Assert.Throws<StartupException>(
            () => GraphoidOptionsValidator.Check(new GraphoidOptions { Port = -1, PartitionsPerMember = 0 }));

        Assert.Equal(StartupProblem.Options, failure.Problem);
        Assert.Equal(2, failure.Message.Split('\n').Length);
    }

    [Fact]
    public void The_default_limits_leave_time_for_every_step_of_leaving()
    {
        var shutdown = new ShutdownOptions();

        Assert.True(shutdown.HandOverTimeout + (2 * shutdown.LeaveTimeout) < shutdown.Timeout);
    }

    private static GraphoidOptions Open(GraphoidOptions options)
    {
        options.HostName = "0.0.0.0";
        options.PublicHostName = "graphoid-0.graphoid";
        options.Token = "secret";
        options.Tls = new() { CertificatePath = "member.pem", KeyPath = "member.key", AuthorityPath = "ca.pem" };
        return options;
    }
}
