using System.Reflection;
using System.Text;
using Graphoid.Actors.Wire;

namespace Graphoid.Actors.Tests.Wire;

/// <summary>Records as earlier versions wrote them are still read: one file per version, of which none is ever rewritten.</summary>
public sealed class WireFixtureTests
{
    private const string Advice =
        "Run the tests with GRAPHOID_UPDATE_WIRE=1: that adds what is missing to the file of this version. A record of a released version that is not "
        + "read any more must be made readable; while its version is unreleased, its lines may be deleted from the file first.";

    private static readonly string CurrentFile = Path.Combine(
        WireFiles.Fixtures, $"v{typeof(WireTable).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}.txt");

    [Fact]
    public void Records_of_all_versions_are_read_as_they_were_written()
    {
        AddMissing();
        var fixtures = Directory.GetFiles(WireFiles.Fixtures, "*.txt").SelectMany(FixturesIn).ToArray();

        Assert.NotEmpty(fixtures);
        Assert.All(fixtures, fixture =>
        {
            var record = GraphoidSerializer.Read(Convert.FromHexString(fixture.Hex), fixture.Manifest);

            // Fields that came later have no line.
            var missing = fixture.Lines.Except(WireSamples.TextOf(record)).FirstOrDefault();
            Assert.True(missing is null, $"{fixture.Manifest} ({fixture.Kind}) is read without `{missing}`. {Advice}");
        });
    }

    [Fact]
    public void Every_record_of_this_version_has_a_full_and_a_sparse_sample()
    {
        AddMissing();
        var present = FixturesIn(CurrentFile).Select(fixture => (fixture.Manifest, fixture.Kind));

        var missing = Wanted().Except(present);

        Assert.True(!missing.Any(), $"no sample of {string.Join(", ", missing)} in {CurrentFile}. {Advice}");
    }

    private static IEnumerable<(string Manifest, string Kind)> Wanted() =>
        WireTable.All.SelectMany(record => new[] { (record.Manifest, "full"), (record.Manifest, "sparse") });

    private static void AddMissing()
    {
        if (!WireFiles.IsUpdate)
        {
            return;
        }

        var present = FixturesIn(CurrentFile).Select(fixture => (fixture.Manifest, fixture.Kind));
        var added = new StringBuilder();
        foreach (var (manifest, kind) in Wanted().Except(present))
        {
            var record = WireTable.ByManifest[manifest];
            var sample = WireSamples.Of(record.Type, kind == "full");
            added.Append($"{manifest} {kind} {Convert.ToHexStringLower(record.Write(sample))}\n");
            foreach (var line in WireSamples.TextOf(sample))
            {
                added.Append($"  {line}\n");
            }
        }

        File.AppendAllText(CurrentFile, added.ToString());
    }

    private static IEnumerable<Fixture> FixturesIn(string path)
    {
        Fixture? open = null;
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                open!.Lines.Add(line[2..]);
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            var parts = line.Split(' ');
            open = new Fixture(parts[0], parts[1], parts[2], []);
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private sealed record Fixture(string Manifest, string Kind, string Hex, List<string> Lines);
}
