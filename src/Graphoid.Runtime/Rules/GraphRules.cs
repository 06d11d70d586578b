using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Rules;

/// <summary>What to do with content that is there already when a rule comes.</summary>
internal enum ExistingContent
{
    /// <summary>Values are changed and duplicates removed; structure that breaks the rule raises.</summary>
    Default,

    /// <summary>What breaks the rule is changed or removed where the rule knows how.</summary>
    Clean,

    /// <summary>It stays as it is; only what comes later is looked at.</summary>
    Ignore,

    /// <summary>The rule is refused.</summary>
    Raise,
}

/// <summary>Adds and asks for rules of graphs (reference, section 6.5).</summary>
internal static class GraphRules
{
    /// <summary>Adds a rule or, by its name, a ruleset; existing content is checked or cleaned at once.</summary>
    /// <param name="arguments">The rule's arguments; the last may be <c>:clean</c>, <c>:ignore</c> or <c>:raise</c>.</param>
    /// <exception cref="GraphoidException">Unknown rule, arguments that do not fit, or content that breaks it; nothing is changed then.</exception>
    public static ValueTask AddAsync(GraphObject graph, string name, IReadOnlyList<Value> arguments, GraphCaller caller)
    {
        var existing = TakeExisting(ref arguments);
        if (!RuleCatalogue.IsRule(name) && RuleCatalogue.IsRuleset(name) && arguments.Count == 0)
        {
            return AddRulesetAsync(graph, name, caller, existing);
        }

        return AddAsync(graph, Make(name, arguments), existing, caller);
    }

    /// <summary>Adds all rules of a ruleset, or none.</summary>
    public static async ValueTask AddRulesetAsync(
        GraphObject graph, string name, GraphCaller caller, ExistingContent existing = ExistingContent.Default)
    {
        var before = graph.Control;
        graph.Control = before?.Copy() ?? new GraphControl();
        try
        {
            foreach (var rule in RuleCatalogue.MakeRuleset(name))
            {
                await AddAsync(graph, rule, existing, caller).ConfigureAwait(false);
            }
        }
        catch
        {
            graph.Control = before;
            throw;
        }

        graph.Control!.PutRuleset(name);
    }

    /// <summary>What a declaration says of a graph that has no content yet: a direction or a ruleset.</summary>
    /// <exception cref="GraphoidException">There is no such kind.</exception>
    public static void SetKind(GraphObject graph, string kind)
    {
        switch (kind)
        {
            case "directed":
                graph.IsDirected = true;
                return;
            case "undirected":
                graph.IsDirected = false;
                return;
            default:
                if (!RuleCatalogue.IsRuleset(kind))
                {
                    throw GraphArguments.UnknownOption("type", Value.Of(Symbol.Of(kind)), ["directed", "undirected", .. RuleCatalogue.RulesetNames]);
                }

                graph.Control ??= new GraphControl();
                foreach (var rule in RuleCatalogue.MakeRuleset(kind))
                {
                    graph.Control.Put(rule);
                }

                graph.Control.PutRuleset(kind);
                return;
        }
    }

    /// <summary>A rule for a name and arguments: one of the language's, or a function under a name of its own.</summary>
    public static ActiveRule Make(string name, IReadOnlyList<Value> arguments) =>
        !RuleCatalogue.IsRule(name) && arguments is [{ Kind: ValueKind.Function } function]
            ? new ActiveRule(name, arguments) { Transform = new FunctionTransform(function) }
            : RuleCatalogue.Make(name, arguments);

    /// <summary>A rule from what a program gives to <c>add_rule</c>: a symbol with arguments, or a function.</summary>
    public static ActiveRule Make(string method, Value rule, IReadOnlyList<Value> arguments, IReadOnlyList<ActiveRule> present) =>
        rule.Kind == ValueKind.Function
            ? new ActiveRule(FunctionRules.NameOf(rule, present), [rule]) { Transform = new FunctionTransform(rule) }
            : Make(NameOf(method, rule, present), arguments);

