using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Rules;

/// <summary>Names of rules and constraints that are functions of the program.</summary>
/// <remarks>A function goes by its own name. Functions without one, and different ones of the same name, are all kept: they are
/// told apart by a number. The function itself finds its rule again, as <c>remove_rule(f)</c> shows.</remarks>
internal static class FunctionRules
{
    /// <summary>What a function without a name is called.</summary>
    private const string Unnamed = "function";

    /// <summary>The name that a function has or will have among the rules that are there.</summary>
    public static string NameOf(Value function, IReadOnlyList<ActiveRule> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Arguments is [var other] && ReferenceEquals(other.Reference, function.Reference))
            {
                return rule.Name;
            }
        }

        var own = function.Reference switch
        {
            FunctionValue { Code.IsLambda: false } named => named.Code.Name,
            NativeFunctionValue native => native.Entry.Name,
            _ => Unnamed,
        };
        var name = own;
        for (var number = 2; rules.Any(rule => rule.Name == name); number++)
        {
            name = $"{own}_{number}";
        }

        return name;
    }
}
