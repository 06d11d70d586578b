using Akka.Configuration;
using Akka.Configuration.Hocon;
using Graphoid.Hosting.Members;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Tests.Members;

/// <summary><c>hocon/graphoid.conf</c> says what the options come to.</summary>
public sealed class HoconReferenceTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf("hocon", "graphoid.conf"));

    public static TheoryData<Action<GraphoidOptions>> Setups =>
    [
        _ => { },
        o => o.Database.Kind = DatabaseKind.Memory,
        o => o.Database = new() { Kind = DatabaseKind.Postgres, ConnectionString = "Host=db" },
        o => (o.Seeds, o.PublicHostName, o.Roles) = (["a:1", "b:2"], "a", ["attached"]),
        o => o.Tls.CertificatePath = "member.pem",
    ];

    [Fact]
    public void Reference_and_options_agree_on_every_setting_and_its_default()
    {
        var options = new GraphoidOptions();
        using var folder = new TemporaryFolder();
        options.DataDirectory = folder.Path;

        var made = Flat(MemberConfiguration.ToConfig(options, GraphoidHostingExtensions.Database(options)));

        Assert.Equal(Flat(ConfigurationFactory.ParseString(string.Join('\n', Lines))), made);
    }

    [Theory]
    [MemberData(nameof(Setups), DisableDiscoveryEnumeration = true)]
    public void No_option_sets_what_the_reference_does_not_name(Action<GraphoidOptions> change)
    {
        var options = new GraphoidOptions();
        change(options);

        var made = MemberConfiguration.Settings(options, GraphoidHostingExtensions.Database(options)).Keys;

        Assert.Empty(made.Except(Lines.Where(IsSetting).Select(line => line.Split(" = ")[0])));
    }

    [Fact]
    public void Every_setting_has_a_comment()
    {
        for (var i = 0; i < Lines.Length; i++)
        {
            Assert.False(IsSetting(Lines[i]) && !Lines[i - 1].StartsWith('#'), $"line {i + 1}: {Lines[i]}");
        }
    }

    [Fact]
    public void Every_option_that_the_reference_names_exists()
    {
        var named = Lines.Where(line => line.StartsWith("# option: ", StringComparison.Ordinal))
            .Select(line => line["# option: ".Length..].Split(',')[0]);

        Assert.All(named, path => Assert.True(OptionPaths.Exists(path), path));
    }

    [Fact]
    public void A_text_with_quotes_and_backslashes_stays_one_text()
    {
        var options = new GraphoidOptions { PublicHostName = "a\"b\\c = d" };

        var made = MemberConfiguration.ToConfig(options, GraphoidHostingExtensions.Database(options));

        Assert.Equal(options.PublicHostName, made.GetString("akka.remote.dot-netty.tcp.public-hostname"));
    }

    private static bool IsSetting(string line) => line.Length > 0 && !line.StartsWith('#');

    private static SortedDictionary<string, string> Flat(Config config)
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("", config.Root);
        return flat;

        void Add(string path, HoconValue value)
        {
            if (!value.IsObject())
            {
                flat[path] = value.IsArray() ? string.Join(", ", value.GetStringList()) : value.GetString();
                return;
            }

            foreach (var (key, child) in value.GetObject().Items)
            {
                Add(path.Length == 0 ? key : $"{path}.{key}", child);
            }
        }
    }
}
