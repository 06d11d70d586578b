using Graphoid.Language.Syntax;

namespace Graphoid.Language.Parsing;

/// <summary>How tightly operators bind, loosest first; the numbers are those of the language reference, section 2.4.</summary>
internal enum Precedence
{
    Or = 2,
    And = 3,
    Not = 4,
    Equality = 5,
    Relation = 6,
    BitOr = 7,
    BitXor = 8,
    BitAnd = 9,
    Shift = 10,
    Range = 11,
    Additive = 12,
    Multiplicative = 13,
    Power = 14,
    Unary = 15,
}

/// <summary>One infix operator.</summary>
/// <param name="Operator">Its meaning; null for a range.</param>
/// <param name="Precedence">How tightly it binds.</param>
/// <param name="HasElementWise">Whether a dot before it makes it work element by element.</param>
internal sealed record InfixOperator(BinaryOperator? Operator, Precedence Precedence, bool HasElementWise = false)
{
    /// <summary><c>a ** b ** c</c> is <c>a ** (b ** c)</c>.</summary>
    public bool IsRightAssociative => Precedence == Precedence.Power;

    /// <summary><c>a..b..c</c> means nothing.</summary>
    public bool IsNonAssociative => Precedence == Precedence.Range;
}

/// <summary>All infix operators.</summary>
internal static class OperatorTable
{
    /// <summary>The operator <c>not in</c>, which is two tokens.</summary>
    public static readonly InfixOperator NotIn = new(BinaryOperator.NotIn, Precedence.Relation);

    private static readonly InfixOperator?[] Infix = Build();

    private static readonly (InfixOperator Row, string Sign)[] Meanings = BuildMeanings();

    /// <summary>The operator a token stands for, or null.</summary>
    public static InfixOperator? Find(Token token) =>
        Infix[(int)token.Kind] is { } found && (found.HasElementWise || !token.IsElementWise) ? found : null;

    /// <summary>The row of an operator.</summary>
    public static InfixOperator Find(BinaryOperator meaning) => Meanings[(int)meaning].Row;

    /// <summary>How an operator is written where it has two forms: the word.</summary>
    public static string SignOf(BinaryOperator meaning) => Meanings[(int)meaning].Sign;

    private static (InfixOperator Row, string Sign)[] BuildMeanings()
    {
        var meanings = new (InfixOperator Row, string Sign)[Enum.GetValues<BinaryOperator>().Length];
        foreach (var (text, kind) in Lexer.SignTexts.Concat(Keywords.Reserved.Select(word => (word.Key, word.Value))))
        {
            if (Infix[(int)kind] is { Operator: { } meaning } row)
            {
                meanings[(int)meaning] = (row, text);
            }
        }

        meanings[(int)BinaryOperator.NotIn] = (NotIn, "not in");
        return meanings;
    }

    private static InfixOperator?[] Build()
    {
        var table = new InfixOperator?[(int)TokenKind.Unknown + 1];
        Add(TokenKind.Or, BinaryOperator.Or, Precedence.Or);
        Add(TokenKind.BarBar, BinaryOperator.Or, Precedence.Or);
        Add(TokenKind.And, BinaryOperator.And, Precedence.And);
        Add(TokenKind.AmpersandAmpersand, BinaryOperator.And, Precedence.And);
        AddWithElementWise(TokenKind.EqualEqual, BinaryOperator.Equal, Precedence.Equality);
        AddWithElementWise(TokenKind.NotEqual, BinaryOperator.NotEqual, Precedence.Equality);
        Add(TokenKind.Matches, BinaryOperator.Matches, Precedence.Equality);
        Add(TokenKind.NotMatches, BinaryOperator.NotMatches, Precedence.Equality);
        AddWithElementWise(TokenKind.Less, BinaryOperator.Less, Precedence.Relation);
        AddWithElementWise(TokenKind.LessOrEqual, BinaryOperator.LessOrEqual, Precedence.Relation);
        AddWithElementWise(TokenKind.Greater, BinaryOperator.Greater, Precedence.Relation);
        AddWithElementWise(TokenKind.GreaterOrEqual, BinaryOperator.GreaterOrEqual, Precedence.Relation);
        Add(TokenKind.In, BinaryOperator.In, Precedence.Relation);
        Add(TokenKind.Bar, BinaryOperator.BitOr, Precedence.BitOr);
        AddWithElementWise(TokenKind.Caret, BinaryOperator.BitXor, Precedence.BitXor);
        Add(TokenKind.Ampersand, BinaryOperator.BitAnd, Precedence.BitAnd);
        Add(TokenKind.ShiftLeft, BinaryOperator.ShiftLeft, Precedence.Shift);
        Add(TokenKind.ShiftRight, BinaryOperator.ShiftRight, Precedence.Shift);
        Add(TokenKind.DotDot, null, Precedence.Range);
        Add(TokenKind.Ellipsis, null, Precedence.Range);
        AddWithElementWise(TokenKind.Plus, BinaryOperator.Add, Precedence.Additive);
        AddWithElementWise(TokenKind.Minus, BinaryOperator.Subtract, Precedence.Additive);
        AddWithElementWise(TokenKind.Star, BinaryOperator.Multiply, Precedence.Multiplicative);
        AddWithElementWise(TokenKind.Slash, BinaryOperator.Divide, Precedence.Multiplicative);
        AddWithElementWise(TokenKind.DoubleSlash, BinaryOperator.IntegerDivide, Precedence.Multiplicative);
        AddWithElementWise(TokenKind.Percent, BinaryOperator.Remainder, Precedence.Multiplicative);
        AddWithElementWise(TokenKind.Power, BinaryOperator.Power, Precedence.Power);
        return table;

        void Add(TokenKind kind, BinaryOperator? meaning, Precedence precedence) =>
            table[(int)kind] = new InfixOperator(meaning, precedence);

        void AddWithElementWise(TokenKind kind, BinaryOperator meaning, Precedence precedence) =>
            table[(int)kind] = new InfixOperator(meaning, precedence, HasElementWise: true);
    }
}