    /// <summary>The name of a rule, given as a symbol or string, or as the function that it is.</summary>
    public static string NameOf(string method, Value rule, IReadOnlyList<ActiveRule> present) => rule.Reference switch
    {
        Symbol symbol => symbol.Name,
        string text => text,
        _ when rule.Kind == ValueKind.Function => FunctionRules.NameOf(rule, present),
        _ => throw GraphoidException.WrongType($"`{method}`: argument `rule`", "symbol or function", rule),
    };

    /// <summary>Takes <c>:clean</c>, <c>:ignore</c> or <c>:raise</c> from the end of a rule's arguments.</summary>
    public static ExistingContent TakeExisting(ref IReadOnlyList<Value> arguments)
    {
        var existing = arguments is [.., { Reference: Symbol symbol }]
            ? symbol.Name switch
            {
                "clean" => ExistingContent.Clean,
                "ignore" => ExistingContent.Ignore,
                "raise" => ExistingContent.Raise,
                _ => ExistingContent.Default,
            }
            : ExistingContent.Default;
        if (existing != ExistingContent.Default)
        {
            arguments = [.. arguments.Take(arguments.Count - 1)];
        }

        return existing;
    }

    /// <summary>Adds a rule after existing content was looked at.</summary>
    public static async ValueTask AddAsync(GraphObject graph, ActiveRule rule, ExistingContent existing, GraphCaller caller)
    {
        if (graph.Data is { } data && existing != ExistingContent.Ignore && rule.Constraint is null)
        {
            var shape = await GraphShape.ReadAsync(data, caller, withValues: true).ConfigureAwait(false);
            var changes = rule.Structure is { } structure
                ? Changes(rule, structure, shape, existing)
                : await ChangesAsync(rule, shape, existing, caller).ConfigureAwait(false);
            if (changes.Count > 0)
            {
                await GraphMutations.ApplyAsync(graph, caller, changes).ConfigureAwait(false);
            }
        }

        (graph.Control ??= new GraphControl()).Put(rule);
    }

    /// <summary>The error for a broken rule.</summary>
    public static GraphoidException Violation(string rule, string what, string? help = null) => GraphoidException.Library(
        ErrorKind.RuleViolation, $"rule :{rule} is broken: {what}", RuntimeErrorIds.RuleViolated, help);

    private static IReadOnlyList<StructuralChange> Changes(
        ActiveRule rule, StructuralRule structure, GraphShape shape, ExistingContent existing)
    {
        if (structure.Violation(shape) is not { } wrong)
        {
            return [];
        }

        var mayClean = existing == ExistingContent.Clean || (existing == ExistingContent.Default && structure is DuplicateRule);
        return (mayClean ? structure.Cleaning(shape) : null)
            ?? throw Violation(rule.Name, wrong, "the rule was not added; `:ignore` behind its name leaves what is there as it is");
    }

    private static async ValueTask<IReadOnlyList<StructuralChange>> ChangesAsync(
        ActiveRule rule, GraphShape shape, ExistingContent existing, GraphCaller caller)
    {
        var calls = new RuleCalls(caller);
        var changes = new List<StructuralChange>();
        for (var node = 0; node < shape.Count; node++)
        {
            calls.CheckCancelled(node);
            var (key, old) = (shape.Keys[node], shape.Values[node]);
            var value = await rule.Transform!.ApplyAsync(old, calls).ConfigureAwait(false);
            var isEqual = value == old && value.Kind == old.Kind;
            if (isEqual && (existing == ExistingContent.Raise || ReferenceEquals(value.Reference, old.Reference)))
            {
                continue;
            }

            if (existing == ExistingContent.Raise)
            {
                throw Violation(rule.Name, $"the value {ValueText.Display(old)} of node \"{key}\" would become {ValueText.Display(value)}");
            }

            changes.Add(new StructuralChange(StructuralKind.AddNode, key) { Value = value });
        }

        return changes;
    }
}
