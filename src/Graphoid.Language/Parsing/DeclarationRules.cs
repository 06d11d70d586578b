using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>Functions, imports, modules and settings.</summary>
internal static class DeclarationRules
{
    private static readonly Parser<Token, Expression> Value = Rec(() => ExpressionRules.Full.Whole);

    /// <summary><c>[static] fn name(parameters) [when guard] body</c>.</summary>
    public static readonly Parser<Token, FunctionDeclaration> Function = Map(
            (isStatic, _, first, member, parameters, guard, body) => new FunctionParts(
                isStatic.HasValue, first, member, parameters.GetValueOrDefault([]), guard, body),
            Rules.Keyword("static").Optional(),
            Rules.Sign(TokenKind.Fn),
            Rules.Word.Named("the name of the function"),
            Rules.Sign(TokenKind.Dot).Then(Rules.Word).IfAhead(TokenKind.Dot),
            Rec(() => FunctionRules.Parameters).Optional(),
            Rules.Keyword("when").Then(Rec(() => ExpressionRules.Header.Operators)).OrNull(),
            Rec(() => FunctionRules.Body))
        .WithSpan((part, span) => part.Make(span));

    /// <summary>The same as a statement.</summary>
    public static readonly Parser<Token, Statement> FunctionStatement = Function.Cast<Statement>();

    private static readonly Parser<Token, ImportItem> ImportItem = Map(
            (name, alias) => (name: name.Text, alias: alias.HasValue ? alias.Value.Text : null),
            Rules.Name,
            Rules.Sign(TokenKind.As).Then(Rules.Name).Optional())
        .WithSpan((part, span) => new ImportItem(part.name, part.alias, span));

    private static readonly Parser<Token, IReadOnlyList<ImportItem>> ImportItems =
        new RecoveringList<ImportItem>(ImportItem, commas: true, SyntaxErrors.EndOfEntry)
            .Between(TokenKind.OpenBrace, TokenKind.CloseBrace);

    private static readonly Parser<Token, NameExpression> Alias =
        Rules.Sign(TokenKind.As).Then(Rules.Name).Select(name => new NameExpression(name.Text, name.Span));

    /// <summary><c>import "x" [as y | { a, b as c }] [unsafe]</c>.</summary>
    public static readonly Parser<Token, Statement> Import = Map(
            (_, path, alias, items, _) => (path: path.Text, alias, items),
            Rules.Sign(TokenKind.Import),
            Rules.Sign(TokenKind.String).Named("the name of a module in quotes"),
            Alias.OrNull(),
            ImportItems.OrNull(),
            Rules.Keyword("unsafe").Optional())
        .WithSpan<(string Path, NameExpression? Alias, IReadOnlyList<ImportItem>? Items), Statement>((part, span) =>
            new ImportStatement(part.Path, part.Alias, part.Items, span));

    /// <summary><c>load path</c>.</summary>
    public static readonly Parser<Token, Statement> Load = Rules.Keyword("load")
        .Then(Value)
        .WithSpan<Expression, Statement>((path, span) => new LoadStatement(path, span));

    /// <summary><c>module name [alias other]</c>.</summary>
    public static readonly Parser<Token, Statement> Module = Map(
            (_, name, alias) => (name: name.Text, alias: alias.HasValue ? alias.Value.Text : null),
            Rules.Keyword("module"),
            Rules.Name,
            Rules.Keyword("alias").Then(Rules.Name).Optional())
        .WithSpan<(string Name, string? Alias), Statement>((part, span) => new ModuleStatement(part.Name, part.Alias, span));

    private static readonly Parser<Token, IReadOnlyList<Statement>> PrivateBlock =
        Rec(() => FunctionRules.Block).Select(block => block.Statements);

    private static readonly Parser<Token, IReadOnlyList<Statement>> PrivateOne =
        Rec(() => StatementRules.Simple).Select<IReadOnlyList<Statement>>(statement => [statement]);

