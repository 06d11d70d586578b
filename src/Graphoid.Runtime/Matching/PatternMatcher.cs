namespace Graphoid.Runtime.Matching;

/// <summary>Enumerates the assignments of nodes to the variables of a pattern.</summary>
/// <remarks>
/// One variable after the other is bound to the intersection of what all edges to the variables bound before allow, smallest
/// list first (generic join: Ngo, Porat, Ré and Rudra, 2012). No partial result that an edge contradicts is ever kept, so the
/// work stays within the largest possible number of results, and memory is one list per variable. No recursion.
/// Variables are bound along edges, in the order of first mention where that is possible; then rows come out in node order.
/// </remarks>
internal sealed class PatternMatcher
{
    private const int StepsBetweenChecks = 4096;

    private readonly IMatchGraph _graph;
    private readonly MatchPattern _pattern;
    private readonly CancellationToken _cancellation;
    private readonly int[] _order;
    private readonly List<MatchEdge>[] _toBound;
    private readonly List<MatchEdge>[] _loops;
    private readonly List<int>[] _nodeTypes;
    private readonly Reach[] _reaches;
    private readonly int[][] _candidates;
    private readonly int[] _counts;
    private readonly int[] _next;
    private readonly int[] _row;
    private readonly HashSet<int> _used = [];
    private int _depth;
    private int _steps;
    private bool _isStarted;

    public PatternMatcher(IMatchGraph graph, MatchPattern pattern, CancellationToken cancellation)
    {
        _graph = graph;
        _pattern = pattern;
        _cancellation = cancellation;
        var count = pattern.VariableCount;
        _order = Order(pattern);
        _toBound = new List<MatchEdge>[count];
        _loops = new List<MatchEdge>[count];
        _nodeTypes = new List<int>[count];
        var place = new int[count];
        for (var i = 0; i < count; i++)
        {
            place[_order[i]] = i;
            (_toBound[i], _loops[i], _nodeTypes[i]) = ([], [], []);
        }

        foreach (var edge in pattern.Edges)
        {
            var last = Math.Max(place[edge.From], place[edge.To]);
            (edge.From == edge.To ? _loops : _toBound)[last].Add(edge);
        }

        foreach (var (variable, type) in pattern.NodeTypes)
        {
            _nodeTypes[place[variable]].Add(type);
        }

        _reaches = [.. Enumerable.Range(0, count).Select(_ => new Reach())];
        _candidates = new int[count][];
        Array.Fill(_candidates, []);
        _counts = new int[count];
        _next = new int[count];
        _row = new int[count];
        IsInNodeOrder = _order.AsSpan().SequenceEqual([.. Enumerable.Range(0, count)]);
    }

    /// <summary>Whether rows come out sorted by node order of the variables in order of first mention.</summary>
    public bool IsInNodeOrder { get; }

    /// <summary>The present row: a node per variable. Valid until the next call of <see cref="MoveNext"/>.</summary>
    public ReadOnlySpan<int> Row => _row;

    /// <summary>Goes on to the next row.</summary>
    public bool MoveNext()
    {
        var count = _pattern.VariableCount;
        if (count == 0)
        {
            return false;
        }

        if (!_isStarted)
        {
            _isStarted = true;
            Propose();
        }
        else
        {
            Release();
        }

        while (true)
        {
            if (!Advance())
            {
                if (_depth == 0)
                {
                    return false;
                }

                _depth--;
                Release();
                continue;
            }

            if (_depth == count - 1)
            {
                return true;
            }

            _depth++;
            Propose();
        }
    }

    /// <summary>Binds the variable at the present depth to its next candidate.</summary>
    private bool Advance()
    {
        var candidates = _candidates[_depth];
        while (_next[_depth] < _counts[_depth])
        {
            if (++_steps % StepsBetweenChecks == 0)
            {
                _cancellation.ThrowIfCancellationRequested();
            }

            var node = candidates[_next[_depth]++];
            if (!_pattern.IsInjective || _used.Add(node))
            {
                _row[_order[_depth]] = node;
                return true;
            }
        }

        return false;
    }

