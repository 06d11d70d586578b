using System.Text;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Pictures of a graph as text (reference, section 6.4).</summary>
internal static class GraphText
{
    /// <summary>Deeper branches of a drawn tree are not indented any further, so that a long chain stays readable and small.</summary>
    private const int IndentLevelsMax = 100;

    /// <summary>The listing of <c>visualize()</c>.</summary>
    /// <param name="innerNodes">Ids and values of the inner layers; empty unless they were asked for.</param>
    public static string Listing(
        GraphShape graph, IReadOnlyList<(string Id, string Value)> innerNodes, IReadOnlyList<(string From, string To, string Type)> innerEdges)
    {
        var text = new StringBuilder("Graph:\n  Nodes:");
        for (var i = 0; i < graph.Count; i++)
        {
            text.Append("\n    ").Append(graph.Keys[i]).Append(" = ").Append(ValueText.Display(graph.Values[i]));
        }

        foreach (var (id, value) in innerNodes)
        {
            text.Append("\n    ").Append(id).Append(" = ").Append(value);
        }

        text.Append(graph.Count + innerNodes.Count == 0 ? "\n    (none)\n  Edges:" : "\n  Edges:");
        foreach (var edge in graph.Edges)
        {
            text.Append("\n    ").Append(edge.From).Append(" -> ").Append(edge.To).Append(" [").Append(edge.Type).Append(']');
        }

        foreach (var (from, to, type) in innerEdges)
        {
            text.Append("\n    ").Append(from).Append(" -> ").Append(to).Append(" [").Append(type).Append(']');
        }

        return text.Append(graph.Edges.Count + innerEdges.Count == 0 ? "\n    (none)" : string.Empty).ToString();
    }

    /// <summary>Each root with what hangs below it; a node that was drawn before is only named again.</summary>
    public static string Tree(GraphShape graph)
    {
        var text = new StringBuilder();
        var isDrawn = new bool[graph.Count];
        for (var node = 0; node < graph.Count; node++)
        {
            if (graph.InEdges(node).IsEmpty || !graph.IsDirected)
            {
                Draw(graph, node, isDrawn, text);
            }
        }

        // What is left hangs below no root: cycles.
        for (var node = 0; node < graph.Count; node++)
        {
            Draw(graph, node, isDrawn, text);
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Graphviz source.</summary>
    public static string Dot(GraphShape graph)
    {
        var text = new StringBuilder(graph.IsDirected ? "digraph G {" : "graph G {");
        foreach (var key in graph.Keys)
        {
            text.Append("\n  ").Append(Quoted(key.ToString())).Append(';');
        }

        foreach (var edge in graph.Edges)
        {
            text.Append("\n  ").Append(Quoted(edge.From.ToString())).Append(graph.IsDirected ? " -> " : " -- ")
                .Append(Quoted(edge.To.ToString())).Append(" [label=").Append(Quoted(edge.Type)).Append("];");
        }

        return text.Append("\n}").ToString();
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static void Draw(GraphShape graph, int root, bool[] isDrawn, StringBuilder text)
    {
        if (isDrawn[root])
        {
            return;
        }

        var open = new Stack<Branch>([new Branch(root, string.Empty, 0, IsLast: true)]);
        while (open.TryPop(out var branch))
        {
            var (node, indent, level, isLast) = branch;
            text.Append(indent).Append(level == 0 ? string.Empty : isLast ? "`-- " : "|-- ").Append(graph.Keys[node]);
            if (isDrawn[node])
            {
                text.Append(" (see above)\n");
                continue;
            }

            text.Append('\n');
            isDrawn[node] = true;
            var below = level is 0 or > IndentLevelsMax ? indent : indent + (isLast ? "    " : "|   ");
            var children = new List<int>();
            var seen = new HashSet<int>();
            foreach (var edge in graph.OutEdges(node))
            {
                var child = graph.IsDirected ? graph.ToOf(edge) : graph.OtherEnd(edge, node);
                if ((graph.IsDirected || !isDrawn[child]) && seen.Add(child))
                {
                    children.Add(child);
                }
            }

            for (var i = children.Count - 1; i >= 0; i--)
            {
                open.Push(new Branch(children[i], below, level + 1, i == children.Count - 1));
            }
        }
    }

    private readonly record struct Branch(int Node, string Indent, int Level, bool IsLast);
}
