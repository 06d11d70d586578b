using System.Globalization;
using System.Text;
using Graphoid.Formats.EdgeLists;
using Graphoid.Formats.Files;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Formats.Tests.EdgeLists;

[Trait("Category", "Unit")]
public sealed class EdgeListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("", ": ")]
    [InlineData("1 2", "1 2: 1>2")]
    [InlineData("1 2\n", "1 2: 1>2")]
    [InlineData("1\t2\n2\t1\n", "1 2: 1>2 2>1")]
    [InlineData("1 2\r\n2 3\r\n3 1", "1 2 3: 1>2 2>3 3>1")]
    [InlineData("1 2\r", "1 2: 1>2")]
    [InlineData("\n\n 1 \t 2 \n   \n\t\n", "1 2: 1>2")]
    [InlineData("# one\n% two\n  # three, 1 2\n1 2\n#", "1 2: 1>2")]
    [InlineData("\uFEFF1 2\n", "1 2: 1>2")]
    [InlineData("\uFEFF# remark\n1 2\n", "1 2: 1>2")]
    [InlineData("1 1\n", "1: 1>1")]
    public async Task Lines_are_edges(string text, string expected) => Assert.Equal(expected, await ReadTextAsync(text));

    [Theory]
    [InlineData("1 2 3\n", "1 2: 1>2=3")]
    [InlineData("1 2 3.5\n2 1\n1 3 -1e3\n", "1 2 3: 1>2=3.5 1>3=-1000 2>1")]
    [InlineData("1 2\n3 4\n5 6 0\n", "1 2 3 4 5 6: 1>2 3>4 5>6=0")]
    [InlineData("a b +.5\n", "a b: a>b=0.5")]
    [InlineData("1 2 3 1082040961 7\n", "1 2: 1>2=3")]
    [InlineData("1 2 3\n1 2 4\n", "1 2: 1>2=4")]
    public async Task A_third_field_is_the_weight_and_lines_may_differ(string text, string expected) =>
        Assert.Equal(expected, await ReadTextAsync(text));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData("999999999999999999")]
    [InlineData("1000000000000000000")]
    public async Task Canonical_integers_are_kept_as_numbers(string id)
    {
        foreach (var text in new[] { $"{id} 5\n", $"5 {id}\n", $"5 {id}", $" {id}\t5 2\n" })
        {
            var graph = (await ReadAsync(text)).Graph;
            Assert.True(graph.TryFind(NodeKey.Of(long.Parse(id, CultureInfo.InvariantCulture)), out var node));
            Assert.Equal(id, graph.KeyOf(node).ToString());
        }
    }

    [Theory]
    [InlineData("007")]
    [InlineData("00")]
    [InlineData("-0")]
    [InlineData("+1")]
    [InlineData("-")]
    [InlineData("1.0")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("\"quoted\"")]
    [InlineData("a#b")]
    [InlineData("Zoë/☂")]
    [InlineData("1_0")]
    public async Task All_other_ids_are_text_as_it_stands(string id)
    {
        foreach (var text in new[] { $"{id} 5\n", $"5 {id}\n", $"5 {id}", $"{id}\t5 2\n" })
        {
            var graph = (await ReadAsync(text)).Graph;
            Assert.True(graph.TryFind(NodeKey.Of(id), out var node));
            Assert.Equal(id, graph.KeyOf(node).Text);
        }
    }

    [Fact]
    public async Task Integers_and_text_may_mix_and_keep_their_order() => Assert.Equal(
        "1 2 a 3 b: 1>2=7 1>b 2>a a>1 3>1=9",
        await ReadTextAsync("1 2 7\n2 a\na 1\n3 1 9\n1 b\n"));

    [Fact]
    public async Task Invalid_UTF_8_becomes_the_replacement_character()
    {
        var graph = (await ReadAsync([(byte)'a', 0xFF, (byte)' ', (byte)'b', (byte)'\n'])).Graph;
        Assert.Equal("a\uFFFD b: a\uFFFD>b", GraphText.Of(graph));
    }

    [Theory]
    [InlineData("1 2\n\n# r\n3\n", 4, "`3`", "two ids and perhaps a weight, separated by tabs or blanks", null)]
    [InlineData("1,2\n", 1, "`1,2`", "two ids and perhaps a weight, separated by tabs or blanks", "fields are separated by tabs or blanks; a comma can neither separate them nor be part of one")]
    [InlineData("1, 2\n", 1, "`1, 2`", "two ids and perhaps a weight, separated by tabs or blanks", "fields are separated by tabs or blanks; a comma can neither separate them nor be part of one")]
    [InlineData("1 2 1,5\n", 1, "`1 2 1,5`", "a finite number in the third field, the weight", "fields are separated by tabs or blanks; a comma can neither separate them nor be part of one")]
    [InlineData("1 2\r\n1\t2\theavy\r\n", 2, "`1\\t2\\theavy`", "a finite number in the third field, the weight", null)]
    [InlineData("1 2 nan\n", 1, "`1 2 nan`", "a finite number in the third field, the weight", null)]
    [InlineData("1 2 1e999\n", 1, "`1 2 1e999`", "a finite number in the third field, the weight", null)]
    [InlineData("1 2 3x\n", 1, "`1 2 3x`", "a finite number in the third field, the weight", null)]
    [InlineData("1 2 3 # why\n", 1, "`1 2 3 # why`", "nothing but numbers after the two ids", null)]
    [InlineData("1 2\r3 4\n", 1, "`1 2\\x0d3 4`", "text without control characters", "lines end with LF or CR LF; a CR alone does not end one")]
    [InlineData("a\u0001 b\n", 1, "`a\\x01 b`", "text without control characters", null)]
    public async Task A_broken_line_is_told_with_file_and_line(string text, long line, string found, string expected, string? help)
    {
        var path = _folder.Write("graph.txt", text);
        var error = await FailAsync(path);
        Assert.Equal(("ParseError", "GR5002"), (error.ErrorKind.Name, error.Id));
        Assert.Equal($"`{path}` line {line}: found {found}, expected {expected}", error.Message);
        Assert.Equal(help, error.Help);
    }

    [Fact]
    public async Task A_long_broken_line_is_shown_in_part()
    {
        var error = await FailAsync(_folder.Write("graph.txt", new string('ä', 61) + "\n"));
        Assert.Contains($"found `{new string('ä', 60)}…`, expected", error.Message, StringComparison.Ordinal);
        error = await FailAsync(_folder.Write("graph.txt", new string('ä', 60) + "\n"));
        Assert.Contains($"found `{new string('ä', 60)}`, expected", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1 << 18)]
    public async Task The_first_broken_line_wins_however_the_file_is_cut(int chunkBytes)
    {
        var text = new StringBuilder();
        for (var line = 1; line <= 20_000; line++)
        {
            text.Append(line % 1000 == 777 ? $"broken{line}\n" : $"{line} {line + 1}\n");
        }

        var path = _folder.Write("graph.txt", text.ToString());
        for (var run = 0; run < 5; run++)
        {
            var error = await FailAsync(path, new EdgeListLimits { ChunkBytes = chunkBytes, ChunksAhead = 9 });
            Assert.Contains("line 777: found `broken777`", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 << 18)]
    public async Task Broken_lines_are_counted_when_they_may_be_skipped(int chunkBytes)
    {
        var path = _folder.Write("graph.txt", "1 2\nx\n1 2 y\n\n# r\n3,4\n" + new string('z', 500) + " 1\n2 3\nend");
        var limits = new EdgeListLimits { ChunkBytes = chunkBytes, LineBytesMax = 100 };
        var (graph, skipped) = await ReadFileAsync(path, limits, skipBad: true);
        Assert.Equal(("1 2 3: 1>2 2>3", 5L), (GraphText.Of(graph), skipped));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(1 << 18)]
    public async Task A_line_longer_than_the_limit_is_broken_and_one_of_the_limit_is_not(int chunkBytes)
    {
        const int Limit = 100;
        var limits = new EdgeListLimits { ChunkBytes = chunkBytes, LineBytesMax = Limit };
        foreach (var end in new[] { "\n", "\r\n", string.Empty })
        {
            var longest = new string('a', Limit - 2) + " b";
            var (graph, _) = await ReadFileAsync(_folder.Write("graph.txt", "1 2\n" + longest + end), limits);
            Assert.Equal(2, graph.EdgeCount);
            foreach (var excess in new[] { 1, 2, 3, 5000 })
            {
                var path = _folder.Write("graph.txt", "1 2\n" + new string('c', excess) + longest + end + (end.Length == 0 ? end : "x\n"));
                var error = await FailAsync(path, limits);
                Assert.StartsWith($"`{path}` line 2: found a line of more than 100 bytes, `c", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_huge_line_takes_no_more_memory_than_the_limit(bool skipBad)
    {
        var path = Path.Combine(_folder.Path, "huge.txt");
        await using (var file = File.Create(path))
        {
            file.SetLength(64 << 20);
            var filler = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
            for (var i = 0; i < 64; i++)
            {
                await file.WriteAsync(filler);
            }

            await file.WriteAsync("\n5 6\n"u8.ToArray());
        }

        var before = GC.GetTotalAllocatedBytes();
        if (skipBad)
        {
            var (graph, skipped) = await ReadFileAsync(path, skipBad: true);
            Assert.Equal(("5 6: 5>6", 1L), (GraphText.Of(graph), skipped));
        }
        else
        {
            Assert.Contains("line 1: found a line of more than 1048576 bytes", (await FailAsync(path)).Message, StringComparison.Ordinal);
        }

        // Other tests of the process may allocate meanwhile, but hardly as much as the line.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 48 << 20);
    }

    [Theory]
    [InlineData(new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 0, 1 })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'1', 0, (byte)' ', 0, (byte)'2', 0 })]
    public async Task A_binary_file_is_no_edge_list(byte[] content)
    {
        var path = _folder.Write("graph.txt", content);
        foreach (var skipBad in new[] { false, true })
        {
            var error = await FailAsync(path, skipBad: skipBad);
            Assert.Equal("ParseError", error.ErrorKind.Name);
            Assert.Equal($"`{path}` is no edge list but a binary file, or text in UTF-16", error.Message);
        }
    }

    [Fact]
    public async Task Binary_content_further_on_fails_even_where_broken_lines_are_skipped()
    {
        var path = _folder.Write("graph.txt", string.Concat(Enumerable.Repeat("1 2\n", 3000)) + "1\0 2\n");
        var error = await FailAsync(path, skipBad: true);
        Assert.StartsWith($"`{path}` line 3001: found `1\\x00 2`, expected text", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task However_the_file_is_cut_the_graph_is_the_same(int seed)
    {
        var text = RandomText(new Random(seed), lines: 3000);
        var plain = _folder.Write("graph.txt", text);
        var gzip = _folder.Write("graph.txt.gz", TemporaryFolder.Gzip(text));
        var (whole, skipped) = await ReadFileAsync(plain, new EdgeListLimits { LineBytesMax = 80 }, skipBad: true);
        var expected = GraphText.Of(whole);
        Assert.NotEqual(0, skipped);
        var random = new Random(seed);
        foreach (var chunkBytes in new[] { 1, 2, 7, random.Next(3, 100), random.Next(100, 10_000) })
        {
            var limits = new EdgeListLimits { ChunkBytes = chunkBytes, LineBytesMax = 80, ChunksAhead = random.Next(1, 6) };
            foreach (var path in new[] { plain, gzip })
            {
                var (graph, count) = await ReadFileAsync(path, limits, skipBad: true, partitions: random.Next(1, 8));
                Assert.Equal(skipped, count);
                Assert.Equal(expected, GraphText.Of(graph));
            }
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public async Task The_reader_agrees_with_a_simple_one(int seed)
    {
        var text = RandomText(new Random(seed), lines: 2000);
        var builder = new GraphBuilder(1, HashPartitioner.Instance, isDirected: true);
        var bad = 0;
        foreach (var raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            var fields = raw.Trim(' ', '\t', '\r').Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0 || fields[0][0] is '#' or '%')
            {
                continue;
            }

            var weight = double.NaN;
            if (fields.Length is 1 or > 3 || fields[0].Contains(',', StringComparison.Ordinal) || fields[1].Contains(',', StringComparison.Ordinal)
                || (fields.Length == 3 && !double.TryParse(fields[2], CultureInfo.InvariantCulture, out weight)))
            {
                bad++;
                continue;
            }

            builder.Add([new EdgeRecord(NodeKey.Of(fields[0]), NodeKey.Of(fields[1]), weight)]);
        }

        var (graph, skipped) = await ReadFileAsync(_folder.Write("graph.txt", text), skipBad: true);
        Assert.Equal(bad, skipped);
        Assert.Equal(GraphText.Of(builder.Build()), GraphText.Of(graph));
    }

    [Fact]
    public async Task A_compressed_file_that_ends_early_is_no_smaller_graph()
    {
        var complete = TemporaryFolder.Gzip(RandomText(new Random(5), lines: 20_000, broken: false));
        var path = _folder.Write("graph.txt.gz", complete[..(complete.Length / 2)]);
        var error = await FailAsync(path);
        Assert.Equal(("FileError", "GR5001"), (error.ErrorKind.Name, error.Id));
        Assert.StartsWith($"cannot read `{path}`: its compressed data is damaged (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_line_before_the_damage_is_told_first()
    {
        var complete = TemporaryFolder.Gzip("1 2\nbroken\n" + RandomText(new Random(5), lines: 200_000, broken: false));
        var error = await FailAsync(_folder.Write("graph.txt.gz", complete[..^20]));
        Assert.Contains("line 2: found `broken`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_content_decides_whether_a_file_is_compressed()
    {
        Assert.Equal("1 2: 1>2", GraphText.Of((await ReadFileAsync(_folder.Write("plain.txt.gz", "1 2\n"))).Graph));
        Assert.Equal("1 2: 1>2", GraphText.Of((await ReadFileAsync(_folder.Write("packed.txt", TemporaryFolder.Gzip("1 2\n")))).Graph));
    }

    [Fact]
    public async Task Cancelling_ends_the_reading_between_chunks()
    {
        var path = _folder.Write("graph.txt", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i} {i + 1}\n")));
        using var stop = new CancellationTokenSource();
        var clock = new SteppingClock();
        var seen = new List<ImportProgress>();
        var progress = new ProgressThrottle(
            new Recorder(state =>
            {
                seen.Add(state);
                stop.Cancel();
            }),
            clock);
        using (var file = InputFile.Open(path))
        {
            var builder = new GraphBuilder(1, HashPartitioner.Instance, isDirected: true);
            var reader = new EdgeListReader(file, builder, progress, new EdgeListLimits { ChunkBytes = 1000 }, skipBad: false);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.ReadAsync(stop.Token));
            Assert.Equal(builder.AddedEdgeCount, Assert.Single(seen).Edges);
        }

        // Nothing holds the file any more.
        File.Delete(path);
    }

    [Fact]
    public async Task A_cancelled_import_does_not_begin()
    {
        var path = _folder.Write("graph.txt", "1 2\n");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new GraphFiles().ReadAsync(
            new ImportSpecification("g", path, null, IsDirected: true, 1, SkipBad: false),
            1,
            HashPartitioner.Instance,
            null,
            new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("graph.txt", false)]
    [InlineData("graph.txt.gz", true)]
    public async Task Progress_grows_up_to_the_whole_file(string name, bool isGzip)
    {
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i} {i + 1}\n"));
        var path = isGzip ? _folder.Write(name, TemporaryFolder.Gzip(text)) : _folder.Write(name, text);
        var seen = new List<ImportProgress>();
        using var file = InputFile.Open(path);
        var builder = new GraphBuilder(1, HashPartitioner.Instance, isDirected: true);
        var progress = new ProgressThrottle(new Recorder(seen.Add), new SteppingClock());
        await new EdgeListReader(file, builder, progress, new EdgeListLimits { ChunkBytes = 10_000 }, skipBad: false)
            .ReadAsync(CancellationToken.None);
        var size = new FileInfo(path).Length;
        Assert.True(seen.Count > 10);
        Assert.Equal(new ImportProgress(size, size, 50_000), seen[^1]);
        foreach (var (before, after) in seen.Zip(seen.Skip(1)))
        {
            Assert.True(before.Bytes <= after.Bytes && before.Edges <= after.Edges && after.BytesTotal == size);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string RandomText(Random random, int lines, bool broken = true)
    {
        string[] separators = [" ", "\t", "  ", " \t "];
        string[] ends = ["\n", "\n", "\n", "\r\n", " \n", "\n\n", "\n# remark 1 2\n", "\n%\n"];
        string[] breaks = ["alone", "1,2", "1 2 heavy", new string('w', 90), "1 2 3 four"];
        var text = new StringBuilder(random.Next(2) == 0 ? "\uFEFF" : string.Empty);
        for (var line = 0; line < lines; line++)
        {
            var separator = separators[random.Next(separators.Length)];
            text.Append(random.Next(20) switch
            {
                0 when broken => breaks[random.Next(breaks.Length)],
                < 5 => $"{Id()}{separator}{Id()}{separator}{random.Next(100) / 4.0}",
                _ => $"{Id()}{separator}{Id()}",
            });
            text.Append(ends[random.Next(ends.Length)]);
        }

        return text.Append("1 2").ToString();

        string Id() => random.Next(8) switch
        {
            0 => $"n{random.Next(50)}",
            1 => $"é☂{random.Next(50)}",
            2 => $"{random.NextInt64() - (long.MaxValue / 2)}",
            3 => $"0{random.Next(50)}",
            _ => $"{random.Next(300)}",
        };
    }

    private Task<ImportedGraph> ReadAsync(byte[] content) => ReadFileAsync(_folder.Write("graph.txt", content));

    private Task<ImportedGraph> ReadAsync(string text) => ReadFileAsync(_folder.Write("graph.txt", text));

    private async Task<string> ReadTextAsync(string text) => GraphText.Of((await ReadAsync(text)).Graph);

    private static async Task<ImportedGraph> ReadFileAsync(
        string path, EdgeListLimits? limits = null, bool skipBad = false, int partitions = 1)
    {
        using var file = InputFile.Open(path);
        var builder = new GraphBuilder(partitions, HashPartitioner.Instance, isDirected: true);
        var progress = new ProgressThrottle(null, TimeProvider.System);
        var skipped = await new EdgeListReader(file, builder, progress, limits ?? new EdgeListLimits(), skipBad)
            .ReadAsync(CancellationToken.None);
        return new ImportedGraph(builder.Build(), skipped);
    }

    private static async Task<ErrorValue> FailAsync(string path, EdgeListLimits? limits = null, bool skipBad = false) =>
        (await Assert.ThrowsAsync<GraphoidException>(() => ReadFileAsync(path, limits, skipBad))).Error;

    private sealed class Recorder(Action<ImportProgress> seen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => seen(value);
    }

    /// <summary>A second passes whenever somebody looks.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }
}
