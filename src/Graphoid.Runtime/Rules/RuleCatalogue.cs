using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Rules;

/// <summary>The rules and rulesets that the language has, by name (reference, section 6.5): one entry per rule.</summary>
internal static class RuleCatalogue
{
    private static readonly Dictionary<string, RuleEntry> Rules = new(StringComparer.Ordinal)
    {
        ["no_cycles"] = new(0, 0, a => a.Structure(new CycleRule())),
        ["single_root"] = new(0, 0, a => a.Structure(new SingleRootRule())),
        ["connected"] = new(0, 0, a => a.Structure(new ConnectedRule())),
        ["max_degree"] = new(1, 2, a => a.Structure(new DegreeRule(a.Count(0), a.Direction(1)))),
        ["binary_tree"] = new(0, 0, a => a.Structure(new DegreeRule(2, EdgeDirection.Outgoing))),
        ["bst_ordering"] = new(0, 0, a => a.Structure(new SearchTreeRule())),
        ["no_duplicates"] = new(0, 0, a => a.Structure(new DuplicateRule())),
        ["weighted_edges"] = new(0, 0, a => a.Structure(new WeightRule(isWeighted: true))),
        ["unweighted_edges"] = new(0, 0, a => a.Structure(new WeightRule(isWeighted: false))),
        ["none_to_zero"] = new(0, 0, a => a.Transform(BuiltInTransform.NoneToZero)),
        ["none_to_empty"] = new(0, 0, a => a.Transform(BuiltInTransform.NoneToEmpty)),
        ["positive"] = new(0, 0, a => a.Transform(BuiltInTransform.Positive)),
        ["round_to_int"] = new(0, 0, a => a.Transform(BuiltInTransform.RoundToInt)),
        ["uppercase"] = new(0, 0, a => a.Transform(BuiltInTransform.Uppercase)),
        ["lowercase"] = new(0, 0, a => a.Transform(BuiltInTransform.Lowercase)),
        ["validate_range"] = new(2, 2, a => a.Transform(a.Range())),
        ["no_frozen"] = new(0, 0, a => a.Transform(FreezeControls.NoFrozen)),
        ["copy_elements"] = new(0, 0, a => a.Transform(FreezeControls.CopyElements)),
        [FreezeControls.ShallowName] = new(0, 0, a => a.Transform(FreezeControls.Shallow)),
        ["no_node_removals"] = new(0, 0, a => a.Constraint(Forbidden.NodeRemovals)),
        ["no_edge_removals"] = new(0, 0, a => a.Constraint(Forbidden.EdgeRemovals)),
        ["no_node_additions"] = new(0, 0, a => a.Constraint(Forbidden.NodeAdditions)),
        ["no_edge_additions"] = new(0, 0, a => a.Constraint(Forbidden.EdgeAdditions)),
        ["read_only"] = new(0, 0, a => a.Constraint(Forbidden.Anything)),
    };

    private static readonly Dictionary<string, (string Name, double? Argument)[]> RulesetRules = new(StringComparer.Ordinal)
    {
        ["dag"] = [("no_cycles", null)],
        ["tree"] = [("no_cycles", null), ("single_root", null), ("connected", null)],
        ["binary_tree"] = [("no_cycles", null), ("single_root", null), ("connected", null), ("max_degree", 2)],
        ["bst"] = [("no_cycles", null), ("single_root", null), ("connected", null), ("max_degree", 2), ("bst_ordering", null)],
    };

    /// <summary>Names of the rulesets.</summary>
    public static IEnumerable<string> RulesetNames => RulesetRules.Keys;

    /// <summary>Whether a ruleset of this name exists.</summary>
    public static bool IsRuleset(string name) => RulesetRules.ContainsKey(name);

    /// <summary>Whether a rule of this name exists.</summary>
    public static bool IsRule(string name) => Rules.ContainsKey(name);

