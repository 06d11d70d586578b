using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Rules;

/// <summary>The control layer of one graph: rules, rulesets, method constraints and settings (reference, section 6.5).</summary>
/// <remarks>A graph without any of them has none, so that its changes cost one null test.</remarks>
internal sealed class GraphControl
{
    private readonly List<ActiveRule> _rules = [];
    private readonly List<string> _rulesets = [];

    /// <summary>The rules in the order in which they were added.</summary>
    public IReadOnlyList<ActiveRule> Rules => _rules;

    /// <summary>Names of the rulesets in the order in which they were added.</summary>
    public IReadOnlyList<string> Rulesets => _rulesets;

    /// <summary>Whether a user method runs under the constraints already; calls inside it are part of it.</summary>
    public bool IsGuarding { get; set; }

    /// <summary>Settings of this graph alone, which go before the program's.</summary>
    public MapValue? Settings { get; private set; }

    /// <summary>Whether a user method has to be watched.</summary>
    public bool HasConstraints { get; private set; }

    /// <summary>Whether any rule looks at nodes and edges.</summary>
    public bool HasStructure { get; private set; }

    /// <summary>A copy for another graph.</summary>
    public GraphControl Copy()
    {
        var copy = new GraphControl { Settings = Settings?.Copy() };
        copy._rules.AddRange(_rules);
        copy._rulesets.AddRange(_rulesets);
        copy.Count();
        return copy;
    }

    /// <summary>The rule of that name, or null.</summary>
    public ActiveRule? Find(string name) => _rules.Find(rule => rule.Name == name);

    /// <summary>Adds a rule in the place of an older one of its name.</summary>
    public void Put(ActiveRule rule)
    {
        var at = _rules.FindIndex(other => other.Name == rule.Name);
        if (at < 0)
        {
            _rules.Add(rule);
        }
        else
        {
            _rules[at] = rule;
        }

        Count();
    }

    /// <summary>Notes that a ruleset was chosen.</summary>
    public void PutRuleset(string name)
    {
        if (!_rulesets.Contains(name))
        {
            _rulesets.Add(name);
        }
    }

    /// <summary>Removes a rule, or a ruleset with what it brought; unknown names are ignored.</summary>
    public void Remove(string name)
    {
        _rules.RemoveAll(rule => rule.Name == name || (rule.Ruleset == name && _rulesets.Contains(name)));
        _rulesets.Remove(name);
        Count();
    }

    /// <summary>Sets a setting of this graph.</summary>
    public void Set(string name, Value value)
    {
        Settings = Settings?.Copy() ?? new MapValue();
        Settings.Set(name, value);
    }

    private void Count()
    {
        HasConstraints = _rules.Exists(rule => rule.Constraint is not null);
        HasStructure = _rules.Exists(rule => rule.Structure is not null);
    }
}

/// <summary>A rule that a graph, list or map has: exactly one of the three parts says what it does.</summary>
/// <param name="Name">The name programs use.</param>
/// <param name="Arguments">What was given with it, such as the degree of <c>:max_degree</c>.</param>
internal sealed record ActiveRule(string Name, IReadOnlyList<Value> Arguments)
{
    /// <summary>Checks nodes and edges, or null.</summary>
    public StructuralRule? Structure { get; init; }

    /// <summary>Changes values that come in, or null.</summary>
    public ValueTransform? Transform { get; init; }

    /// <summary>Watches user methods, or null.</summary>
    public MethodConstraint? Constraint { get; init; }

    /// <summary>The ruleset that brought it, or null.</summary>
    public string? Ruleset { get; init; }
}
