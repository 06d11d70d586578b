namespace Graphoid.Distribution.Tests.Simulation;

/// <summary>A journal that writes in order and takes its time, now and then seconds; a crash of its writer cuts off what was on its way, anywhere.</summary>
internal sealed class FakeJournal(World world)
{
    private readonly List<(object Record, Action? Confirm)> _underWay = [];
    private long _life;
    private long _freeAtMs;
    private long _confirmedAtMs;

    /// <summary>What a recovery finds.</summary>
    public List<object> Records { get; } = [];

    /// <summary>What was ever durable, also what has been deleted since.</summary>
    public List<object> Ever { get; } = [];

    public int UnderWay => _underWay.Count;

    public void Write(object record, Action confirm)
    {
        var life = _life;
        _underWay.Add((record, confirm));
        var latency = world.Random.Next(world.HasFaults ? 40 : int.MaxValue) == 0 ? world.Random.Next(300, 3000) : world.Random.Next(1, 12);
        _freeAtMs = Math.Max(_freeAtMs, world.NowMs + latency);
        world.At(_freeAtMs, () =>
        {
            if (life != _life)
            {
                return;
            }

            var (durable, then) = _underWay[0];
            _underWay.RemoveAt(0);
            Keep(durable);
            _confirmedAtMs = Math.Max(_confirmedAtMs, world.NowMs + world.Random.Next(0, 4));
            world.At(_confirmedAtMs, () =>
            {
                if (life == _life)
                {
                    then!();
                }
            });
        });
    }

    /// <summary>The writer is gone. Some of what it had sent arrives all the same.</summary>
    public void Crash()
    {
        _life++;
        for (var arrived = world.Random.Next(0, _underWay.Count + 1); arrived > 0; arrived--)
        {
            Keep(_underWay[0].Record);
            _underWay.RemoveAt(0);
        }

        _underWay.Clear();
    }

    private void Keep(object record)
    {
        Records.Add(record);
        Ever.Add(record);
    }
}
