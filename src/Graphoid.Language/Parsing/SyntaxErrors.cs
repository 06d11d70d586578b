using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Parsing;

/// <summary>The wording of syntax errors.</summary>
internal static class SyntaxErrors
{
    /// <summary>What stands behind a complete statement.</summary>
    public const string EndOfStatement = "the end of the statement";

    /// <summary>What stands behind a complete member of a graph, a match arm or a map entry.</summary>
    public const string EndOfEntry = "a comma or a new line";

    /// <summary>The start of a body.</summary>
    public const string OpenBrace = "`{`";

    /// <summary>The start of a function's body.</summary>
    public const string BodyOfFunction = "`{` or `=>`";

    /// <summary>A parameter in a list of them.</summary>
    public const string AParameter = "a parameter";

    /// <summary>The key of a map entry.</summary>
    public const string AKey = "a key";

    /// <summary>What an arm of a match begins with.</summary>
    public const string APattern = "a pattern";

    private const int ExpectedMax = 4;

    /// <summary>Words of other languages, and what is written here.</summary>
    private static readonly Dictionary<string, string> ForeignWords = new(StringComparer.Ordinal)
    {
        ["elif"] = "write `else if`",
        ["elsif"] = "write `else if`",
        ["elseif"] = "write `else if`",
        ["def"] = "functions start with `fn`",
        ["func"] = "functions start with `fn`",
        ["function"] = "functions start with `fn`",
        ["let"] = "a variable needs no keyword: `name = value`",
        ["var"] = "a variable needs no keyword: `name = value`",
        ["const"] = "a variable needs no keyword: `name = value`",
        ["switch"] = "write `match value { pattern => result }`",
        ["throw"] = "write `raise`",
        ["except"] = "write `catch`",
        ["class"] = "write `graph Name { … }`",
        ["case"] = "an arm is written `pattern => result`",
        ["lambda"] = "a function is written `x => …` or `(x, y) => …`",
        ["from"] = "write `import \"module\" { name }`",
        ["new"] = "an instance is written `Name { property: value }`",
        ["extends"] = "write `graph Name from Parent { … }`",
        ["async"] = "every function may `await`; write `spawn { … }` to start a task",
    };

    /// <summary>Something stands where something else should.</summary>
    public static Diagnostic Unexpected(SourceText source, Token previous, Token found, IReadOnlyList<string> expected)
    {
        var shown = Describe(found);
        var message = expected.Count == 0 ? $"{shown} cannot stand here" : $"expected {List(expected)}, found {shown}";
        return new Diagnostic(
            DiagnosticCatalogue.UnexpectedToken,
            Severity.Error,
            message,
            source,
            // What is missing at an end is missing behind the last token, not on the empty line after it.
            found.Kind == TokenKind.End ? new TextSpan(previous.Span.End, 0) : found.Span,
            null,
            HelpFor(previous, found, expected));
    }

    private static string? HelpFor(Token previous, Token found, IReadOnlyList<string> expected)
    {
        if (HelpForForeignForms(previous, found, expected) is { } help)
        {
            return help;
        }

        if (found.Kind == TokenKind.Assign)
        {
            return expected.Contains(OpenBrace) ? "`=` assigns; to compare, write `==`"
                : expected.Contains("`:`") ? "an entry is written `key: value`"
                : expected.Contains("`)`") ? "a named argument is written `name: value`; to compare, write `==`"
                : expected.Contains(EndOfStatement)
                    ? "only a variable, a property or an element can be assigned; to compare, write `==`"
                    : null;
        }

        if (found.Kind == TokenKind.Identifier && ForeignWords.TryGetValue(found.Text, out var ours))
        {
            return ours;
        }

        if (previous.Kind == TokenKind.Identifier && ForeignWords.TryGetValue(previous.Text, out ours))
        {
            return ours;
        }

        if (expected.Any(label => label is OpenBrace or BodyOfFunction))
        {
            return found.Kind == TokenKind.NewLine ? "the `{` stands on the same line"
                : expected.Contains("`(`") ? "parameters stand in parentheses: `fn name(x) { … }`"
                : "a body stands in braces: `{ … }`";
        }

        if (found.IsLineStart && found.Kind is TokenKind.And or TokenKind.Or or (>= TokenKind.BarBar and <= TokenKind.Power))
        {
            return "an expression goes on in the next line when its operator stands at the end of this one";
        }

        if (found.Kind == TokenKind.Else && previous.Kind == TokenKind.NewLine)
        {
            return "`else` follows the `}` of an `if`";
        }

        if ((expected.Contains("a name") || expected.Contains(AParameter)) && Keywords.Reserved.ContainsKey(found.Text))
        {
            return $"`{found.Text}` is a reserved word; choose another name";
        }

        if (expected.Contains(EndOfStatement) && found.Kind is TokenKind.OpenParenthesis && found.IsLineStart)
        {
            return "the `(` of a call stands on the line of the function";
        }

        return !expected.Contains("a trailing block") ? null
            : found.Kind is TokenKind.NewLine or TokenKind.End ? "a call without block needs parentheses: `name(value)`"
            : "only literals stand without parentheses: `name(value) { … }`";
    }

