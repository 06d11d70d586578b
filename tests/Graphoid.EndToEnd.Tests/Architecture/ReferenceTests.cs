using System.Text.RegularExpressions;

namespace Graphoid.EndToEnd.Tests.Architecture;

/// <summary>Who may use whom: language, runtime, decisions, actors, hosts, tool; never back, and nothing but the pieces named here.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string[] Akka =
    [
        "Akka", "Akka.Remote", "Akka.Cluster", "Akka.Cluster.Sharding", "Akka.Cluster.Tools", "Akka.DistributedData", "Akka.Persistence",
        "Akka.Persistence.Sql", "Akka.Hosting", "Akka.Cluster.Hosting", "Akka.Persistence.Hosting",
    ];

    private static readonly string[] Databases = ["Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "Npgsql", "linq2db"];

    private static readonly string[] Hosts = ["Microsoft.Extensions.", "Microsoft.AspNetCore", "Microsoft.AspNetCore."];

    public static TheoryData<string, string[]> Table => new()
    {
        { "Graphoid.Language", ["Pidgin"] },
        { "Graphoid.Runtime", ["Graphoid.Language"] },
        { "Graphoid.Formats", ["Graphoid.Language", "Graphoid.Runtime"] },
        { "Graphoid.Distribution", ["Graphoid.Language", "Graphoid.Runtime", "MemoryPack.Core"] },
        { "Graphoid.Actors", ["Graphoid.Language", "Graphoid.Runtime", "Graphoid.Distribution", "MemoryPack.Core", .. Akka, .. Databases] },
        { "Graphoid.Hosting", ["Graphoid.Runtime", "Graphoid.Distribution", "Graphoid.Actors", .. Akka, .. Hosts] },
        {
            "graphoid",
            [
                "Graphoid.Language", "Graphoid.Runtime", "Graphoid.Formats", "Graphoid.Distribution", "Graphoid.Actors", "Graphoid.Hosting",
                "System.CommandLine", .. Akka, .. Hosts,
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_project_uses_only_what_stands_below_it(string assembly, string[] allowed)
    {
        var used = ProductAssemblies.Named(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);

        var foreign = used.Where(name => !IsFramework(name) && !allowed.Any(part => IsOf(part, name))).ToList();
        Assert.Empty(foreign);
    }

    [Fact]
    public void The_table_names_every_project()
    {
        var projects = Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Select(name => name == "Graphoid.Cli" ? "graphoid" : name);

        Assert.Equal(projects.Order(), Table.Select(row => (string)row[0]).Order());
    }

    [Fact]
    public void What_decides_and_computes_knows_nothing_of_Akka() =>
        Assert.All(
            new[] { "Graphoid.Language", "Graphoid.Runtime", "Graphoid.Formats", "Graphoid.Distribution" }.Select(ProductAssemblies.Named),
            assembly => Assert.DoesNotContain(
                assembly.GetReferencedAssemblies(), reference => reference.Name!.StartsWith("Akka", StringComparison.Ordinal)));

    /// <summary>Such a name would hide Akka's own from everything inside <c>Graphoid.*</c>, in tests too.</summary>
    [Fact]
    public void No_namespace_hides_a_name_of_Akka()
    {
        string[] hiding = ["Cluster", "DistributedData"];
        var spaces = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Namespace().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ToList();

        Assert.NotEmpty(spaces);
        Assert.All(spaces, space =>
        {
            Assert.Empty(space.Split('.').Intersect(hiding));
            Assert.False(space == "Graphoid.Akka" || space.StartsWith("Graphoid.Akka.", StringComparison.Ordinal));
        });
    }

    /// <summary>A name, or, with a dot at its end, all names that begin with it.</summary>
    private static bool IsOf(string part, string name) => part.EndsWith('.') ? name.StartsWith(part, StringComparison.Ordinal) : name == part;

    private static bool IsFramework(string name) =>
        name is "netstandard" or "mscorlib" or "Microsoft.Win32.Primitives"
        || (name.StartsWith("System.", StringComparison.Ordinal) && IsPartOfTheFramework(name));

    private static bool IsPartOfTheFramework(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll"));

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
