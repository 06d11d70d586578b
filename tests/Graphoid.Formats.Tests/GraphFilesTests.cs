using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Formats.Tests;

[Trait("Category", "Unit")]
public sealed class GraphFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("g.txt")]
    [InlineData("g.edges")]
    [InlineData("g.edgelist")]
    [InlineData("g.el")]
    [InlineData("g.tsv")]
    [InlineData("G.TXT")]
    [InlineData("g.v2.txt")]
    public async Task The_ending_tells_the_format(string name)
    {
        Assert.Equal("1 2: 1>2", await ReadTextAsync(_folder.Write(name, "1 2\n")));
        Assert.Equal("1 2: 1>2", await ReadTextAsync(_folder.Write(name + ".gz", TemporaryFolder.Gzip("1 2\n"))));
    }

    [Fact]
    public async Task A_named_format_overrules_the_ending()
    {
        Assert.Equal("1 2: 1>2", await ReadTextAsync(_folder.Write("graph.json", "1 2\n"), format: "edges"));
        Assert.Equal("1 2: 1>2", await ReadTextAsync(_folder.Write("graph", "1 2\n"), format: "edges"));
    }

    [Fact]
    public async Task An_unknown_format_is_told_with_the_known_ones()
    {
        var error = await FailAsync("there/is/none.txt", format: "egdes");
        Assert.Equal(("ConfigError", "GR6001"), (error.ErrorKind.Name, error.Id));
        Assert.Equal(
            "there is no graph file format `egdes`; the formats are `edges` (.edges .edgelist .el .tsv .txt, each also with .gz)",
            error.Message);
        Assert.Equal("did you mean `edges`?", error.Help);
    }

    [Theory]
    [InlineData("g.egdes", "did you mean `.edges`?")]
    [InlineData("g.egdes.gz", "did you mean `.edges`?")]
    [InlineData("g.parquet", "name the format, as in `{ format: \"edges\" }`")]
    [InlineData("g", "name the format, as in `{ format: \"edges\" }`")]
    public async Task An_unknown_ending_is_told_with_what_to_do(string name, string help)
    {
        var path = _folder.Write(name, "1 2\n");
        var error = await FailAsync(path);
        Assert.Equal("ConfigError", error.ErrorKind.Name);
        Assert.StartsWith($"cannot tell the format of `{path}` by its ending; the formats are `edges` (", error.Message, StringComparison.Ordinal);
        Assert.Equal(help, error.Help);
    }

    [Theory]
    [InlineData("missing.txt")]
    [InlineData("missing.unknown")]
    [InlineData("missing/g.txt")]
    public async Task A_missing_file_is_a_FileError_that_programs_can_catch_as_IOError(string name)
    {
        var path = Path.Combine(_folder.Path, name);
        var error = await FailAsync(path);
        Assert.Equal(("FileError", "GR5001"), (error.ErrorKind.Name, error.Id));
        Assert.Equal($"cannot read `{path}`: there is no such file", error.Message);
        Assert.True(error.Fits("IOError"));
        Assert.True(error.Fits("RuntimeError"));
    }

    [Fact]
    public async Task A_directory_is_no_file()
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder.Path, "d.txt")).FullName;
        var error = await FailAsync(path);
        Assert.Equal($"cannot read `{path}`: it is a directory", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task The_number_of_partitions_does_not_show(int partitions)
    {
        var random = new Random(1);
        var lines = Enumerable.Range(0, 500).Select(_ => $"{random.Next(90)}\tn{random.Next(90)}\n");
        var path = _folder.Write("g.tsv", string.Concat(lines));
        Assert.Equal(await ReadTextAsync(path, partitions: 1), await ReadTextAsync(path, partitions: partitions));
        var imported = await ReadAsync(path, partitions: partitions);
        Assert.Equal(partitions, imported.Graph.PartitionCount);
    }

    [Fact]
    public async Task Undirected_edges_lead_both_ways_and_count_once()
    {
        var graph = (await ReadAsync(_folder.Write("g.el", "a b\nb a\nb c\n"), isDirected: false)).Graph;
        Assert.False(graph.IsDirected);
        Assert.Equal("a b c: a>b b>c", GraphText.Of(graph));
        Assert.True(graph.TryFind(NodeKey.Of("c"), out var c));
        Assert.Equal(1, graph.OutDegree(c));
    }

    [SharedDataTheory]
    [InlineData("karate")]
    [InlineData("lesmis")]
    [InlineData("email-Eu-core")]
    [InlineData("wiki-Vote")]
    [InlineData("p2p-Gnutella08")]
    [InlineData("ca-GrQc")]
    [InlineData("soc-Epinions1-undirected")]
    [InlineData("luxembourg-osm")]
    [InlineData("routes")]
    public async Task Real_graphs_have_the_published_counts(string name)
    {
        var facts = SharedData.Facts(name);
        var isDirected = facts.GetProperty("directed").GetBoolean();
        var imported = await ReadAsync(SharedData.Find(facts.GetProperty("file").GetString()!)!, partitions: 3, isDirected: isDirected);
        var graph = imported.Graph;
        Assert.Equal(0, imported.SkippedLines);
        Assert.Equal(facts.GetProperty("nodes").GetInt64(), graph.NodeCount);
        Assert.Equal(facts.GetProperty("distinct_arcs").GetInt64(), graph.EdgeCount);
        Assert.Equal(facts.GetProperty("self_loops").GetInt32(), graph.EdgesInOrder().Count(edge => edge.From == edge.To));
        if (facts.TryGetProperty("sinks", out var sinks) && isDirected)
        {
            Assert.Equal(sinks.GetInt32(), graph.NodesInOrder().Count(node => graph.OutDegree(node) == 0));
        }

        if (facts.TryGetProperty("weight_sum", out var sum))
        {
            Assert.Equal(sum.GetDouble(), graph.EdgesInOrder().Sum(edge => edge.Weight.Number));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static Task<ImportedGraph> ReadAsync(string path, string? format = null, int partitions = 1, bool isDirected = true) =>
        new GraphFiles().ReadAsync(
            new ImportSpecification("g", path, format, isDirected, partitions, SkipBad: false),
            partitions,
            HashPartitioner.Instance,
            progress: null,
            CancellationToken.None);

    private static async Task<string> ReadTextAsync(string path, string? format = null, int partitions = 1) =>
        GraphText.Of((await ReadAsync(path, format, partitions)).Graph);

    private static async Task<ErrorValue> FailAsync(string path, string? format = null) =>
        (await Assert.ThrowsAsync<GraphoidException>(() => ReadAsync(path, format))).Error;
}
