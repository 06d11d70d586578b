using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>Graph declarations, anonymous graphs and what stands in their bodies.</summary>
internal static class GraphRules
{
    private static readonly Parser<Token, Expression> Value = Rec(() => ExpressionRules.Full.Whole);

    private static readonly Parser<Token, ConfigurationItem> Setting = Map(
            (name, _, value) => (name, value),
            Rules.Word,
            Rules.Sign(TokenKind.Colon),
            Value)
        .WithSpan((part, span) => new ConfigurationItem(part.name.Text, part.value, span));

    private static readonly Parser<Token, ConfigurationItem> Flag =
        Rules.Sign(TokenKind.Symbol).Select(symbol => new ConfigurationItem(symbol.Text, null, symbol.Span));

    private static readonly Parser<Token, ConfigurationItem> BareFlag =
        Rules.Word.Select(word => new ConfigurationItem(word.Text, null, word.Span));

    /// <summary><c>{ name: value, :flag }</c>.</summary>
    public static readonly Parser<Token, IReadOnlyList<ConfigurationItem>> Settings =
        new RecoveringList<ConfigurationItem>(
                Rules.Choose("a setting", ahead => ahead.Kind() == TokenKind.Symbol ? Flag
                    : !ahead[0].IsWord ? null
                    : ahead.Kind(1) == TokenKind.Colon ? Setting
                    : BareFlag),
                commas: true,
                SyntaxErrors.EndOfEntry)
            .Between(TokenKind.OpenBrace, TokenKind.CloseBrace);

    private static readonly Parser<Token, PropertyParts> Property = Map(
        (name, _, value) => new PropertyParts(name, value),
        Rules.Word,
        Rules.Choose("`=` or `:`", ahead => ahead.Kind() is TokenKind.Assign or TokenKind.Colon ? Rules.Sign(ahead.Kind()) : null),
        Value);

    private static readonly Parser<Token, GraphMember> PublicProperty = Property
        .WithSpan<PropertyParts, GraphMember>((part, span) =>
            new PropertyMember(part.Name.Text, part.Value, IsPrivate: false, part.Name.Span, span));

    private static readonly Parser<Token, GraphMember> PublicMethod = Rec(() => DeclarationRules.Function)
        .Select<GraphMember>(function => new MethodMember(function, IsPrivate: false, function.Span));

    private static readonly Parser<Token, Func<TextSpan, GraphMember>> PrivateMethod = Rec(() => DeclarationRules.Function)
        .Select<Func<TextSpan, GraphMember>>(function => span => new MethodMember(function, IsPrivate: true, span));

    private static readonly Parser<Token, Func<TextSpan, GraphMember>> PrivateProperty = Property
        .Select<Func<TextSpan, GraphMember>>(part => span =>
            new PropertyMember(part.Name.Text, part.Value, IsPrivate: true, part.Name.Span, span));

    private static readonly Parser<Token, GraphMember> Private = Rules.Keyword("priv")
        .Then(Rules.Choose("a method or a property", ahead => DeclarationRules.StartsFunction(ahead) ? PrivateMethod : PrivateProperty))
        .WithSpan((make, span) => make(span));

    private static readonly Parser<Token, GraphMember> Setter = Map(
            (_, name, parameter, body) => (name: name.Text, parameter: parameter.Text, body),
            Rules.Keyword("set"),
            Rules.Name,
            Rules.Name.Between(TokenKind.OpenParenthesis, TokenKind.CloseParenthesis),
            Rec(() => FunctionRules.Block))
        .WithSpan<(string Name, string Parameter, Block Body), GraphMember>((part, span) =>
            new SetterMember(part.Name, part.Parameter, part.Body, span));

    private static readonly Parser<Token, GraphMember> Rule = Map(
            (_, name, arguments) => (name: name.Text, arguments),
            Rules.Keyword("rule"),
            Rules.Sign(TokenKind.Symbol),
            Rules.Sign(TokenKind.Comma).Then(Value).List())
        .WithSpan<(string Name, IReadOnlyList<Expression> Arguments), GraphMember>((part, span) =>
            new RuleMember(part.Name, part.Arguments, span));

