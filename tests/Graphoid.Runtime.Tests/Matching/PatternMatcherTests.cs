using Graphoid.Runtime.Host;
using Graphoid.Runtime.Matching;

namespace Graphoid.Runtime.Tests.Matching;

/// <summary>The matcher against a search that tries every assignment.</summary>
public class PatternMatcherTests
{
    private const int EdgeTypes = 2;

    [Fact]
    public void It_finds_what_trying_every_assignment_finds()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var graph = new SmallGraph(random);
            var pattern = RandomPattern(random);
            var matcher = new PatternMatcher(graph, pattern, CancellationToken.None);
            var found = new List<string>();
            while (matcher.MoveNext())
            {
                found.Add(string.Join(',', matcher.Row.ToArray()));
            }

            var expected = Everything(graph, pattern).Select(row => string.Join(',', row)).ToList();
            Assert.True(expected.Order().SequenceEqual(found.Order()), $"seed {seed}");
            if (matcher.IsInNodeOrder)
            {
                Assert.True(expected.SequenceEqual(found), $"order, seed {seed}");
            }
        }
    }

    [Fact]
    public void A_pattern_without_results_does_little_work_on_a_graph_with_many_pairs()
    {
        // Every pair of 2,000 sources and sinks is joined through the middle, but nothing closes the triangle.
        var edges = new List<(int From, int To, int Type)>();
        for (var i = 1; i <= 2000; i++)
        {
            edges.Add((i, 0, 1));
            edges.Add((0, 2000 + i, 1));
        }

        var graph = new SmallGraph(4001, edges);
        var pattern = new MatchPattern(
            3,
            [
                new MatchEdge(0, 1, 1, EdgeDirection.Outgoing, 1, 1),
                new MatchEdge(1, 2, 1, EdgeDirection.Outgoing, 1, 1),
                new MatchEdge(2, 0, 1, EdgeDirection.Outgoing, 1, 1),
            ],
            [],
            IsInjective: true);
        Assert.False(new PatternMatcher(graph, pattern, CancellationToken.None).MoveNext());
        Assert.True(graph.Asked < 100_000, $"{graph.Asked} lists were asked for");
    }

    [Fact]
    public void It_stops_when_it_is_cancelled()
    {
        var edges = Enumerable.Range(0, 300).SelectMany(a => Enumerable.Range(0, 300).Select(b => (a, b, 1))).ToList();
        var graph = new SmallGraph(300, edges);
        var chain = Enumerable.Range(0, 5).Select(i => new MatchEdge(i, i + 1, 1, EdgeDirection.Outgoing, 1, 1)).ToList();
        using var source = new CancellationTokenSource();
        var matcher = new PatternMatcher(graph, new MatchPattern(6, chain, [], IsInjective: true), source.Token);
        Assert.True(matcher.MoveNext());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
        {
            while (matcher.MoveNext())
            {
            }
        });
    }

    private static MatchPattern RandomPattern(Random random)
    {
        var variables = random.Next(1, 5);
        var edges = new List<MatchEdge>();
        var mentioned = new List<int>();
        var count = random.Next(1, 5);
        for (var i = 0; i < count; i++)
        {
            var (from, to) = (random.Next(variables), random.Next(variables));
            mentioned.Add(from);
            mentioned.Add(to);
            var min = random.Next(4) == 0 ? random.Next(3) : 1;
            var max = min == 1 && random.Next(3) > 0 ? 1 : min + random.Next(3);
            var direction = random.Next(4) == 0 ? EdgeDirection.Both : EdgeDirection.Outgoing;
            edges.Add(new MatchEdge(from, to, random.Next(EdgeTypes + 1), direction, min, max));
        }

        // Variables are numbered in order of first mention, as the language does it.
        var order = mentioned.Distinct().ToList();
        edges = [.. edges.Select(edge => edge with { From = order.IndexOf(edge.From), To = order.IndexOf(edge.To) })];
        return new MatchPattern(
            order.Count, edges, random.Next(3) == 0 ? [(random.Next(order.Count), 1)] : [], random.Next(2) == 0);
    }

    private static IEnumerable<int[]> Everything(SmallGraph graph, MatchPattern pattern)
    {
        var row = new int[pattern.VariableCount];
        var total = (long)Math.Pow(graph.NodeCount, pattern.VariableCount);
        for (var number = 0L; number < total; number++)
        {
            var rest = number;
            for (var i = row.Length - 1; i >= 0; i--)
            {
                row[i] = (int)(rest % graph.NodeCount);
                rest /= graph.NodeCount;
            }

            if ((!pattern.IsInjective || row.Distinct().Count() == row.Length)
                && pattern.NodeTypes.All(type => graph.HasNodeType(row[type.Variable], type.NodeType))
                && pattern.Edges.All(edge => graph.IsJoined(row[edge.From], row[edge.To], edge)))
            {
                yield return [.. row];
            }
        }
    }

    private sealed class SmallGraph : IMatchGraph
    {
        private readonly List<(int From, int To, int Type)> _edges = [];
        private readonly Dictionary<(int Node, int Type, EdgeDirection Direction), int[]> _lists = [];

        public SmallGraph(int nodeCount, List<(int From, int To, int Type)> edges)
        {
            NodeCount = nodeCount;
            _edges = edges;
            foreach (var (from, to, type) in edges)
            {
                foreach (var kind in new[] { 0, type })
                {
                    Note(from, kind, EdgeDirection.Outgoing, to);
                    Note(to, kind, EdgeDirection.Incoming, from);
                    Note(from, kind, EdgeDirection.Both, to);
                    Note(to, kind, EdgeDirection.Both, from);
                }
            }

            foreach (var key in _sets.Keys)
            {
                _lists[key] = [.. _sets[key]];
            }
        }

        private readonly Dictionary<(int Node, int Type, EdgeDirection Direction), SortedSet<int>> _sets = [];

        public SmallGraph(Random random)
            : this(random.Next(1, 6), [])
        {
            var edges = new List<(int From, int To, int Type)>();
            for (var i = random.Next(12); i > 0; i--)
            {
                edges.Add((random.Next(NodeCount), random.Next(NodeCount), random.Next(1, EdgeTypes + 1)));
            }

            var built = new SmallGraph(NodeCount, edges);
            _edges = edges;
            _lists = built._lists;
        }

        public int NodeCount { get; }

        public int Asked { get; private set; }

        public ReadOnlySpan<int> Neighbors(int node, int edgeType, EdgeDirection direction)
        {
            Asked++;
            return _lists.GetValueOrDefault((node, edgeType, direction), []);
        }

        public bool HasNodeType(int node, int nodeType) => node % 2 == 0;

        public bool IsJoined(int from, int to, MatchEdge edge)
        {
            var level = new HashSet<int> { from };
            for (var hops = 0; hops <= edge.HopsMax; hops++)
            {
                if (hops >= edge.HopsMin && level.Contains(to))
                {
                    return true;
                }

                level = [.. _edges
                    .Where(e => edge.Type == 0 || e.Type == edge.Type)
                    .SelectMany(e => edge.Direction == EdgeDirection.Both
                        ? new[] { (e.From, e.To), (e.To, e.From) }
                        : [(e.From, e.To)])
                    .Where(e => level.Contains(e.Item1))
                    .Select(e => e.Item2)];
            }

            return false;
        }

        private void Note(int node, int type, EdgeDirection direction, int end)
        {
            if (!_sets.TryGetValue((node, type, direction), out var set))
            {
                _sets[(node, type, direction)] = set = [];
            }

            set.Add(end);
        }
    }
}
