using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Formatting;

/// <summary>What a kind of syntax node consists of, apart from where it stands.</summary>
/// <remarks>Taken from the primary constructor of the record, so that a new kind of node needs no line here. For tools that look at
/// whole trees; nothing that runs programs uses it.</remarks>
internal static class SyntaxShape
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    /// <summary>The parts of a node in the order of its constructor: nodes, lists of nodes, texts, numbers, flags.</summary>
    public static PropertyInfo[] PartsOf(Type node) => Known.GetOrAdd(node, Find);

    /// <summary>A node and everything below it, outermost first.</summary>
    public static IEnumerable<SyntaxNode> Descendants(SyntaxNode root)
    {
        var open = new Stack<SyntaxNode>();
        open.Push(root);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var part in PartsOf(node.GetType()))
            {
                switch (part.GetValue(node))
                {
                    case SyntaxNode child:
                        open.Push(child);
                        break;
                    case IEnumerable list and not string:
                        foreach (var child in list.OfType<SyntaxNode>())
                        {
                            open.Push(child);
                        }

                        break;
                }
            }
        }
    }

    private static PropertyInfo[] Find(Type node)
    {
        var constructor = node.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return
        [
            .. constructor.GetParameters()
                .Where(p => p.ParameterType != typeof(TextSpan) && p.ParameterType != typeof(SourceText))
                .Select(p => node.GetProperty(p.Name!)!),
        ];
    }
}
