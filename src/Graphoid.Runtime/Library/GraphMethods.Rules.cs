using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Rules, rulesets and method constraints (reference, section 6.5).</summary>
internal static partial class GraphMethods
{
    private static NativeTable AddRules(NativeTable table) => table
        .AddAsync("add_rule", "rule, arguments...", "Adds a rule; what is there is checked or cleaned at once.", AddRuleAsync, hasBang: true)
        .AddBang("remove_rule", "rule", "Removes a rule.", RemoveRule)
        .Add("has_rule", "rule", "Whether the graph has a rule, its own or of a ruleset.", HasRule)
        .Add("rule", "rule", "What was given with a rule, such as the degree of :max_degree; true when nothing was, none without such a rule.", RuleOf)
        .AddAsync("with_ruleset", "ruleset", "Adds all rules of a ruleset; gives the graph back.", WithRulesetAsync, hasBang: true)
        .Add("has_ruleset", "ruleset", "Whether a ruleset was added.", HasRuleset)
        .Add("add_method_constraint", "constraint, name?", "Forbids user methods a kind of change. A function gets the graph before and after the method, or after alone when it has one parameter; truthy allows what was done.", AddConstraint)
        .Add("remove_method_constraint", "constraint", "Removes a method constraint.", RemoveRule);

    private static async ValueTask<Value> AddRuleAsync(NativeAsyncCall call)
    {
        var graph = GraphArguments.Graph(call.Self);
        var caller = ((Execution.Machine)call.Program).Caller;
        IReadOnlyList<Value> arguments = call.Rest.ToArray();
        if (call[0].Kind == ValueKind.Function)
        {
            var existing = GraphRules.TakeExisting(ref arguments);
            await GraphRules.AddAsync(graph, GraphRules.Make("add_rule", call[0], arguments, RulesOf(graph)), existing, caller).ConfigureAwait(false);
        }
        else
        {
            await GraphRules.AddAsync(graph, GraphRules.NameOf("add_rule", call[0], RulesOf(graph)), arguments, caller).ConfigureAwait(false);
        }

        return Value.Of(graph);
    }

    private static Value RemoveRule(in NativeCall call)
    {
        Self(call).Control?.Remove(KnownRule(call));
        return Value.Of(Self(call));
    }

    private static Value HasRule(in NativeCall call) => Value.Of(Self(call).Control?.Find(NameOf(call)) is not null);

    private static Value RuleOf(in NativeCall call) => Self(call).Control?.Find(NameOf(call)) switch
    {
        null => Value.None,
        { Arguments: [] } => Value.True,
        { Arguments: [var single] } => single.Share(),
        var rule => Value.Of(new ListValue([.. rule.Arguments])),
    };

    private static async ValueTask<Value> WithRulesetAsync(NativeAsyncCall call)
    {
        var graph = GraphArguments.Graph(call.Self);
        var name = GraphRules.NameOf("with_ruleset", call[0], RulesOf(graph));
        await GraphRules.AddRulesetAsync(graph, name, ((Execution.Machine)call.Program).Caller).ConfigureAwait(false);
        return Value.Of(graph);
    }

    private static Value HasRuleset(in NativeCall call) => Value.Of(Self(call).Control?.Rulesets.Contains(NameOf(call)) ?? false);

    private static Value AddConstraint(in NativeCall call)
    {
        var graph = Self(call);
        ActiveRule rule;
        if (call[0].Kind == ValueKind.Function)
        {
            var name = GraphRules.NameOf("add_method_constraint", call.Has(1) ? call[1] : call[0], RulesOf(graph));
            rule = new ActiveRule(name, [call[0].Share()]) { Constraint = new MethodConstraint(Forbidden.None, call[0].Share()) };
        }
        else
        {
            rule = RuleCatalogue.Make(NameOf(call), []);
            if (rule.Constraint is null)
            {
                throw GraphoidException.Library(
                    ErrorKind.Runtime,
                    $"rule :{rule.Name} is no method constraint",
                    RuntimeErrorIds.BadArgument,
                    "`add_rule` adds it");
            }
        }

        (graph.Control ??= new GraphControl()).Put(rule);
        return Value.None;
    }

    private static string NameOf(in NativeCall call) => GraphRules.NameOf(call.Entry.Name, call[0], RulesOf(Self(call)));

    private static IReadOnlyList<ActiveRule> RulesOf(Graphs.GraphObject graph) => graph.Control?.Rules ?? [];

    /// <summary>The name of a rule that exists, in the language or in the graph.</summary>
    private static string KnownRule(in NativeCall call)
    {
        var name = NameOf(call);
        if (Self(call).Control?.Find(name) is null && !RuleCatalogue.IsRuleset(name) && call[0].Kind != ValueKind.Function
            && !RuleCatalogue.IsRule(name))
        {
            throw RuleCatalogue.UnknownRule(name);
        }

        return name;
    }
}
