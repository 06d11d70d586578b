using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Rules;

/// <summary>The value rules of a list or map (reference, sections 4.4, 4.5 and 6.5); every assignment carries them along.</summary>
/// <remarks>Immutable. A container with rules always counts as shared, so every change of it makes a new one, which gets the
/// rules again: code that changes containers with a single owner in place need not know of rules.</remarks>
internal sealed class ContainerRules
{
    private readonly IReadOnlyList<ActiveRule> _rules;
    private readonly IProgramCalls? _calls;

    private ContainerRules(IReadOnlyList<ActiveRule> rules, IProgramCalls? calls)
    {
        _rules = rules;
        _calls = calls;
    }

    /// <summary>The rules in the order in which they work.</summary>
    public IReadOnlyList<ActiveRule> Rules => _rules;

    /// <summary>Whether no two elements may be equal.</summary>
    private bool ForbidsDuplicates => _rules.Any(rule => rule.Structure is DuplicateRule);

    /// <summary>The rule of that name, or null.</summary>
    public ActiveRule? Find(string name) => _rules.FirstOrDefault(rule => rule.Name == name);

    /// <summary>These rules.</summary>
    /// <param name="calls">How their functions are called, or null: not at all, which is an error when one is needed.</param>
    public static ContainerRules Of(IReadOnlyList<ActiveRule> rules, IProgramCalls? calls) => new(rules, calls);

    /// <summary>The rules with one more, in the place of an older one of its name.</summary>
    public static ContainerRules With(ContainerRules? rules, ActiveRule rule, IProgramCalls calls) =>
        new([.. (rules?._rules ?? []).Where(other => other.Name != rule.Name), rule], calls);

    /// <summary>The rules without one; null when none is left.</summary>
    public ContainerRules? Without(string name)
    {
        var rest = _rules.Where(rule => rule.Name != name).ToList();
        return rest.Count == 0 ? null : new ContainerRules(rest, _calls);
    }

    /// <summary>A value as it is stored.</summary>
    /// <exception cref="GraphoidException">A rule refuses it, or a rule's function fails or waits.</exception>
    public Value Conform(Value value)
    {
        foreach (var rule in _rules)
        {
            if (rule.Transform is { } transform)
            {
                value = Apply(transform, value, rule.Name, _calls);
            }
        }

        return value;
    }

    /// <summary>A value as one rule leaves it.</summary>
    public static Value Apply(ValueTransform transform, Value value, string name, IProgramCalls? calls)
    {
        if (transform is FunctionTransform && calls is null)
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime,
                $"rule :{name}: the function came from another process and cannot be called here",
                RuntimeErrorIds.BadArgument,
                "remove the rule, and add it again");
        }

        var result = transform.ApplyAsync(value, calls!);
        if (result.IsCompletedSuccessfully)
        {
            return result.Result;
        }

        throw result.AsTask() is { IsFaulted: true, Exception.InnerException: GraphoidException failure }
            ? new GraphoidException(failure.Error)
            : GraphoidException.Library(
                ErrorKind.Runtime,
                $"rule :{name}: the function of a rule of a list or map cannot wait",
                RuntimeErrorIds.BadArgument,
                "wait for the value before it is stored");
    }

    /// <summary>A list or map with these rules: the one given when it has a single owner, else a copy.</summary>
    /// <exception cref="GraphoidException">Two elements are equal although they must not be.</exception>
    public Value Attach(Value container, bool conform = false)
    {
        switch (container.Reference)
        {
            case ListValue list:
                var items = list.IsExclusive && !conform ? list : new ListValue(Conformed(list, conform));
                CheckDuplicates(items.Items);
                items.Rules = this;
                return Value.Of(items);
            case RangeValue range:
                return Attach(Value.Of(range.ToList()), conform);
            case MapValue map:
                var entries = map.IsShared || conform ? Conformed(map, conform) : map;
                CheckDuplicates([.. entries.Entries.Select(entry => entry.Value)]);
                entries.Rules = this;
                return Value.Of(entries);
            default:
                return container;
        }
    }

    /// <summary>The same without a look at what is in it.</summary>
    public Value AttachUnchecked(Value container)
    {
        switch (container.Reference)
        {
            case RangeValue or ListValue { IsExclusive: false }:
                return AttachUnchecked(Value.Of(ArgumentChecks.AsList(container)!.Copy()));
            case MapValue { IsShared: true } map:
                return AttachUnchecked(Value.Of(map.Copy()));
            case ContainerValue own:
                own.Rules = this;
                return container;
            default:
                return container;
        }
    }

    private Value[] Conformed(ListValue list, bool conform)
    {
        var items = new Value[list.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = conform ? Conform(list[i]) : list[i];
        }

        return items;
    }

    private MapValue Conformed(MapValue map, bool conform)
    {
        var copy = new MapValue(map.Count);
        foreach (var (key, value) in map.Entries)
        {
            copy.Set(key, conform ? Conform(value.Share()) : value.Share());
        }

        return copy;
    }

    private void CheckDuplicates(ReadOnlySpan<Value> values)
    {
        if (!ForbidsDuplicates)
        {
            return;
        }

        var seen = new HashSet<Value>(ValueEquality.Comparer);
        foreach (var value in values)
        {
            if (!seen.Add(value))
            {
                throw GraphRules.Violation("no_duplicates", $"the value {ValueText.Display(value)} already exists");
            }
        }
    }
}
