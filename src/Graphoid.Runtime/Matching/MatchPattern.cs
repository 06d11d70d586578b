using Graphoid.Runtime.Host;

namespace Graphoid.Runtime.Matching;

/// <summary>A pattern for <see cref="PatternMatcher"/>: variables by number in order of first mention, edges between them.</summary>
/// <param name="VariableCount">Number of variables.</param>
/// <param name="Edges">All of them must hold.</param>
/// <param name="NodeTypes">Types that a variable's node must have.</param>
/// <param name="IsInjective">Whether different variables bind different nodes (D-32).</param>
internal sealed record MatchPattern(
    int VariableCount, IReadOnlyList<MatchEdge> Edges, IReadOnlyList<(int Variable, int NodeType)> NodeTypes, bool IsInjective);

/// <summary>An edge or a way of several edges from one variable to another.</summary>
/// <param name="Type">0: any type.</param>
/// <param name="Direction">Outgoing, or both for either direction; incoming edges are turned round.</param>
/// <param name="HopsMin">Fewest edges on the way.</param>
/// <param name="HopsMax">Most edges on the way.</param>
internal sealed record MatchEdge(int From, int To, int Type, EdgeDirection Direction, int HopsMin, int HopsMax)
{
    /// <summary>Whether it is one edge.</summary>
    public bool IsSingle => HopsMin == 1 && HopsMax == 1;

    /// <summary>The variable at the other end.</summary>
    public int OtherEnd(int variable) => From == variable ? To : From;

    /// <summary>The direction in which it leaves a variable.</summary>
    public EdgeDirection DirectionFrom(int variable) => Direction == EdgeDirection.Both ? EdgeDirection.Both
        : From == variable ? EdgeDirection.Outgoing
        : EdgeDirection.Incoming;
}
