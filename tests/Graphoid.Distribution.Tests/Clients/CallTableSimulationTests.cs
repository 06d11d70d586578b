using Graphoid.Distribution.Clients;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Tests.Clients;

/// <summary>Calls over a network that loses and delays, to a receiver that remembers ids and is sometimes not ready. Design rule:
/// nothing acknowledged is lost, nothing happens twice, and a call that "never began" did not and will not take effect.</summary>
public sealed class CallTableSimulationTests
{
    private const int Runs = 400;
    private const int CallsPerRun = 40;

    [Fact]
    public void Every_call_ends_once_and_its_end_is_true()
    {
        var ends = new Dictionary<string, int>();
        for (var seed = 1; seed <= Runs; seed++)
        {
            try
            {
                foreach (var end in new World(seed).Run())
                {
                    ends[end] = ends.GetValueOrDefault(end) + 1;
                }
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"seed {seed}: {failure.Message}", failure);
            }
        }

        // The simulation is of use only if it gets everywhere.
        Assert.Equal(["answered", "Cancelled", "NeverBegan", "taken back", "Unknown"], ends.Keys.Order(StringComparer.OrdinalIgnoreCase));
        Assert.True(ends.Values.Min() >= 20, string.Join(", ", ends));
    }

    private sealed class World
    {
        private readonly Random _random;
        private readonly CallTable _table = new(CallSettings.Default);
        private readonly PriorityQueue<Action, TimeSpan> _events = new();
        private readonly Dictionary<CallKey, string> _ends = [];
        private readonly Dictionary<CallKey, int> _applied = [];
        private readonly HashSet<CallKey> _remembered = [];
        private readonly HashSet<CallKey> _takenBack = [];
        private readonly double _loss;
        private readonly double _unready;
        private readonly double _slow;
        private TimeSpan _now;
        private TimeSpan? _wakeAt;

        public World(int seed)
        {
            _random = new Random(seed);
            _loss = seed % 4 == 0 ? 0 : _random.NextDouble() * 0.9;
            _slow = _random.Next(2) * 0.1;
            _unready = _random.NextDouble() < 0.3 ? 1 : _random.NextDouble();
        }

        public Dictionary<CallKey, string>.ValueCollection Run()
        {
            for (var call = 0; call < CallsPerRun; call++)
            {
                var number = call + 1;
                At(Seconds(60), () => Begin(number));
            }

            while (_events.TryDequeue(out var next, out var at))
            {
                _now = at;
                next();
                Do(effects => _table.Tick(_now, effects));
            }

            Assert.Equal(CallsPerRun, _ends.Count);
            Assert.Equal((0, (TimeSpan?)null), (_table.Count, _table.NextDue));
            foreach (var (key, end) in _ends)
            {
                var applied = _applied.GetValueOrDefault(key);
                Assert.True(end switch
                {
                    "answered" => applied == 1,
                    "NeverBegan" or "taken back" => applied == 0,
                    _ => applied <= 1,
                });
            }

            return _ends.Values;
        }

        private void Begin(int number)
        {
            CallKey key;
            CallPlan plan;
            switch (_random.Next(3))
            {
                case 0:
                    key = new CallKey.Operation(new OperationId(Guid.Empty, number));
                    plan = new CallPlan(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10), CallCancellation.IsSent);
                    break;
                case 1:
                    key = new CallKey.Turn(new OperationId(Guid.Empty, number));
                    plan = new CallPlan(TimeSpan.FromSeconds(10), TimeSpan.Zero, CallCancellation.WaitsOn);
                    break;
                default:
                    key = new CallKey.Numbered(number);
                    plan = new CallPlan(TimeSpan.FromSeconds(20), TimeSpan.Zero, CallCancellation.EndsAtOnce);
                    break;
            }

            Do(effects => Assert.True(_table.TryBegin(key, plan, _now, effects)));
            if (_random.Next(4) == 0)
            {
                At(_now + Seconds(30), () => Do(effects => _table.Cancel(key, _now, effects)));
            }
        }

        private void Do(Action<List<CallEffect>> step)
        {
            var effects = new List<CallEffect>();
            step(effects);
            foreach (var effect in effects)
            {
                switch (effect)
                {
                    case CallEffect.Send:
                        Travel(() => Receive(effect.Key));
                        break;
                    case CallEffect.SendCancel:
                        Travel(() => TakeBack(effect.Key));
                        break;
                    case CallEffect.Finish finish:
                        End(finish.Key, finish.End.ToString());
                        break;
                }
            }

            if (_table.NextDue is { } due && (_wakeAt is not { } set || due < set))
            {
                _wakeAt = due;
                At(due, () => _wakeAt = null);
            }
        }

        private void Receive(CallKey key)
        {
            if (!_remembered.Contains(key) && key is CallKey.Turn && _random.NextDouble() < _unready)
            {
                Travel(() => _table.Declined(key, _now));
                return;
            }

            if (_remembered.Add(key))
            {
                _applied[key] = _applied.GetValueOrDefault(key) + 1;
            }

            if (_random.Next(3) == 0)
            {
                Travel(() => _table.Alive(key, _now));
            }

            // An answer may be given to each of the sendings, so one is the last and the others are late.
            Travel(() => Answer(key));
        }

        private void TakeBack(CallKey key)
        {
            if (_remembered.Add(key))
            {
                _takenBack.Add(key);
            }

            Travel(() => Answer(key));
        }

        private void Answer(CallKey key)
        {
            if (_table.Answered(key))
            {
                End(key, _takenBack.Contains(key) ? "taken back" : "answered");
            }
        }

        private void End(CallKey key, string end) => Assert.True(_ends.TryAdd(key, end), $"{key} ended as {_ends.GetValueOrDefault(key)} and {end}");

        private void Travel(Action arrive)
        {
            if (_random.NextDouble() >= _loss)
            {
                At(_now + Seconds(_random.NextDouble() < _slow ? 20 : 0.1), arrive);
            }
        }

        private TimeSpan Seconds(double max) => TimeSpan.FromSeconds(_random.NextDouble() * max);

        private void At(TimeSpan time, Action action) => _events.Enqueue(action, time);
    }
}