    private static readonly Parser<Token, GraphMember> Configure = Rules.Keyword("configure")
        .Then(Settings)
        .WithSpan<IReadOnlyList<ConfigurationItem>, GraphMember>((items, span) => new ConfigureMember(items, span));

    private static readonly Parser<Token, GraphMember> Member = Rules.Choose("a property or a method", ahead =>
    {
        if (ahead[0].IsWord && ahead.Kind(1) is TokenKind.Colon or TokenKind.Assign)
        {
            return PublicProperty;
        }

        if (DeclarationRules.StartsFunction(ahead))
        {
            return PublicMethod;
        }

        return ahead[0].Kind == TokenKind.Identifier
            ? ahead[0].Text switch
            {
                "priv" => Private,
                "set" when ahead.Kind(1) == TokenKind.Identifier => Setter,
                "rule" when ahead.Kind(1) == TokenKind.Symbol => Rule,
                "configure" when ahead.Kind(1) == TokenKind.OpenBrace => Configure,
                _ => PublicProperty,
            }
            : null;
    });

    /// <summary>Members in braces; commas and line ends between them may be missing (grammar: <c>graphBody</c>).</summary>
    public static readonly Parser<Token, IReadOnlyList<GraphMember>> Members = Rules.Nested(
        new RecoveringList<GraphMember>(Member, commas: true, SyntaxErrors.EndOfEntry, BeginsMember)
            .Between(TokenKind.OpenBrace, TokenKind.CloseBrace));

    private static readonly Parser<Token, Expression?> AnonymousParent = Rules.Keyword("from")
        .Then(Rec(() => ExpressionRules.Header.Postfix))
        .OrNull();

    /// <summary><c>graph { }</c>, <c>tree { }</c>, <c>graph from Parent { }</c>.</summary>
    public static readonly Parser<Token, Expression> Anonymous = Map(
            (word, parent, members) => (word, parent, members),
            Rules.Name,
            AnonymousParent,
            Members)
        .WithSpan<(Token Word, Expression? Parent, IReadOnlyList<GraphMember> Members), Expression>((part, span) =>
            new GraphExpression(part.Word.Text == "tree", part.Parent, part.Members, span));

    private static readonly Parser<Token, Token> Kind =
        Rules.Sign(TokenKind.Symbol).Between(TokenKind.OpenParenthesis, TokenKind.CloseParenthesis);

    /// <summary><c>graph Name(:kind) from Parent { }</c>.</summary>
    public static readonly Parser<Token, Statement> Declaration = Map(
            (_, name, kind, parent, members) => (name, kind, parent, members),
            Rules.Keyword("graph"),
            Rules.Name,
            Kind.Optional(),
            Rules.Keyword("from").Then(Rec(() => ExpressionRules.Header.Whole)).OrNull(),
            Members)
        .WithSpan<(Token Name, Maybe<Token> Kind, Expression? Parent, IReadOnlyList<GraphMember> Members), Statement>((part, span) =>
            new GraphDeclaration(
                part.Name.Text,
                part.Kind.HasValue ? part.Kind.Value.Text : null,
                part.Parent,
                part.Members,
                part.Name.Span,
                span));

    private sealed record PropertyParts(Token Name, Expression Value);

    /// <summary>Nothing that may stand behind a value looks like this.</summary>
    private static bool BeginsMember(Lookahead ahead) =>
        (ahead[0].IsWord && ahead.Kind(1) is TokenKind.Colon or TokenKind.Assign)
        || DeclarationRules.StartsFunction(ahead)
        || (ahead[0].Kind == TokenKind.Identifier && ahead[0].Text switch
        {
            "priv" => ahead.Kind(1) is TokenKind.Fn or TokenKind.Identifier,
            "set" => ahead.Kind(1) == TokenKind.Identifier,
            "rule" => ahead.Kind(1) == TokenKind.Symbol,
            "configure" => ahead.Kind(1) == TokenKind.OpenBrace,
            _ => false,
        });
}
