using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Graphs;

/// <summary>What a graph declaration defines: methods, parent, and the template that instances are copied from.</summary>
/// <remarks>A graph whose methods are changed on its own gets a type of its own (<see cref="OfOne"/>) between it and the
/// declared one. Methods are replaced as a whole, so that other threads may look them up meanwhile; <see cref="Changes"/> tells
/// call sites to look again.</remarks>
public sealed partial class GraphType
{
    private static int _changes;

    /// <summary>A removed method is null here: it hides what parents have.</summary>
    private Dictionary<string, FunctionValue?> _methods = new(StringComparer.Ordinal);

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
    public IEnumerable<string> MethodNames => OwnMethodNames.Concat(Parent?.MethodNames ?? []);

    /// <summary>Names of the methods declared here, in order of declaration.</summary>
    internal IEnumerable<string> OwnMethodNames => _methods.Where(m => m.Value is not null && !IsSetterName(m.Key)).Select(m => m.Key);

    /// <summary>The methods declared here by every name they are reachable under, in order of declaration.</summary>
    internal IReadOnlyDictionary<string, FunctionValue?> OwnMethods => _methods;

    /// <summary>How often methods of any type were changed after their declaration.</summary>
    internal static int Changes => Volatile.Read(ref _changes);

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

    /// <summary>The method of that name, nearest first, that takes this number of arguments; when none does, the nearest.</summary>
    internal FunctionValue? FindMethod(string name, int count)
    {
        FunctionValue? nearest = null;
        for (var type = this; type is not null; type = type.Parent)
        {
            if (!type._methods.TryGetValue(name, out var method))
            {
                continue;
            }

            if (method is null || method.Accepts(count))
            {
                return method ?? nearest;
            }

            nearest ??= method;
        }

        return nearest;
    }

    /// <summary>Whether this is that type, comes from it or includes it.</summary>
    public bool IsA(GraphType other)
    {
        for (var type = this; type is not null; type = type.Parent)
        {
            if (ReferenceEquals(type, other) || type._included.Contains(other))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a method of the declaration; a private one is reachable from inside as <c>_name</c> too.</summary>
    internal void AddMethod(string name, FunctionValue method)
    {
        Put(_methods, name, method);
    }

    /// <summary>Puts back what <see cref="OwnMethods"/> gave.</summary>
    internal void PutMethod(string name, FunctionValue? method)
    {
        _methods[name] = method;
        NoteSetter(name);
    }

    private static void Put(Dictionary<string, FunctionValue?> methods, string name, FunctionValue method)
    {
        var all = methods.GetValueOrDefault(name) is { } older ? method.WithOverloadsOf(older) : method;
        methods[name] = all;
        if (method.Code.IsPrivate)
        {
            methods["_" + name] = all;
        }
    }
}
