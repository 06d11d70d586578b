using System.Text;
using Graphoid.Cli.Rendering;

namespace Graphoid.EndToEnd.Tests.Rendering;

public sealed class ProgramOutputTests
{
    [Fact]
    public void On_a_terminal_a_line_appears_at_once()
    {
        var stream = new MemoryStream();
        using var output = new ProgramOutput(stream, isInteractive: true, onFailure: null);

        output.WriteLine("grün");

        Assert.Equal("grün\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task In_a_pipe_a_line_appears_when_the_program_rests()
    {
        var stream = new ArmedStream();
        using var output = new ProgramOutput(stream, isInteractive: false, onFailure: null);

        output.WriteLine("one");
        output.WriteLine("two");

        Assert.Equal("one\ntwo\n", await stream.FirstWrite);
    }

    [Fact]
    public void At_the_end_nothing_is_missing()
    {
        var stream = new MemoryStream();
        using (var output = new ProgramOutput(stream, isInteractive: false, onFailure: null))
        {
            for (var i = 0; i < 100_000; i++)
            {
                output.WriteLine("line");
            }
        }

        Assert.Equal(500_000, stream.ToArray().Length);
    }

    [Fact]
    public async Task A_line_is_never_cut_by_another_thread()
    {
        var stream = new MemoryStream();
        using (var output = new ProgramOutput(stream, isInteractive: false, onFailure: null))
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    output.WriteLine(new string((char)('a' + writer), 100));
                }
            })));
        }

        var lines = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal(4000, lines.Length);
        Assert.All(lines, line => Assert.Equal(100, line.Count(letter => letter == line[0])));
    }

    [Fact]
    public void A_failure_is_told_once_and_everything_further_is_dropped()
    {
        var told = 0;
        using var output = new ProgramOutput(new FullStream(), isInteractive: true, () => told++);

        output.WriteLine("one");
        output.WriteLine("two");

        Assert.Equal(1, told);
        Assert.Equal("no space", output.Failure?.Reason);
        Assert.False(output.Failure?.ReaderIsGone);
    }

    private sealed class ArmedStream : MemoryStream
    {
        private readonly TaskCompletionSource<string> _first = new();

        public Task<string> FirstWrite => _first.Task;

        public override void Write(byte[] buffer, int offset, int count) =>
            _first.TrySetResult(Encoding.UTF8.GetString(buffer, offset, count));
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("no space");
    }
}
