using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Graphs;

/// <summary>Anything that can be <c>self</c>: a graph object, or a node seen as an instance of its behaviour.</summary>
public abstract class Instance : ObjectValue
{
    /// <inheritdoc/>
    public sealed override ValueKind Kind => ValueKind.Graph;

    /// <summary>Where methods are looked up.</summary>
    public GraphType Type { get; private protected set; } = null!;

    /// <summary>The present layout of the properties.</summary>
    public abstract PropertyLayout Layout { get; }

    /// <summary>Writes to containers in properties may happen in place only inside one write epoch; 0 means: whenever unshared.</summary>
    internal virtual long WriteEpoch => 0;

    /// <summary>Reads the property at an index of <see cref="Layout"/>; containers are not marked shared.</summary>
    internal abstract Value GetProperty(int index);

    /// <summary>Writes the property at an index of <see cref="Layout"/>.</summary>
    internal abstract void SetProperty(int index, Value value);

    /// <summary>Adds a property; the layout changes.</summary>
    internal abstract void AddProperty(string name, Value value);

    /// <summary>Reads a property by name.</summary>
    internal bool TryGetProperty(string name, out Value value)
    {
        var index = Layout.IndexOf(name);
        value = index >= 0 ? GetProperty(index) : Value.Undefined;
        return index >= 0 && !value.IsUndefined;
    }

    /// <summary>Writes a property by name and creates it if need be.</summary>
    internal void PutProperty(string name, Value value)
    {
        var index = Layout.IndexOf(name);
        if (index >= 0)
        {
            SetProperty(index, value);
        }
        else
        {
            AddProperty(name, value);
        }
    }
}
