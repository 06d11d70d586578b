using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Rules;

/// <summary>Value rules of lists and maps: the methods that set them, and how the other methods keep them.</summary>
internal static class RuledMethods
{
    /// <summary>Adds the methods about rules to the table of lists or of maps.</summary>
    public static NativeTable Add(NativeTable table) => table
        .AddBang("add_rule", "rule, arguments...", "The list or map with a value rule; what is there is changed at once.", AddRule)
        .AddBang("remove_rule", "rule", "The list or map without a value rule; its values stay.", RemoveRule)
        .Add("has_rule", "rule", "Whether there is a value rule of this name.",
            static (in call) => Value.Of(RulesOf(call)?.Find(GraphRules.NameOf("has_rule", call[0], RulesOf(call)?.Rules ?? [])) is not null));

    /// <summary>Whether a method deals with rules itself.</summary>
    public static bool SetsRules(NativeEntry entry) => entry.Name is "add_rule" or "remove_rule" or "freeze";

    /// <summary>Whether the result of a method without a bang has the rules, too: it is made of the same values and what is added.</summary>
    public static bool KeepsRules(NativeEntry entry) => !SetsRules(entry) && !MakesValues(entry);

    /// <summary>Whether all values of the result are new.</summary>
    public static bool MakesValues(NativeEntry entry) => entry.Name is "map" or "map_values" or "parallel_map";

    /// <summary>Changes the values that a method adds, where they lie among its arguments.</summary>
    public static void ConformArguments(ContainerRules rules, NativeEntry entry, Span<Value> arguments)
    {
        switch (entry.Name)
        {
            case "append" or "prepend":
                arguments[0] = rules.Conform(arguments[0].Share());
                break;
            case "insert" or "set":
                arguments[1] = rules.Conform(arguments[1].Share());
                break;
            case "concat" or "extend" when ArgumentChecks.AsList(arguments[0]) is { } list:
                var items = list.Copy().Items.ToArray();
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = rules.Conform(items[i]);
                }

                arguments[0] = Value.Of(new ListValue(items));
                break;
            case "merge" when arguments[0].Reference is MapValue map:
                var copy = new MapValue(map.Count);
                foreach (var (key, value) in map.Entries)
                {
                    copy.Set(key, rules.Conform(value.Share()));
                }

                arguments[0] = Value.Of(copy);
                break;
            default:
                break;
        }
    }

    private static ContainerRules? RulesOf(in NativeCall call) => (call.Self.Reference as ContainerValue)?.Rules;

    private static Value AddRule(in NativeCall call)
    {
        IReadOnlyList<Value> arguments = call.Rest.ToArray();
        var existing = GraphRules.TakeExisting(ref arguments);
        var rule = GraphRules.Make("add_rule", call[0], arguments, RulesOf(call)?.Rules ?? []);
        if (rule.Transform is null && rule.Structure is not DuplicateRule)
        {
            throw GraphoidException.Library(
                ErrorKind.Runtime,
                $"rule :{rule.Name} is about graphs: {ValueText.KindWithArticle(call.Self)} has only value rules",
                RuntimeErrorIds.BadArgument);
        }

        var calls = new RuleCalls(((Machine)call.Program).Caller);
        var rules = ContainerRules.With(RulesOf(call), rule, calls);
        var changed = existing == ExistingContent.Ignore ? call.Self : Applied(call.Self, rule, existing, calls);
        return existing == ExistingContent.Ignore ? rules.AttachUnchecked(changed) : rules.Attach(changed);
    }

    private static Value RemoveRule(in NativeCall call)
    {
        var name = GraphRules.NameOf("remove_rule", call[0], RulesOf(call)?.Rules ?? []);
        var rules = RulesOf(call);
        if (rules?.Find(name) is null && !RuleCatalogue.IsRule(name) && call[0].Kind != ValueKind.Function)
        {
            throw RuleCatalogue.UnknownRule(name);
        }

        var plain = call.Self.Reference switch
        {
            ListValue list => Value.Of(list.Copy()),
            MapValue map => Value.Of(map.Copy()),
            _ => call.Self,
        };
        return rules?.Without(name) is { } rest ? rest.AttachUnchecked(plain) : plain;
    }

    /// <summary>The values as a new rule wants them.</summary>
    private static Value Applied(Value self, ActiveRule rule, ExistingContent existing, IProgramCalls calls)
    {
        switch (self.Reference)
        {
            case MapValue map:
                var entries = new MapValue(map.Count);
                var values = new HashSet<Value>(ValueEquality.Comparer);
                foreach (var (key, value) in map.Entries)
                {
                    if (Keep(rule, values, value, existing))
                    {
                        entries.Set(key, Changed(rule, value.Share(), existing, calls));
                    }
                }

                return Value.Of(entries);
            default:
                var items = new ListValue([]);
                var seen = new HashSet<Value>(ValueEquality.Comparer);
                foreach (var item in ArgumentChecks.AsList(self)!.Copy().Items.ToArray())
                {
                    if (Keep(rule, seen, item, existing))
                    {
                        items.AppendInPlace(Changed(rule, item, existing, calls));
                    }
                }

                return Value.Of(items);
        }
    }

    private static bool Keep(ActiveRule rule, HashSet<Value> seen, Value value, ExistingContent existing) =>
        rule.Structure is not DuplicateRule || seen.Add(value) || (existing == ExistingContent.Raise
            ? throw GraphRules.Violation(rule.Name, $"the value {ValueText.Display(value)} is there twice")
            : false);

    private static Value Changed(ActiveRule rule, Value value, ExistingContent existing, IProgramCalls calls)
    {
        var changed = rule.Transform is { } transform ? ContainerRules.Apply(transform, value, rule.Name, calls) : value;
        return existing == ExistingContent.Raise && (changed.Kind != value.Kind || changed != value)
            ? throw GraphRules.Violation(rule.Name, $"the value {ValueText.Display(value)} would become {ValueText.Display(changed)}")
            : changed;
    }
}
