using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Graphs;

/// <content>Setters, and what changes a type after its declaration.</content>
public sealed partial class GraphType
{
    /// <summary>Ends the name under which a setter stands among the methods; no method of a program can be called so.</summary>
    private const char SetterMark = '=';

    private static bool _areSettersUsed;

    private bool _hasSetters;
    private GraphType[] _included = [];

    /// <summary>Whether this is the type of one graph whose methods were changed, with the declared type as its parent.</summary>
    internal bool IsOfOne { get; init; }

    /// <summary>The type that a declaration made: this, or what the type of one graph comes from.</summary>
    internal GraphType Declared => IsOfOne ? Parent! : this;

    /// <summary>Whether any type of this process has a setter: spares most programs the search at every assignment.</summary>
    internal static bool AreSettersUsed => _areSettersUsed;

    /// <summary>Whether assigning to some property runs code.</summary>
    internal bool HasSetters
    {
        get
        {
            for (var type = this; type is not null; type = type.Parent)
            {
                if (type._hasSetters)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Names of the included types.</summary>
    internal IReadOnlyList<GraphType> Included => _included;

    /// <summary>The setter of a property, here or up the parents, or null.</summary>
    internal FunctionValue? FindSetter(string property) => FindMethod(property + SetterMark);

    /// <summary>Adds a setter of the declaration.</summary>
    internal void AddSetter(string property, FunctionValue setter) => PutMethod(property + SetterMark, setter);

    /// <summary>A type for one graph, which may then be changed without changing others.</summary>
    internal static GraphType OfOne(GraphObject graph)
    {
        var present = graph.Type;
        var own = new GraphType(present.Name, present.Declared) { IsOfOne = true, Template = graph };
        if (present.IsOfOne)
        {
            own._methods = new Dictionary<string, FunctionValue?>(present._methods, StringComparer.Ordinal);
            own._hasSetters = present._hasSetters;
            own._included = present._included;
        }

        return own;
    }

    /// <summary>Adds or overrides a method.</summary>
    internal void ChangeMethod(string name, FunctionValue method) => Change(methods => Put(methods, name, method));

    /// <summary>Takes back the type's own method, so that what it overrode answers again; a method of its parents is hidden.</summary>
    internal void RemoveMethod(string name) => Change(methods =>
    {
        var isOwn = methods.GetValueOrDefault(name) is not null;
        Remove(name);
        if (methods.ContainsKey("_" + name))
        {
            Remove("_" + name);
        }

        void Remove(string key)
        {
            if (isOwn)
            {
                methods.Remove(key);
            }
            else
            {
                methods[key] = null;
            }
        }
    });

    /// <summary>Adds the methods of another type that neither this nor the declared type has itself.</summary>
    internal void Include(GraphType mixin)
    {
        Change(methods =>
        {
            for (var from = mixin; from is not null; from = from.Parent)
            {
                foreach (var (name, method) in from._methods)
                {
                    if (!methods.ContainsKey(name) && !(IsOfOne && Parent!._methods.ContainsKey(name)))
                    {
                        methods.Add(name, method);
                        NoteSetter(name);
                    }
                }
            }
        });
        _included = [.. _included, mixin];
    }

    private void NoteSetter(string name)
    {
        if (IsSetterName(name))
        {
            _hasSetters = true;
            _areSettersUsed = true;
        }
    }

    private static bool IsSetterName(string name) => name.EndsWith(SetterMark);

    private void Change(Action<Dictionary<string, FunctionValue?>> change)
    {
        var methods = new Dictionary<string, FunctionValue?>(_methods, StringComparer.Ordinal);
        change(methods);
        Volatile.Write(ref _methods, methods);
        Interlocked.Increment(ref _changes);
    }
}
