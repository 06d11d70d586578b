using System.Globalization;

namespace Graphoid.Benchmarks.Measurement;

/// <summary>Runs variants in turn and prints a line per run and a line per variant.</summary>
/// <remarks>Variants take turns (A B A B), so that what else happens on the machine meets all of them alike. The first line of a
/// summary is the one to compare: the fastest run is the one least disturbed; the median tells how much disturbance there was.</remarks>
internal static class Harness
{
    /// <summary>Measures all variants.</summary>
    public static async Task MeasureAsync(Settings settings, IReadOnlyList<Variant> variants)
    {
        for (var warmup = 0; warmup < settings.Warmups; warmup++)
        {
            foreach (var variant in variants)
            {
                var remark = await RunAsync(variant, new StageTimer());
                Console.WriteLine($"   warm-up {variant.Name}: {remark}");
            }
        }

        var trials = variants.ToDictionary(variant => variant, _ => new List<StageTimer>());
        for (var run = 1; run <= settings.Runs; run++)
        {
            foreach (var variant in variants)
            {
                var timer = new StageTimer();
                var remark = await RunAsync(variant, timer);
                trials[variant].Add(timer);
                Console.WriteLine($"   run {run} {variant.Name}: wall {Seconds(timer.Wall)}, processor {Seconds(timer.Processor)}, "
                    + $"allocated {Quantity(timer.AllocatedBytes)}B, load {Machine.Load()}; {remark}");
            }
        }

        var title = $"best / median of {settings.Runs}";
        var width = variants.Max(variant => Math.Max(variant.Name.Length, title.Length));
        Console.WriteLine($"   {title.PadRight(width)} {"wall",-19} {"processor",-19} rates (wall)");
        foreach (var variant in variants)
        {
            var (wallBest, wallMedian) = Spread(trials[variant].Select(timer => timer.Wall));
            var (processorBest, processorMedian) = Spread(trials[variant].Select(timer => timer.Processor));
            var rates = variant.Work.Select(work =>
                $"{Quantity(work.Amount / wallBest.TotalSeconds)} / {Quantity(work.Amount / wallMedian.TotalSeconds)} {work.Unit}/s");
            Console.WriteLine($"   {variant.Name.PadRight(width)} {Seconds(wallBest) + " / " + Seconds(wallMedian),-19} "
                + $"{Seconds(processorBest) + " / " + Seconds(processorMedian),-19} {string.Join(", ", rates)}");
        }
    }

    /// <summary>A quantity with three digits and the letter for its thousands.</summary>
    public static string Quantity(double amount)
    {
        const string Letters = " kMGT";
        var power = 0;
        while (Math.Abs(amount) >= 1000 && power < Letters.Length - 1)
        {
            amount /= 1000;
            power++;
        }

        return power == 0
            ? amount.ToString("0.##", CultureInfo.InvariantCulture) + " "
            : amount.ToString(amount < 10 ? "0.00" : amount < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + Letters[power];
    }

    private static async Task<string> RunAsync(Variant variant, StageTimer timer)
    {
        var remark = await variant.RunAsync(timer);

        // The next run must not go on inside the stack of this one, which may hold its graph.
        await Task.Yield();
        return remark;
    }

    private static (TimeSpan Best, TimeSpan Median) Spread(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToArray();
        return (sorted[0], (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2);
    }

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds < 1 ? $"{time.TotalMilliseconds:0.0}ms" : $"{time.TotalSeconds:0.00}s";
}
