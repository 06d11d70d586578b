namespace Graphoid.Language.Syntax;

/// <summary>Prefix operators.</summary>
public enum UnaryOperator
{
    /// <summary><c>-</c></summary>
    Negate,

    /// <summary><c>~</c></summary>
    Complement,

    /// <summary><c>not</c>, <c>!</c></summary>
    Not,
}

/// <summary>Infix operators, loosest first as in the reference.</summary>
public enum BinaryOperator
{
    /// <summary><c>or</c>, <c>||</c></summary>
    Or,

    /// <summary><c>and</c>, <c>&amp;&amp;</c></summary>
    And,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>=~</c></summary>
    Matches,

    /// <summary><c>!~</c></summary>
    NotMatches,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>in</c></summary>
    In,

    /// <summary><c>not in</c></summary>
    NotIn,

    /// <summary><c>|</c></summary>
    BitOr,

    /// <summary><c>^</c></summary>
    BitXor,

    /// <summary><c>&amp;</c></summary>
    BitAnd,

    /// <summary><c>&lt;&lt;</c></summary>
    ShiftLeft,

    /// <summary><c>&gt;&gt;</c></summary>
    ShiftRight,

    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>//</c></summary>
    IntegerDivide,

    /// <summary><c>%</c></summary>
    Remainder,

    /// <summary><c>**</c></summary>
    Power,
}
