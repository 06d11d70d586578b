using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Graphs;

/// <summary>A graph value: properties and methods, and a data layer once it has nodes.</summary>
/// <remarks>A reference: every name sees the same graph. Layers: <see cref="Data"/> is the data layer, properties belong to
/// the metadata layer, <see cref="Type"/> is the behaviour layer.</remarks>
public sealed class GraphObject : Instance
{
    private PropertyLayout _layout;
    private Value[] _properties;
    private IGraphData? _data;

    internal GraphObject(GraphType type, PropertyLayout layout, Value[] properties)
    {
        Type = type;
        _layout = layout;
        _properties = properties;
    }

    /// <summary>A graph over an existing data layer.</summary>
    internal GraphObject(GraphType type, IGraphData data)
        : this(type, PropertyLayout.Empty, []) => Data = data;

    /// <summary>A graph value of no declared type over a data layer.</summary>
    internal static GraphObject OverData(IGraphData data)
    {
        var type = new GraphType("graph", null);
        type.Template = new GraphObject(type, PropertyLayout.Empty, []);
        return new GraphObject(type, data);
    }

    /// <inheritdoc/>
    public override PropertyLayout Layout => _layout;

    /// <summary>The data layer, or null while the graph has never had a node.</summary>
    public IGraphData? Data
    {
        get => _data;
        internal set => _data = value;
    }

    /// <summary>The control layer: rules, constraints and settings; null while the graph has none.</summary>
    internal Rules.GraphControl? Control { get; set; }

    /// <summary>Whether the program wants to see what its broadcasts do.</summary>
    internal bool IsTraced { get; set; }

    /// <summary>Whether the program has frozen the graph: no name of it may change it any more.</summary>
    internal bool IsFrozen { get; private set; }

    /// <summary>The write epoch in which a node's handler copied or made this graph, 0 outside of handlers.</summary>
    internal long Epoch { get; set; }

    /// <summary>By which number the process that this came from knows the original, 0 for none.</summary>
    internal long Origin { get; set; }

    /// <summary>Whether edges have a direction; fixed before the first node.</summary>
    public bool IsDirected { get; internal set; } = true;

    /// <inheritdoc/>
    public override bool IsTruthy => Data is { NodeCount: > 0 };

    /// <inheritdoc/>
    public override string Display => $"<graph: {Data?.NodeCount ?? 0} nodes, {Data?.EdgeCount ?? 0} edges>";

    /// <summary>The data layer, made at the first use; of several threads that come at once, one makes it.</summary>
    internal IGraphData EnsureData(IGraphRuntime runtime) =>
        _data ?? Interlocked.CompareExchange(ref _data, runtime.NewLocalData(this), null) ?? _data;

    internal override Value GetProperty(int index) => _properties[index];

    internal override void SetProperty(int index, Value value)
    {
        CheckNotFrozen();
        _properties[index] = value;
    }

    /// <summary>Freezes the graph and, by the given function, what its properties hold.</summary>
    internal void Freeze(Func<Value, Value> freeze)
    {
        IsFrozen = true;
        for (var i = 0; i < _layout.Names.Count; i++)
        {
            _properties[i] = _properties[i].IsUndefined ? _properties[i] : freeze(_properties[i]);
        }
    }

    /// <exception cref="GraphoidException">The graph is frozen.</exception>
    internal void CheckNotFrozen()
    {
        if (IsFrozen)
        {
            throw Library.Freezing.Violation(Value.Of(this));
        }
    }

    internal override void AddProperty(string name, Value value)
    {
        CheckNotFrozen();
        if (_properties.Length == _layout.Names.Count)
        {
            Array.Resize(ref _properties, Math.Max(4, _properties.Length * 2));
        }

        _properties[_layout.Names.Count] = value;
        _layout = _layout.With(name);
    }

    /// <summary>Becomes what another graph of the same type is, as after a change that is undone.</summary>
    internal void BecomeLike(GraphObject other, IGraphData data)
    {
        _layout = other._layout;
        _properties = other._properties;
        _data = data;
    }

    /// <summary>Whether a declaration made this graph.</summary>
    internal bool IsTemplate => ReferenceEquals(Type.Declared.Template, this);

    /// <summary>The type to change when only this graph is to have other methods; instances find a template's methods
    /// through it, so a template's type is changed itself.</summary>
    internal GraphType TypeToChange()
    {
        if (!IsTemplate || Type.IsOfOne)
        {
            Type = GraphType.OfOne(this);
        }

        return Type;
    }

    /// <summary>A template for a type that comes from this graph's: starts with a copy of the properties.</summary>
    internal GraphObject NewTemplate(GraphType type)
    {
        var copy = NewInstance();
        return new GraphObject(type, copy._layout, copy._properties) { IsDirected = IsDirected, Control = copy.Control };
    }

    /// <summary>A new instance of the same type with its own copy of the properties.</summary>
    internal GraphObject NewInstance()
    {
        var properties = new Value[_layout.Names.Count];
        for (var i = 0; i < properties.Length; i++)
        {
            properties[i] = _properties[i].Share();
        }

        return new GraphObject(Type, _layout, properties) { IsDirected = IsDirected, Control = Control?.Copy() };
    }
}
