using Graphoid.Cli.Rendering;
using Graphoid.Runtime.Host;

namespace Graphoid.EndToEnd.Tests.Rendering;

public sealed class TerminalProgressTests
{
    [Fact]
    public void A_short_import_shows_nothing()
    {
        var written = "";
        using (var progress = new TerminalProgress(text => written += text, TimeSpan.FromHours(1)))
        {
            progress.Report(new ImportProgress(Bytes: 1, BytesTotal: 10, Edges: 5));
            progress.Report(new ImportProgress(Bytes: 10, BytesTotal: 10, Edges: 50));
        }

        Assert.Equal("", written);
    }

    [Fact]
    public void A_long_import_shows_one_line_and_takes_it_away()
    {
        var written = "";
        using var progress = new TerminalProgress(text => written += text, TimeSpan.Zero);

        progress.Report(new ImportProgress(Bytes: 5, BytesTotal: 10, Edges: 1_234_567));
        Assert.Equal("\rreading the graph: 50 %, 1,234,567 edges", written);

        progress.Report(new ImportProgress(Bytes: 10, BytesTotal: 10, Edges: 2_000_000));
        Assert.EndsWith("\r" + new string(' ', "reading the graph: 50 %, 1,234,567 edges".Length) + "\r", written, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_unknown_size_shows_only_edges()
    {
        var written = "";
        using var progress = new TerminalProgress(text => written += text, TimeSpan.Zero);

        progress.Report(new ImportProgress(Bytes: 5, BytesTotal: 0, Edges: 7));

        Assert.Equal("\rreading the graph: 7 edges", written);
    }
}
