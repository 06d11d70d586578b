namespace Graphoid.Language.Syntax;

/// <summary>What a token is; the parser looks at nothing else to choose a rule.</summary>
public enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A line end or a semicolon that ends a statement.</summary>
    NewLine,

    /// <summary>A name, a contextual word, or any word behind a dot.</summary>
    Identifier,

    /// <summary>A number or a duration; the value is in <see cref="Token.Number"/>.</summary>
    Number,

    /// <summary>A string without interpolation.</summary>
    String,

    /// <summary>A string up to its first <c>${</c>.</summary>
    StringHead,

    /// <summary>The part of a string between two interpolations.</summary>
    StringMiddle,

    /// <summary>The rest of a string behind its last interpolation.</summary>
    StringTail,

    /// <summary>A symbol; the text has no colon.</summary>
    Symbol,

    /// <summary>A regular expression; the text is the body, the flags are in <see cref="Token.Flags"/>.</summary>
    Regex,

    /// <summary><c>and</c></summary>
    And,

    /// <summary><c>as</c></summary>
    As,

    /// <summary><c>await</c></summary>
    Await,

    /// <summary><c>break</c></summary>
    Break,

    /// <summary><c>catch</c></summary>
    Catch,

    /// <summary><c>continue</c></summary>
    Continue,

    /// <summary><c>else</c></summary>
    Else,

    /// <summary><c>false</c></summary>
    False,

    /// <summary><c>finally</c></summary>
    Finally,

    /// <summary><c>fn</c></summary>
    Fn,

    /// <summary><c>for</c></summary>
    For,

    /// <summary><c>if</c></summary>
    If,

    /// <summary><c>import</c></summary>
    Import,

    /// <summary><c>in</c></summary>
    In,

    /// <summary><c>match</c></summary>
    Match,

    /// <summary><c>none</c></summary>
    None,

    /// <summary><c>not</c></summary>
    Not,

    /// <summary><c>or</c></summary>
    Or,

    /// <summary><c>raise</c></summary>
    Raise,

    /// <summary><c>return</c></summary>
    Return,

    /// <summary><c>spawn</c></summary>
    Spawn,

    /// <summary><c>super</c></summary>
    Super,

    /// <summary><c>then</c></summary>
    Then,

    /// <summary><c>true</c></summary>
    True,

    /// <summary><c>try</c></summary>
    Try,

    /// <summary><c>unless</c></summary>
    Unless,

    /// <summary><c>while</c></summary>
    While,

    /// <summary><c>(</c></summary>
    OpenParenthesis,

    /// <summary><c>)</c></summary>
    CloseParenthesis,

    /// <summary><c>[</c></summary>
    OpenBracket,

    /// <summary><c>]</c></summary>
    CloseBracket,

    /// <summary><c>{</c></summary>
    OpenBrace,

    /// <summary><c>}</c></summary>
    CloseBrace,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>:</c> of a key, an argument or a slice</summary>
    Colon,

    /// <summary><c>.</c></summary>
    Dot,

    /// <summary><c>..</c></summary>
    DotDot,

    /// <summary><c>...</c></summary>
    Ellipsis,

    /// <summary><c>=></c></summary>
    Arrow,

    /// <summary><c>-></c>, only inside <c>pattern { }</c></summary>
    LinkOut,

    /// <summary><c>&lt;-</c>, only inside <c>pattern { }</c></summary>
    LinkIn,

    /// <summary><c>--</c>, only inside <c>pattern { }</c></summary>
    LinkEither,

    /// <summary><c>=</c></summary>
    Assign,

    /// <summary><c>+=</c></summary>
    PlusAssign,

    /// <summary><c>-=</c></summary>
    MinusAssign,

    /// <summary><c>*=</c></summary>
    StarAssign,

    /// <summary><c>/=</c></summary>
    SlashAssign,

    /// <summary><c>//=</c></summary>
    DoubleSlashAssign,

    /// <summary><c>%=</c></summary>
    PercentAssign,

    /// <summary><c>**=</c></summary>
    PowerAssign,

    /// <summary><c>||</c>, also an empty parameter list of a block</summary>
    BarBar,

    /// <summary><c>&amp;&amp;</c></summary>
    AmpersandAmpersand,

    /// <summary><c>==</c></summary>
    EqualEqual,

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

    /// <summary><c>></c></summary>
    Greater,

    /// <summary><c>>=</c></summary>
    GreaterOrEqual,

    /// <summary><c>|</c></summary>
    Bar,

    /// <summary><c>^</c></summary>
    Caret,

    /// <summary><c>&amp;</c></summary>
    Ampersand,

    /// <summary><c>&lt;&lt;</c></summary>
    ShiftLeft,

    /// <summary><c>>></c></summary>
    ShiftRight,

    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>-</c></summary>
    Minus,

    /// <summary><c>*</c></summary>
    Star,

    /// <summary><c>/</c></summary>
    Slash,

    /// <summary><c>//</c></summary>
    DoubleSlash,

    /// <summary><c>%</c></summary>
    Percent,

    /// <summary><c>**</c></summary>
    Power,

    /// <summary><c>~</c></summary>
    Tilde,

    /// <summary><c>!</c>: negation, a mutating call, or a written-back argument</summary>
    Bang,

    /// <summary>Characters that form no token; a diagnostic has been reported.</summary>
    Unknown,
}
