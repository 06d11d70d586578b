using System.Text.RegularExpressions;

namespace Graphoid.EndToEnd.Tests.Documents;

/// <summary>The page of promises names tests; each of them is there.</summary>
public sealed partial class GuaranteeTests
{
    [Fact]
    public void Every_promise_names_tests_that_exist()
    {
        var tests = Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestMethod().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var page = Repository.Read("docs/explain/guarantees.md");
        var promises = page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Promise", StringComparison.Ordinal)
            && !line.StartsWith("| ---", StringComparison.Ordinal)).ToList();

        Assert.True(promises.Count > 25, "the page has lost its tables");
        Assert.All(promises, promise => Assert.Matches(NamedTest(), promise));
        Assert.Empty(NamedTest().Matches(page).Select(match => match.Groups["name"].Value).Except(tests));
    }

    [GeneratedRegex(@"public (async )?(void|Task) (?<name>\w+)\(")]
    private static partial Regex TestMethod();

    /// <summary>Names of tests are sentences: a capital and at least two underscores.</summary>
    [GeneratedRegex(@"`(?<name>[A-Z]\w*_\w+_\w+)`")]
    private static partial Regex NamedTest();
}
