using System.Text;

namespace Graphoid.Runtime.Tests.Partitions;

/// <summary>A graph as naively as it can be written: what the storage must look like from outside.</summary>
internal sealed class GraphModel(bool isDirected)
{
    private readonly List<Node> _nodes = [];

    public long NextSequence { get; private set; }

    public IReadOnlyList<string> Ids => _nodes.ConvertAll(static node => node.Id);

    public bool Has(string id) => Find(id) is not null;

    public void AddNode(string id, string value, long? sequence = null)
    {
        if (Find(id) is { } node)
        {
            node.Value = value;
            return;
        }

        var number = sequence ?? NextSequence;
        NextSequence = Math.Max(NextSequence, number + 1);
        var at = _nodes.FindIndex(other => other.Sequence > number);
        _nodes.Insert(at < 0 ? _nodes.Count : at, new Node { Id = id, Value = value, Sequence = number });
    }

    public bool AddEdge(string from, string to, int type, string weight)
    {
        if (Find(from)!.Out.Find(edge => edge.To == to && edge.Type == type) is { } edge)
        {
            edge.Weight = weight;
            if (!isDirected && from != to)
            {
                Find(to)!.Out.Find(back => back.To == from && back.Type == type)!.Weight = weight;
            }

            return false;
        }

        Find(from)!.Out.Add(new Edge { To = to, Type = type, Weight = weight });
        if (!isDirected && from != to)
        {
            Find(to)!.Out.Add(new Edge { To = from, Type = type, Weight = weight, IsMirror = true });
        }

        return true;
    }

    public int RemoveEdge(string from, string to, int type)
    {
        var removed = Find(from)!.Out.RemoveAll(edge => edge.To == to && (type < 0 || edge.Type == type));
        if (!isDirected && from != to)
        {
            Find(to)!.Out.RemoveAll(edge => edge.To == from && (type < 0 || edge.Type == type));
        }

        return removed;
    }

    public void RemoveNode(string id)
    {
        _nodes.Remove(Find(id)!);
        foreach (var node in _nodes)
        {
            node.Out.RemoveAll(edge => edge.To == id);
        }
    }

    public void SetType(string id, int type) => Find(id)!.Type = type;

    public void SetField(string id, string value)
    {
        Find(id)!.Field = value;
        Find(id)!.IsPresent = true;
    }

    public GraphModel Copy()
    {
        var copy = new GraphModel(isDirected) { NextSequence = NextSequence };
        foreach (var node in _nodes)
        {
            copy._nodes.Add(node with { Out = node.Out.ConvertAll(static edge => edge with { }) });
        }

        return copy;
    }

    public string Dump()
    {
        var text = new StringBuilder();
        var edges = _nodes.Sum(node => node.Out.Count(edge => !edge.IsMirror));
        text.AppendLine($"nodes {_nodes.Count} edges {edges} next {NextSequence}");
        foreach (var node in _nodes)
        {
            text.AppendLine($"{node.Id} #{node.Sequence} = {node.Value} type {node.Type} field {node.Field} present {node.IsPresent}");
            text.AppendLine($"  out {node.Out.Count}: {string.Join(", ", node.Out.Select(edge => $"{edge.To}/{edge.Type}/{edge.Weight}/{edge.IsMirror}"))}");
            var incoming = _nodes.SelectMany(source => source.Out.Where(edge => edge.To == node.Id).Select(edge => $"{source.Id}/{edge.Type}/{edge.Weight}/{edge.IsMirror}")).ToList();
            text.AppendLine($"  in {incoming.Count}: {string.Join(", ", incoming)}");
        }

        foreach (var node in _nodes)
        {
            foreach (var edge in node.Out.Where(static edge => !edge.IsMirror))
            {
                text.AppendLine($"{node.Id} -> {edge.To} [{edge.Type}]");
            }
        }

        return text.ToString();
    }

    private Node? Find(string id) => _nodes.Find(node => node.Id == id);

    private sealed record Node
    {
        public required string Id { get; init; }

        public required long Sequence { get; init; }

        public required string Value { get; set; }

        public int Type { get; set; } = -1;

        public string Field { get; set; } = "0";

        public bool IsPresent { get; set; }

        public List<Edge> Out { get; init; } = [];
    }

    private sealed record Edge
    {
        public required string To { get; init; }

        public required int Type { get; init; }

        public required string Weight { get; set; }

        public bool IsMirror { get; init; }
    }
}
