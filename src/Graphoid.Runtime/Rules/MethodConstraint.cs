using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Rules;

/// <summary>What a user method must not do to its graph.</summary>
/// <param name="Forbidden">The kinds of change that are forbidden.</param>
/// <param name="Test">A function that gets the graph before and after the method, as the kinds of change compare these two, and
/// must give something truthy. With one parameter it judges a state and gets the graph after the method.
/// <see cref="Value.Undefined"/> when <paramref name="Forbidden"/> says all.</param>
internal sealed record MethodConstraint(Forbidden Forbidden, Value Test);

/// <summary>Kinds of change that a method constraint forbids.</summary>
[Flags]
internal enum Forbidden
{
    None = 0,
    NodeRemovals = 1,
    EdgeRemovals = 2,
    NodeAdditions = 4,
    EdgeAdditions = 8,

    /// <summary>Any change: nodes, values, edges, properties.</summary>
    Anything = 16,
}
