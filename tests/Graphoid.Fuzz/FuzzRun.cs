using System.Diagnostics;
using System.Text;
using Graphoid.Language.Tests.Generation;

namespace Graphoid.Fuzz;

/// <summary>Goes through the inputs, with one thread that works and one that watches.</summary>
internal sealed class FuzzRun(FuzzSettings settings)
{
    /// <summary>An input that takes longer is a finding; endless programs are ended long before.</summary>
    private static readonly TimeSpan InputTimeMax = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ReportPeriod = TimeSpan.FromSeconds(30);

    /// <summary>Halves of letters, which inputs may have, become marks in files.</summary>
    private static readonly UTF8Encoding Utf8 = new(false);

    private readonly FuzzInputs _inputs = new(settings.Seed);
    private readonly Dictionary<string, int> _known = [];
    private readonly Stopwatch _time = Stopwatch.StartNew();

    /// <summary>The input that is being tried; should the process die, this file names the reason.</summary>
    private readonly string _current = Path.Combine(Path.GetTempPath(), $"graphoid-fuzz-{settings.Seed}.gr");

    private Attempt? _attempt;
    private int _done;
    private int _readable;
    private int _compared;

    /// <summary>Where findings go.</summary>
    public static string Corpus { get; } = Path.Combine(Programs.Root, "tests", "corpus");

    /// <summary>Runs all inputs.</summary>
    /// <returns>The number of different findings.</returns>
    public async Task<int> RunAsync()
    {
        var next = settings.From;
        var end = settings.From + settings.Inputs;
        while (next < end && _time.Elapsed < settings.TimeMax)
        {
            var attempt = new Attempt(next, new FuzzStages(settings.RunTimeMax));
            _attempt = attempt;
            var work = Task.Factory.StartNew(
                () => WorkAsync(attempt, end), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            next = await WatchAsync(work, attempt);
        }

        File.Delete(_current);
        Report();
        return _known.Count;
    }

    private async Task WorkAsync(Attempt attempt, int end)
    {
        while (attempt.Number < end && _time.Elapsed < settings.TimeMax && !attempt.IsGivenUp)
        {
            attempt.Text = _inputs.Of(attempt.Number);
            attempt.StartedAt = _time.Elapsed;
            File.WriteAllText(_current, attempt.Text, Utf8);
            var finding = await attempt.Stages.CheckAsync(attempt.Text);
            if (attempt.IsGivenUp)
            {
                return;
            }

            if (finding is not null)
            {
                await NoteAsync(attempt, finding);
            }

            attempt.StartedAt = _time.Elapsed;
            attempt.Number++;
            _done++;
        }
    }

    /// <summary>Waits for the worker to finish or to get stuck; gives the number of the input to go on with.</summary>
    private async Task<int> WatchAsync(Task work, Attempt attempt)
    {
        var reportedAt = _time.Elapsed;
        while (await Task.WhenAny(work, Task.Delay(WatchPeriod)) != work)
        {
            if (_time.Elapsed - reportedAt > ReportPeriod)
            {
                reportedAt = _time.Elapsed;
                Report();
            }

            if (!attempt.IsMinimizing && _time.Elapsed - attempt.StartedAt > InputTimeMax)
            {
                attempt.IsGivenUp = true;
                var stage = attempt.Stages.Stage;
                Save(new Finding(stage, $"hangs in {stage}", $"no answer within {InputTimeMax.TotalSeconds} s"), attempt.Number, attempt.Text, attempt.Text);
                break;
            }
        }

        if (work.IsCompleted)
        {
            await work;
        }

        _readable += attempt.Stages.Counts.Readable;
        _compared += attempt.Stages.Counts.Compared;
        _attempt = null;
        return attempt.Number + (attempt.IsGivenUp ? 1 : 0);
    }

    private async Task NoteAsync(Attempt attempt, Finding finding)
    {
        if (_known.TryGetValue(finding.Signature, out var times))
        {
            _known[finding.Signature] = times + 1;
            return;
        }

        attempt.IsMinimizing = true;
        var small = await Minimizer.MinimizeAsync(
            attempt.Text, async text => (await attempt.Stages.CheckAsync(text))?.Signature == finding.Signature);
        attempt.IsMinimizing = false;
        Save(await attempt.Stages.CheckAsync(small) ?? finding, attempt.Number, attempt.Text, small);
    }

    private void Save(Finding finding, int number, string whole, string small)
    {
        _known[finding.Signature] = 1;
        var name = $"found-{settings.Seed}-{number}";
        Directory.CreateDirectory(Corpus);
        File.WriteAllText(Path.Combine(Corpus, name + ".gr"), small, Utf8);
        Console.WriteLine($"""

            FOUND in stage {finding.Stage}: {finding.Signature} (seed {settings.Seed}, input {number}; {whole.Length} letters made {small.Length})
            {Path.Combine(Corpus, name + ".gr")}
            {small}
            ---
            {finding.Details}
            """);
    }

    private void Report()
    {
        var counts = _attempt?.Stages.Counts ?? default;
        Console.WriteLine(
            $"{_time.Elapsed.TotalSeconds:0} s: {_done} inputs, {_readable + counts.Readable} without a mistake, "
            + $"{_compared + counts.Compared} run to their end in both ways, {_known.Count} kinds of findings ({_known.Values.Sum()} in all)");
    }

    /// <summary>What one worker is doing.</summary>
    private sealed class Attempt(int number, FuzzStages stages)
    {
        private long _startedAt;

        public int Number { get; set; } = number;

        public FuzzStages Stages { get; } = stages;

        public string Text { get; set; } = string.Empty;

        public volatile bool IsGivenUp;

        public volatile bool IsMinimizing;

        public TimeSpan StartedAt
        {
            get => new(Interlocked.Read(ref _startedAt));
            set => Interlocked.Exchange(ref _startedAt, value.Ticks);
        }
    }
}