    /// <summary><c>priv</c> before a declaration or a block of them.</summary>
    public static readonly Parser<Token, Statement> Private = Rules.Keyword("priv")
        .Then(Rules.Choose("a declaration", ahead => ahead.Kind() == TokenKind.OpenBrace ? PrivateBlock : PrivateOne))
        .WithSpan<IReadOnlyList<Statement>, Statement>((declarations, span) => new PrivateStatement(declarations, span));

    /// <summary><c>configure { k: v, :flag } [{ … }]</c>.</summary>
    public static readonly Parser<Token, Statement> Configure = Map(
            (items, body) => (items, body),
            Rules.Keyword("configure").Then(Rec(() => GraphRules.Settings)),
            Rec(() => FunctionRules.Block).OrNull())
        .WithSpan<(IReadOnlyList<ConfigurationItem> Items, Block? Body), Statement>((part, span) =>
            new ConfigureStatement(part.Items, part.Body, span));

    /// <summary><c>precision n { }</c> or <c>precision :int { }</c>.</summary>
    public static readonly Parser<Token, Statement> Precision = Map(
            (digits, body) => (digits, body),
            Rules.Keyword("precision").Then(Rules.Choose("a number of digits", ahead => PrimaryRules.LiteralFor(ahead.Kind()))),
            Rec(() => FunctionRules.Block))
        .WithSpan<(Expression Digits, Block Body), Statement>((part, span) => new PrecisionStatement(part.Digits, part.Body, span));

    private static readonly Parser<Token, IReadOnlyList<string>> TypeArguments = Rules.Name
        .Select(name => name.Text)
        .ListWithCommas()
        .Between(TokenKind.Less, TokenKind.Greater);

    /// <summary><c>num x = e</c>, <c>list&lt;num&gt; xs = e</c>.</summary>
    public static readonly Parser<Token, Statement> Typed = Map(
            (type, arguments, name, _, value) => (type: type.Text, arguments: arguments.GetValueOrDefault([]), name, value),
            Rules.Name,
            TypeArguments.Optional(),
            Rules.Name,
            Rules.Sign(TokenKind.Assign),
            Value)
        .WithSpan<(string Type, IReadOnlyList<string> Arguments, Token Name, Expression Value), Statement>((part, span) =>
            new TypedDeclaration(part.Type, part.Arguments, new NameExpression(part.Name.Text, part.Name.Span), part.Value, span));

    /// <summary>Whether a named function comes next.</summary>
    public static bool StartsFunction(Lookahead ahead) =>
        (ahead.Kind() == TokenKind.Fn && ahead.Kind(1) != TokenKind.OpenParenthesis)
        || (ahead[0].Is("static") && ahead.Kind(1) == TokenKind.Fn);

    /// <summary>Whether <c>type name =</c> or <c>type&lt;…&gt; name =</c> comes next.</summary>
    public static bool StartsTyped(Lookahead ahead)
    {
        if (ahead.Kind() != TokenKind.Identifier)
        {
            return false;
        }

        var at = 1;
        if (ahead.Kind(1) == TokenKind.Less)
        {
            at = 2;
            while (ahead.Kind(at) == TokenKind.Identifier && ahead.Kind(at + 1) == TokenKind.Comma)
            {
                at += 2;
            }

            if (ahead.Kind(at) != TokenKind.Identifier || ahead.Kind(at + 1) != TokenKind.Greater)
            {
                return false;
            }

            at += 2;
        }

        return ahead.Kind(at) == TokenKind.Identifier && ahead.Kind(at + 1) == TokenKind.Assign;
    }

    private sealed record FunctionParts(
        bool IsStatic,
        Token First,
        Maybe<Token> Member,
        IReadOnlyList<Parameter> Parameters,
        Expression? Guard,
        FunctionBody Body)
    {
        public FunctionDeclaration Make(TextSpan span)
        {
            var name = Member.GetValueOrDefault(First);
            return new FunctionDeclaration(
                name.Text,
                Member.HasValue ? new NameExpression(First.Text, First.Span) : null,
                Parameters,
                Guard,
                Body.Block,
                Body.Value,
                Body.Clauses,
                IsStatic,
                name.Span,
                span);
        }
    }
}
