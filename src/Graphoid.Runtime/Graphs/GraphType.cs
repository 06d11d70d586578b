using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Graphs;

/// <summary>What a graph declaration defines: methods, parent, and the template that instances are copied from.</summary>
public sealed class GraphType
{
    private readonly Dictionary<string, FunctionValue> _methods = new(StringComparer.Ordinal);

    internal GraphType(string name, GraphType? parent)
    {
        Name = name;
        Parent = parent;
    }

    /// <summary>The declared name, or <c>graph</c> for an anonymous one.</summary>
    public string Name { get; }

    /// <summary>Where method lookup goes on, or null.</summary>
    public GraphType? Parent { get; }

    /// <summary>The graph that the declaration made; set once, right after creation.</summary>
    public GraphObject Template { get; internal set; } = null!;

    /// <summary>Whether instances can be behaviours of nodes or actors.</summary>
    public bool HandlesMessages => FindMethod("on_message") is not null;

    /// <summary>Whether instances can be spawned to look after other actors.</summary>
    public bool IsSupervisor => IsSupervisorRoot || Parent is { IsSupervisor: true };

    /// <summary>Whether this is the type that supervisors come from.</summary>
    internal bool IsSupervisorRoot { get; init; }

    /// <summary>Names of all methods, own and inherited.</summary>
    public IEnumerable<string> MethodNames => _methods.Keys.Concat(Parent?.MethodNames ?? []);

    /// <summary>The methods declared here by every name they are reachable under, in order of declaration.</summary>
    internal IReadOnlyDictionary<string, FunctionValue> OwnMethods => _methods;

    /// <summary>The method of that name here or up the parents, or null.</summary>
    public FunctionValue? FindMethod(string name)
    {
        for (var type = this; type is not null; type = type.Parent)
        {
            if (type._methods.TryGetValue(name, out var method))
            {
                return method;
            }
        }

        return null;
    }

    /// <summary>Whether this is that type or comes from it.</summary>
    public bool IsA(GraphType other)
    {
        for (var type = this; type is not null; type = type.Parent)
        {
            if (ReferenceEquals(type, other))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a method; a private one is reachable from inside as <c>_name</c> too.</summary>
    internal void AddMethod(string name, FunctionValue method)
    {
        _methods[name] = _methods.TryGetValue(name, out var older) ? method.WithOverloadsOf(older) : method;
        if (method.Code.IsPrivate)
        {
            _methods["_" + name] = _methods[name];
        }
    }

    /// <summary>Puts back what <see cref="OwnMethods"/> gave.</summary>
    internal void PutMethod(string name, FunctionValue method) => _methods[name] = method;
}
