using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>Rules of lists, maps and graphs, and settings of graphs.</summary>
public sealed partial class ValueWriter
{
    /// <summary>A list or map with rules.</summary>
    /// <returns>Whether the content has to follow.</returns>
    private bool BeginRuled(ContainerValue container, ContainerRules rules)
    {
        if (!IsNew(container, ValueTag.Ruled))
        {
            return false;
        }

        Bool(container.IsFrozen);
        WriteRules(rules.Rules);
        return true;
    }

    private static GraphTraits TraitsOf(GraphObject graph) =>
        (graph.IsDirected ? GraphTraits.Directed : GraphTraits.None)
        | (graph.Control is null ? GraphTraits.None : GraphTraits.HasControl)
        | (graph.IsFrozen ? GraphTraits.Frozen : GraphTraits.None);

    private void WriteControl(GraphControl control)
    {
        WriteRules(control.Rules);
        Count(control.Rulesets.Count);
        foreach (var name in control.Rulesets)
        {
            Text(name);
        }

        Write(control.Settings is { } settings ? Values.Value.Of(settings) : Values.Value.None);
    }

    private void WriteRules(IReadOnlyList<ActiveRule> rules)
    {
        Count(rules.Count);
        foreach (var rule in rules)
        {
            Text(rule.Name);
            Byte((byte)(rule.Transform is FunctionTransform ? RuleForm.Function
                : rule.Constraint is { Test.IsUndefined: false } ? RuleForm.Constraint
                : RuleForm.Named));
            Count(rule.Arguments.Count);
            foreach (var argument in rule.Arguments)
            {
                Write(argument);
            }

            Text(rule.Ruleset);
        }
    }
}