    private void Release()
    {
        if (_pattern.IsInjective)
        {
            _used.Remove(_row[_order[_depth]]);
        }
    }

    /// <summary>Computes the candidates at the present depth.</summary>
    private void Propose()
    {
        var variable = _order[_depth];
        var edges = _toBound[_depth];
        _next[_depth] = 0;
        var reach = _reaches[_depth];
        reach.Reset(edges.Count);
        var smallest = -1;
        for (var i = 0; i < edges.Count; i++)
        {
            if (Length(edges[i], variable, reach, i) is var length && (smallest < 0 || length < Length(edges[smallest], variable, reach, smallest)))
            {
                smallest = i;
            }
        }

        var source = smallest < 0 ? [] : List(edges[smallest], variable, reach, smallest);
        var most = smallest < 0 ? _graph.NodeCount : source.Length;
        if (_candidates[_depth].Length < most)
        {
            _candidates[_depth] = new int[Math.Max(most, Math.Min(_graph.NodeCount, _candidates[_depth].Length * 2))];
        }

        var kept = 0;
        for (var i = 0; i < most; i++)
        {
            if (++_steps % StepsBetweenChecks == 0)
            {
                _cancellation.ThrowIfCancellationRequested();
            }

            var node = smallest < 0 ? i : source[i];
            if (Fits(node, variable, edges, smallest, reach))
            {
                _candidates[_depth][kept++] = node;
            }
        }

        _counts[_depth] = kept;
    }

    private bool Fits(int node, int variable, List<MatchEdge> edges, int proposer, Reach reach)
    {
        for (var i = 0; i < edges.Count; i++)
        {
            if (i != proposer && List(edges[i], variable, reach, i).BinarySearch(node) < 0)
            {
                return false;
            }
        }

        foreach (var type in _nodeTypes[_depth])
        {
            if (!_graph.HasNodeType(node, type))
            {
                return false;
            }
        }

        foreach (var loop in _loops[_depth])
        {
            if (!IsLoop(node, loop))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsLoop(int node, MatchEdge loop) => loop.IsSingle
        ? _graph.Neighbors(node, loop.Type, loop.Direction).BinarySearch(node) >= 0
        : Reach.From(_graph, node, loop.Type, loop.Direction, loop.HopsMin, loop.HopsMax, _cancellation).AsSpan().BinarySearch(node) >= 0;

    private int Length(MatchEdge edge, int variable, Reach reach, int index) => List(edge, variable, reach, index).Length;

    /// <summary>The nodes that an edge allows for a variable, its other end being bound.</summary>
    private ReadOnlySpan<int> List(MatchEdge edge, int variable, Reach reach, int index)
    {
        var other = edge.OtherEnd(variable);
        var direction = edge.DirectionFrom(other);
        return edge.IsSingle
            ? _graph.Neighbors(_row[other], edge.Type, direction)
            : reach.Of(index, _graph, _row[other], edge, direction, _cancellation);
    }

    /// <summary>Each variable as soon as an edge joins it to the ones before; among several the one mentioned first.</summary>
    private static int[] Order(MatchPattern pattern)
    {
        var joined = new List<int>[pattern.VariableCount];
        for (var i = 0; i < joined.Length; i++)
        {
            joined[i] = [];
        }

        foreach (var edge in pattern.Edges)
        {
            joined[edge.From].Add(edge.To);
            joined[edge.To].Add(edge.From);
        }

        var order = new List<int>(pattern.VariableCount);
        var isTaken = new bool[pattern.VariableCount];
        var open = new PriorityQueue<int, int>();
        for (var first = 0; first < pattern.VariableCount; first++)
        {
            if (!isTaken[first])
            {
                open.Enqueue(first, first);
            }

            while (open.TryDequeue(out var variable, out _))
            {
                if (isTaken[variable])
                {
                    continue;
                }

                isTaken[variable] = true;
                order.Add(variable);
                foreach (var next in joined[variable].Where(next => !isTaken[next]))
                {
                    open.Enqueue(next, next);
                }
            }
        }

        return [.. order];
    }
}