    /// <summary>Whole forms of other languages: their loop header, their import, their increment.</summary>
    private static string? HelpForForeignForms(Token previous, Token found, IReadOnlyList<string> expected) =>
        (previous.Kind, found.Kind) switch
        {
            (TokenKind.For, TokenKind.OpenParenthesis) => "write `for name in range(a, b) { … }`",
            (TokenKind.Import, TokenKind.Identifier) => $"write `import \"{CodeFrame.Quote(found.Text)}\"`",
            (TokenKind.Identifier, TokenKind.Identifier) when previous.Text == "graph" => "write `graph Name { … }`, with `from Parent` before the `{` when it has one",
            (TokenKind.Plus, TokenKind.Plus) => "there is no `++`; write `name += 1`",
            (TokenKind.String, TokenKind.Import) => $"write `import \"{previous.Text}\" {{ name }}`",
            (TokenKind.Identifier, TokenKind.Identifier) when expected.Contains("`as`") => $"write `{previous.Text} as {found.Text}`",
            (TokenKind.Catch, TokenKind.OpenParenthesis) => "write `catch e { … }`, without parentheses",
            (_, TokenKind.Bar) when expected.Contains("an argument") => "a block stands in braces: `{ |x| … }`",
            (TokenKind.EqualEqual, TokenKind.Assign) => "write `==`",
            (TokenKind.Less, TokenKind.Greater) => "write `!=`",
            (TokenKind.Minus, TokenKind.Greater) => "a function is written `x => …` or `(x, y) => …`",
            (_, TokenKind.Minus or TokenKind.Colon) when expected.Contains("`=>`") => "an arm is written `pattern => result`",
            (TokenKind.Dot, TokenKind.String) => "`+` joins strings",
            (_, TokenKind.Identifier) when found.Text == "of" && expected.Contains("`in`") => "write `in`",
            (TokenKind.Arrow, TokenKind.OpenBrace) => "a body of statements stands there without `=>`: `fn name(x) { … }`",
            (_, TokenKind.Else) when expected.Contains(APattern) => "`_` fits everything else",
            (_, TokenKind.Comma) when expected.Contains("`=>`") => "`|` separates patterns that share an arm",
            (TokenKind.Identifier, TokenKind.Comma) when expected.Contains(EndOfStatement) => "several names are assigned as `[a, b] = list`",
            (_, TokenKind.Comma) when expected is ["`)`"] => "a list stands in brackets: `[a, b]`",
            (_, TokenKind.Number) when expected.Contains(AKey) => $"a key that is no name stands in brackets: `[{found.Text}]: value`",
            (_, TokenKind.StringHead) when expected.Contains(AKey) => "a key that is computed stands in brackets: `[\"…\"]: value`",
            _ => null,
        };

    /// <summary>A token as the user would call it.</summary>
    private static string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.NewLine when token.Text == "\n" => "the end of the line",
        TokenKind.String or TokenKind.StringHead => "a string",
        TokenKind.StringMiddle or TokenKind.StringTail => "the `}` of the string",
        TokenKind.Symbol => $"`:{CodeFrame.Quote(token.Text)}`",
        TokenKind.Regex => "a regular expression",
        _ => $"`{CodeFrame.Quote(token.Text)}`",
    };

    private static string List(IReadOnlyList<string> expected)
    {
        var shown = expected.SelectMany(label => label.Split(" or ")).Distinct().Take(ExpectedMax).ToArray();
        return shown.Length == 1 ? shown[0] : $"{string.Join(", ", shown[..^1])} or {shown[^1]}";
    }
}
