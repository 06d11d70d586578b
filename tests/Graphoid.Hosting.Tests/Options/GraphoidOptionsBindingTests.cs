using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Options;
using Microsoft.Extensions.Configuration;

namespace Graphoid.Hosting.Tests.Options;

public sealed class GraphoidOptionsBindingTests
{
    [Fact]
    public void Options_are_read_from_their_section()
    {
        var options = Read(
            ("Graphoid:Port", "4053"),
            ("Graphoid:Database:Kind", "Postgres"),
            ("Graphoid:Database:ConnectionString", "Host=db"),
            ("Graphoid:FailureDetection:StableAfter", "00:00:07"),
            ("Graphoid:Tls:CertificatePath", "/tls/tls.crt"));

        Assert.Equal(4053, options.Port);
        Assert.Equal(DatabaseKind.Postgres, options.Database.Kind);
        Assert.Equal("Host=db", options.Database.ConnectionString);
        Assert.Equal(TimeSpan.FromSeconds(7), options.FailureDetection.StableAfter);
        Assert.True(options.Tls.IsConfigured);
    }

    [Fact]
    public void An_empty_section_leaves_the_defaults()
    {
        var options = Read();

        Assert.Equal(["graphoid"], options.Roles);
        Assert.Empty(options.Seeds);
    }

    [Fact]
    public void A_list_can_be_one_text_with_commas() =>
        Assert.Equal(["a:1", "b:2"], Read(("Graphoid:Seeds", "a:1, b:2")).Seeds);

    [Fact]
    public void A_list_can_be_numbered() =>
        Assert.Equal(["a:1", "b:2"], Read(("Graphoid:Seeds:0", "a:1"), ("Graphoid:Seeds:1", "b:2")).Seeds);

    [Fact]
    public void A_configured_list_replaces_the_default() =>
        Assert.Equal(["attached"], Read(("Graphoid:Roles:0", "attached")).Roles);

    [Fact]
    public void The_environment_writes_sections_with_two_underscores()
    {
        // Unusual enough a prefix to disturb no other test of this process.
        const string Prefix = "GRAPHOIDTEST_";
        Environment.SetEnvironmentVariable(Prefix + "GRAPHOID__DATABASE__KIND", "Memory");

        var configuration = new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build();

        Assert.Equal(DatabaseKind.Memory, GraphoidOptionsBinding.Read(configuration).Database.Kind);
    }

    [Theory]
    [InlineData("Graphoid:Prot")]
    [InlineData("Graphoid:Database:Knid")]
    [InlineData("Graphoid:Files")]
    public void An_option_that_there_is_not_is_refused(string path)
    {
        var failure = Assert.Throws<StartupException>(() => Read((path, "1")));

        Assert.Equal(StartupProblem.Options, failure.Problem);
        Assert.Equal($"there is no option '{path}'", failure.Message);
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_refused_with_its_place()
    {
        var failure = Assert.Throws<StartupException>(() => Read(("Graphoid:Port", "many")));

        Assert.Contains("Graphoid:Port", failure.Message, StringComparison.Ordinal);
    }

    private static GraphoidOptions Read(params (string Path, string Value)[] values) => GraphoidOptionsBinding.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Path, (string?)value.Value)))
            .Build());
}
