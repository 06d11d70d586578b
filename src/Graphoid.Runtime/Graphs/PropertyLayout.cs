using System.Collections.Concurrent;

namespace Graphoid.Runtime.Graphs;

/// <summary>The ordered property names of a graph instance; instances with the same history share one layout.</summary>
/// <remarks>Immutable. Call sites cache (layout, index), so that reading a property is one comparison and one array access.
/// A node's fields use the layout of their behaviour: index = column.</remarks>
public sealed class PropertyLayout
{
    private readonly Dictionary<string, int> _indices;
    private readonly ConcurrentDictionary<string, PropertyLayout> _next = new(StringComparer.Ordinal);

    private PropertyLayout(IReadOnlyList<string> names)
    {
        Names = names;
        _indices = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            _indices.Add(names[i], i);
        }
    }

    /// <summary>The layout without properties, from which all others grow.</summary>
    public static PropertyLayout Empty { get; } = new([]);

    /// <summary>Names in order of creation; index = place of the value.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The index of a name, or -1.</summary>
    public int IndexOf(string name) => _indices.GetValueOrDefault(name, -1);

    /// <summary>The layout with one more property behind.</summary>
    public PropertyLayout With(string name) =>
        _next.GetOrAdd(name, static (added, layout) => new PropertyLayout([.. layout.Names, added]), this);
}