    /// <summary>The rule of that name with its arguments.</summary>
    /// <exception cref="GraphoidException">No such rule, or arguments that do not fit.</exception>
    public static ActiveRule Make(string name, IReadOnlyList<Value> arguments) => Rules.TryGetValue(name, out var make)
        ? make.Make(new RuleArguments(name, arguments).Checked(make.ArgumentsMin, make.ArgumentsMax))
        : throw UnknownRule(name);

    /// <summary>The error for a name that no rule has.</summary>
    public static GraphoidException UnknownRule(string name) => Unknown("rule", name, Rules.Keys);

    /// <summary>The rules of a ruleset.</summary>
    /// <exception cref="GraphoidException">No such ruleset.</exception>
    public static IEnumerable<ActiveRule> MakeRuleset(string name) => RulesetRules.TryGetValue(name, out var rules)
        ? rules.Select(rule => Make(rule.Name, rule.Argument is { } number ? [Value.Of(number)] : []) with { Ruleset = name })
        : throw Unknown("ruleset", name, RulesetRules.Keys);

    private static GraphoidException Unknown(string what, string name, IEnumerable<string> known) => GraphoidException.Library(
        ErrorKind.Runtime,
        $"there is no {what} :{name}",
        RuntimeErrorIds.BadArgument,
        NearMiss.Suggest(name, known) ?? $"it is one of {string.Join(", ", known.Select(k => ":" + k))}");
}

/// <summary>How a rule is made from its arguments, and how many it takes.</summary>
internal sealed record RuleEntry(int ArgumentsMin, int ArgumentsMax, Func<RuleArguments, ActiveRule> Make);

/// <summary>The arguments behind a rule's name, checked as they are read.</summary>
internal sealed record RuleArguments(string Name, IReadOnlyList<Value> Values)
{
    public ActiveRule Structure(StructuralRule rule) => new(Name, Values) { Structure = rule };

    public ActiveRule Transform(ValueTransform transform) => new(Name, Values) { Transform = transform };

    public ActiveRule Constraint(Forbidden forbidden) =>
        new(Name, Values) { Constraint = new MethodConstraint(forbidden, Value.Undefined) };

    /// <summary>The arguments, when there are as many as the rule takes.</summary>
    public RuleArguments Checked(int min, int max) => Values.Count >= min && Values.Count <= max
        ? this
        : throw GraphoidException.Library(
            ErrorKind.Runtime,
            $"rule :{Name} expects {Expected(min, max)}, got {Values.Count}",
            RuntimeErrorIds.WrongArgumentCount);

    /// <summary>A count of 0 or more.</summary>
    public int Count(int index)
    {
        var number = Number(index);
        return number >= 0
            ? (int)Math.Min(Math.Truncate(number), int.MaxValue)
            : throw GraphoidException.Library(
                ErrorKind.Value, $"rule :{Name} needs a number of 0 or more, not {NumberText.Format(number)}");
    }

    /// <summary>An optional direction; outgoing when it is missing.</summary>
    public EdgeDirection Direction(int index) =>
        index < Values.Count ? GraphArguments.Direction(Values[index]) : EdgeDirection.Outgoing;

    /// <summary>The two limits of a range.</summary>
    public ValueTransform Range()
    {
        var (low, high) = (Number(0), Number(1));
        return low <= high
            ? BuiltInTransform.Range(low, high)
            : throw GraphoidException.Library(
                ErrorKind.Value,
                $"rule :{Name}: the lower limit {NumberText.Format(low)} is above the upper limit {NumberText.Format(high)}");
    }

    private static string Expected(int min, int max) => (min, max) switch
    {
        (0, 0) => "no argument",
        (1, 1) => "1 argument",
        _ when min == max => $"{min} arguments",
        _ => $"{min} to {max} arguments",
    };

    private double Number(int index) => Values[index].IsNumber && !double.IsNaN(Values[index].Number)
        ? Values[index].Number
        : throw GraphoidException.WrongType($"rule :{Name}", "num", Values[index]);
}
