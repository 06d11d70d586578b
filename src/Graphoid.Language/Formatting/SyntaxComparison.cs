using System.Collections;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Formatting;

/// <summary>Whether two trees mean the same: equal in everything but the places of their nodes.</summary>
public static class SyntaxComparison
{
    /// <summary>Whether two trees are equal when spans are ignored. Cost: O(nodes); no recursion.</summary>
    public static bool AreEquivalent(SyntaxNode first, SyntaxNode second) => FirstDifference(first, second) is null;

    /// <summary>The first place where the trees differ, as the two parts that do, or null.</summary>
    public static SyntaxDifference? FirstDifference(SyntaxNode first, SyntaxNode second)
    {
        var open = new Stack<(object? One, object? Other)>();
        open.Push((first, second));
        while (open.TryPop(out var pair))
        {
            switch (pair)
            {
                case (SyntaxNode one, SyntaxNode other) when one.GetType() == other.GetType():
                    foreach (var part in SyntaxShape.PartsOf(one.GetType()))
                    {
                        open.Push((part.GetValue(one), part.GetValue(other)));
                    }

                    break;
                case (string one, string other) when one == other:
                    break;
                case (IList one, IList other) when one.Count == other.Count:
                    for (var i = 0; i < one.Count; i++)
                    {
                        open.Push((one[i], other[i]));
                    }

                    break;
                default:
                    if (pair.One is SyntaxNode or IList || !Equals(pair.One, pair.Other))
                    {
                        return new SyntaxDifference(pair.One, pair.Other);
                    }

                    break;
            }
        }

        return null;
    }
}

/// <summary>Two parts of two trees that should be equal.</summary>
public sealed record SyntaxDifference(object? First, object? Second);
