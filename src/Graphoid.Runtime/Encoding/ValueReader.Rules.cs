using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>Rules of lists, maps and graphs, and settings of graphs.</summary>
public sealed partial class ValueReader
{
    private ContainerValue ReadRuled()
    {
        var place = Reserve();
        var isFrozen = Bool();
        var rules = ReadRules();
        ContainerValue container = (ValueTag)Byte() switch
        {
            ValueTag.List => ReadList(),
            ValueTag.Map => ReadMap(),
            var other => throw Broken($"a value of kind {(byte)other} has no rules"),
        };
        container.Rules = rules.Count > 0 ? ContainerRules.Of(rules, _context.Calls) : throw Broken("a list or map has no rule");
        container.IsFrozen = isFrozen;
        return Register(place, container);
    }

    private void ReadControl(GraphObject graph)
    {
        var control = new GraphControl();
        foreach (var rule in ReadRules())
        {
            control.Put(rule);
        }

        for (var count = Count(); count > 0; count--)
        {
            control.PutRuleset(RequiredText());
        }

        if (ReadOptional<MapValue>() is { } settings)
        {
            foreach (var (key, value) in settings.Entries)
            {
                control.Set(key.Reference as string ?? throw Broken("a setting has no name"), value);
            }
        }

        graph.Control = control;
    }

    private List<ActiveRule> ReadRules()
    {
        var rules = new List<ActiveRule>();
        for (var count = Count(4); count > 0; count--)
        {
            var (name, form) = (RequiredText(), (RuleForm)Byte());
            var arguments = new List<Value>();
            for (var left = Count(); left > 0; left--)
            {
                arguments.Add(Read());
            }

            rules.Add(RuleOf(name, form, arguments) with { Ruleset = Text() });
        }

        return rules;
    }

    private ActiveRule RuleOf(string name, RuleForm form, List<Value> arguments)
    {
        switch (form)
        {
            case RuleForm.Function when arguments is [var function]:
                return new ActiveRule(name, arguments) { Transform = new FunctionTransform(function) };
            case RuleForm.Constraint when arguments is [var test]:
                return new ActiveRule(name, arguments) { Constraint = new MethodConstraint(Forbidden.None, test) };
            case RuleForm.Named:
                try
                {
                    return RuleCatalogue.Make(name, arguments);
                }
                catch (GraphoidException cause)
                {
                    throw Broken(cause.Error.Message, cause);
                }

            default:
                throw Broken($"the rule `{name}` has no form {(byte)form}");
        }
    }
}
