using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Partitions;

/// <summary>A stored graph and its naive model under the same random operations.</summary>
internal sealed class RandomGraph
{
    private const int Types = 3;

    private readonly Random _random;
    private readonly bool _setsFields;
    private readonly int _ids;
    private readonly HashSet<long> _numbers = [];
    private GraphModel? _before;
    private int _fieldColumns;

    public RandomGraph(int partitions, bool isDirected, int seed, bool setsFields = true)
    {
        _random = new Random(seed);
        _setsFields = setsFields;
        _ids = seed % 2 == 0 ? 12 : 90;
        Graph = new PartitionedGraph(partitions, HashPartitioner.Instance, isDirected);
        Model = new GraphModel(isDirected);
        for (var type = 0; type < Types; type++)
        {
            Graph.TypeId($"t{type}");
        }
    }

    public bool MetHub { get; private set; }

    /// <summary>May be exchanged for an equal one while no version is open.</summary>
    public PartitionedGraph Graph { get; set; }

    public bool IsVersionOpen => _before is not null;

    public GraphModel Model { get; private set; }

    public string Step()
    {
        MetHub |= Enumerable.Range(0, Graph.PartitionCount).Any(partition => Graph[partition].Edges.HubCount > 0);
        var choice = _random.Next(100);
        switch (choice)
        {
            case < 18:
                return AddNode();
            case < 60:
                return AddEdge();
            case < 70:
                return RemoveEdge();
            case < 73:
                return RemoveNode();
            case < 80:
                return SetType();
            case < 90:
                return SetField();
            case < 95 when _before is null:
                _before = Model.Copy();
                Graph.BeginVersion();
                return "begin";
            case < 93:
                _before = null;
                Graph.CommitVersion();
                return "commit";
            case < 98 when _before is not null:
                Model = _before;
                _before = null;
                Graph.RollbackVersion();
                _fieldColumns = Graph[0].Fields(0).Columns.Count;
                return "rollback";
            case 99 when _before is null:
                Graph.Compact();
                return "compact";
            default:
                return "nothing";
        }
    }

    private string AddNode()
    {
        var number = _random.Next(_ids);
        var id = number % 4 == 0 ? $"n{number}" : number % 4 == 1 ? $"{number * 3_000_000_000L}" : $"{number}";
        var value = _random.Next(4) switch
        {
            0 => Value.None,
            1 => Value.Of(_random.Next(2) == 0),
            2 => Value.Of("text"),
            _ => Value.Of(_random.Next(5)),
        };

        // Numbers may have gaps, and those that were left out may come late.
        long? sequence = _random.Next(5) == 0 ? Model.NextSequence + _random.Next(5) : null;
        var late = _random.NextInt64(Model.NextSequence + 1);
        if (!_numbers.Contains(late))
        {
            sequence = late;
        }

        _numbers.Add(sequence ?? Model.NextSequence);
        Model.AddNode(id, value.ToString(), sequence);
        Graph.AddNode(NodeKey.Of(id), value, sequence ?? Graph.NextSequence, out _);
        return $"add node {id}";
    }

    private string AddEdge()
    {
        if (!TryPick(out var from, out var source, hubs: true) || !TryPick(out var to, out var target))
        {
            return "no node";
        }

        var type = _random.Next(3) == 0 ? _random.Next(Types) : 0;
        var weight = _random.Next(3) == 0 ? Value.None : Value.Of(_random.Next(9));
        var added = Model.AddEdge(from, to, type, weight.ToString());
        Assert.Equal(added, Graph.AddEdge(source, target, type, weight, Value.None));
        Assert.True(Graph.HasEdge(source, target, type));
        return $"add edge {from} -> {to} {type}";
    }

    private string RemoveEdge()
    {
        if (!TryPick(out var from, out var source, hubs: true) || !TryPick(out var to, out var target))
        {
            return "no node";
        }

        var type = _random.Next(-1, Types);
        Assert.Equal(Model.RemoveEdge(from, to, type), Graph.RemoveEdge(source, target, type));
        Assert.False(Graph.HasEdge(source, target, type));
        return $"remove edge {from} -> {to} {type}";
    }

    private string RemoveNode()
    {
        if (!TryPick(out var id, out var node))
        {
            return "no node";
        }

        Model.RemoveNode(id);
        Assert.True(Graph.RemoveNode(node));
        Assert.False(Graph.TryFind(NodeKey.Of(id), out _));
        return $"remove node {id}";
    }

    private string SetType()
    {
        if (!TryPick(out var id, out var node))
        {
            return "no node";
        }

        var type = _random.Next(-1, Types);
        Model.SetType(id, type);
        Graph[node.Partition].SetType(node.Row, type);
        return $"set type {id} {type}";
    }

    private string SetField()
    {
        if (!_setsFields || !TryPick(out var id, out var node))
        {
            return "no node or no fields";
        }

        if (_fieldColumns == 0)
        {
            for (var partition = 0; partition < Graph.PartitionCount; partition++)
            {
                Graph[partition].Fields(0).AddColumn(Value.Of(0));
            }

            _fieldColumns = 1;
        }

        var value = _random.Next(20) == 0 ? Value.Of("wide") : Value.Of(_random.Next(3));
        Model.SetField(id, value.ToString());
        var fields = Graph[node.Partition].Fields(0);
        fields.Columns[0].Set(node.Row, value);
        fields.MarkPresent(node.Row);
        return $"set field {id}";
    }

    /// <summary>A random node; for sources of edges mostly the first two, which become hubs that way.</summary>
    private bool TryPick(out string id, out NodeLocation node, bool hubs = false)
    {
        node = default;
        id = "";
        if (Model.Ids.Count == 0)
        {
            return false;
        }

        id = Model.Ids[_random.Next(hubs && _random.Next(4) > 0 ? Math.Min(2, Model.Ids.Count) : Model.Ids.Count)];
        Assert.True(Graph.TryFind(NodeKey.Of(id), out node));
        return true;
    }
}
