using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Matching;

/// <summary>What <c>g.match(…)</c> found: rows of values by variable (reference, section 6.6).</summary>
public sealed class MatchResults : ObjectValue
{
    internal MatchResults(IReadOnlyList<string> variables, IReadOnlyList<Value> rows)
    {
        Variables = variables;
        Rows = rows;
    }

    /// <summary>The variables in order of first mention.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>One map per match, from variable to the node's value.</summary>
    public IReadOnlyList<Value> Rows { get; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.PatternMatchResults;

    /// <inheritdoc/>
    public override bool IsTruthy => Rows.Count > 0;

    /// <inheritdoc/>
    public override string Display => $"<pattern match results: {Rows.Count} matches>";
}
