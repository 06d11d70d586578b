using Graphoid.Actors.Sessions;

namespace Graphoid.Actors.Tests.Sessions;

public sealed class OutputBufferTests
{
    private const int BytesMax = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task However_much_is_written_no_more_than_the_limit_is_held_and_nothing_is_lost()
    {
        var buffer = new OutputBuffer(BytesMax, _ => { });
        var lines = Enumerable.Range(0, 50_000).Select(i => $"line {i}").ToList();
        var writer = Task.Factory.StartNew(
            () => lines.ForEach(line => buffer.Write(line, isLog: false)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var taken = new List<string>();
        while (taken.Count < lines.Count)
        {
            if (buffer.TryTake(0, out var output))
            {
                taken.AddRange(output.Lines);
            }
        }

        await writer.WaitAsync(Patience);
        Assert.Equal(lines, taken);
        Assert.InRange(buffer.BytesPeak, 1, BytesMax);
        Assert.Equal(0, buffer.Dropped);
    }

    [Fact]
    public void A_message_holds_no_more_letters_than_it_may()
    {
        var buffer = new OutputBuffer(long.MaxValue, _ => { });
        foreach (var length in new[] { 10, 40_000, 70_000, 0, 32_768, 5 })
        {
            buffer.Write(new string('a', length), isLog: false);
        }

        while (buffer.TryTake(0, out var output))
        {
            Assert.InRange(output.Lines.Sum(line => line.Length), 0, SessionLimits.OutputLetters);
        }
    }

    [Fact]
    public void The_reader_is_called_once_for_the_first_line_and_once_for_a_full_message()
    {
        var calls = new List<bool>();
        var buffer = new OutputBuffer(long.MaxValue, calls.Add);
        for (var i = 0; i < 10; i++)
        {
            buffer.Write(new string('a', SessionLimits.OutputLetters / 4), isLog: false);
        }

        Assert.Equal([false, true], calls);
    }

    [Fact]
    public void After_everything_was_taken_the_next_line_calls_the_reader_again()
    {
        var calls = new List<bool>();
        var buffer = new OutputBuffer(long.MaxValue, calls.Add);
        buffer.Write("one", isLog: false);
        Assert.True(buffer.TryTake(0, out _));

        buffer.Write("two", isLog: true);

        Assert.Equal([false, false], calls);
    }

    [Fact]
    public void Who_may_not_wait_is_not_kept_and_what_is_dropped_is_counted()
    {
        var buffer = new OutputBuffer(BytesMax, _ => { });
        buffer.StopWaiting();

        for (var i = 0; i < 10; i++)
        {
            buffer.Write(new string('a', BytesMax / 8), isLog: false);
        }

        Assert.InRange(buffer.BytesPeak, 1, BytesMax);
        Assert.Equal(7, buffer.Dropped);
    }

    [Fact]
    public async Task Closing_lets_a_waiting_writer_go()
    {
        var buffer = new OutputBuffer(BytesMax, _ => { });
        buffer.Write(new string('a', BytesMax), isLog: false);
        var writer = Task.Factory.StartNew(
            () => buffer.Write("b", isLog: false), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        buffer.Close();

        await writer.WaitAsync(Patience);
        Assert.True(buffer.IsEmpty);
    }
}
