using System.Text.RegularExpressions;

namespace Graphoid.EndToEnd.Tests.Architecture;

/// <summary>Who may use whom: text, then bound program, then runtime, then tool; never back, and nothing but the pieces named here.</summary>
public sealed partial class ReferenceTests
{
    public static TheoryData<string, string[]> Table => new()
    {
        { "Graphoid.Language", ["Pidgin"] },
        { "Graphoid.Runtime", ["Graphoid.Language"] },
        { "Graphoid.Formats", ["Graphoid.Language", "Graphoid.Runtime"] },
        { "graphoid", ["Graphoid.Language", "Graphoid.Runtime", "Graphoid.Formats", "Graphoid.Actors", "System.CommandLine"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_project_uses_only_what_stands_below_it(string assembly, string[] allowed)
    {
        var used = ProductAssemblies.Named(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.Empty(used.Where(name => !IsFramework(name)).Except(allowed));
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
    public void Language_runtime_and_formats_know_nothing_of_Akka() =>
        Assert.All(
            new[] { "Graphoid.Language", "Graphoid.Runtime", "Graphoid.Formats" }.Select(ProductAssemblies.Named),
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

    private static bool IsFramework(string name) =>
        name is "netstandard" or "mscorlib" or "Microsoft.Win32.Primitives"
        || (name.StartsWith("System.", StringComparison.Ordinal) && IsPartOfTheFramework(name));

    private static bool IsPartOfTheFramework(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll"));

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
