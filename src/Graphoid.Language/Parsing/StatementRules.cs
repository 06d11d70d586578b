using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;
using static Pidgin.Parser;

namespace Graphoid.Language.Parsing;

/// <summary>Statements.</summary>
internal static class StatementRules
{
    private static readonly Parser<Token, Expression> Value = Rec(() => ExpressionRules.Full.Whole);

    private static readonly Parser<Token, Expression> Plain = Rec(() => ExpressionRules.Full.Plain);

    private static readonly Parser<Token, Expression> Header = Rec(() => ExpressionRules.Header.Whole);

    private static readonly Parser<Token, Block> Block = Rec(() => FunctionRules.Block);

    private static readonly Parser<Token, SuffixPart?> Suffix = Rec(() => ExpressionRules.Full.Suffix);

    private static readonly Parser<Token, NameExpression> Variable =
        Rules.Name.Select(name => new NameExpression(name.Text, name.Span));

    private static readonly Parser<Token, Statement> If = Rec(() => ControlRules.IfStatement)
        .Select<Statement>(value => new ExpressionStatement(value, value.Span));

    private static readonly Parser<Token, Statement> Unless = Map(
            (condition, body, otherwise) => (condition, body, otherwise),
            Rules.Sign(TokenKind.Unless).Then(Header),
            Block,
            Rules.Sign(TokenKind.Else).Then(Block).OrNull())
        .WithSpan<(Expression Condition, Block Body, Block? Otherwise), Statement>((part, span) =>
            new UnlessStatement(part.Condition, part.Body, part.Otherwise, span));

    private static readonly Parser<Token, Statement> While = Map(
            (condition, body) => (condition, body),
            Rules.Sign(TokenKind.While).Then(Header),
            Block)
        .WithSpan<(Expression Condition, Block Body), Statement>((part, span) => new WhileStatement(part.Condition, part.Body, span));

    private static readonly Parser<Token, Statement> Loop = Rules.Keyword("loop")
        .Then(Block)
        .WithSpan<Block, Statement>((body, span) => new LoopStatement(body, span));

    private static readonly Parser<Token, Statement> For = Map(
            (variable, second, source, body) => (variable, second, source, body),
            Rules.Sign(TokenKind.For).Then(Variable),
            Rules.Sign(TokenKind.Comma).Then(Variable).OrNull(),
            Rules.Sign(TokenKind.In).Then(Header),
            Block)
        .WithSpan<(NameExpression Variable, NameExpression? Second, Expression Source, Block Body), Statement>((part, span) =>
            new ForStatement(part.Variable, part.Second, part.Source, part.Body, span));

    private static readonly Parser<Token, CatchClause> Catch = Map(
            (kind, variable, body) => (kind, variable, body),
            Rules.Sign(TokenKind.Catch).Then(Rules.Name.Optional()),
            Rules.Sign(TokenKind.As).Then(Variable).OrNull(),
            Block)
        .WithSpan((part, span) => MakeCatch(part.kind, part.variable, part.body, span));

    private static readonly Parser<Token, Statement> Try = Map(
            (body, catches, last) => (body, catches, last),
            Rules.Sign(TokenKind.Try).Then(Block),
            Catch.List(),
            Rules.Sign(TokenKind.Finally).Then(Block).OrNull())
        .WithSpan<(Block Body, IReadOnlyList<CatchClause> Catches, Block? Last), Statement>((part, span) =>
            new TryStatement(part.Body, part.Catches, part.Last, span));

    private static readonly Parser<Token, Statement> Raise = WithSuffix(
        Rules.Sign(TokenKind.Raise).Then(Plain).WithSpan((value, span) => (value, span)),
        (value, span) => new RaiseStatement(value!, span));

    private static readonly Parser<Token, Statement> ReturnValue = WithSuffix(
        Rules.Sign(TokenKind.Return).Then(Plain).WithSpan((value, span) => (value, span)),
        (value, span) => new ReturnStatement(value, span));

    private static readonly Parser<Token, Statement> ReturnNothing = WithStatementSuffix(
        Rules.Sign(TokenKind.Return).Select<Statement>(token => new ReturnStatement(null, token.Span)));

    private static readonly Parser<Token, Statement> Return = Rules.Choose("`return`", ahead =>
        ReturnsNothing(ahead) ? ReturnNothing : ReturnValue);

    private static readonly Parser<Token, Statement> Break = WithStatementSuffix(
        Rules.Sign(TokenKind.Break).Select<Statement>(token => new BreakStatement(token.Span)));

    private static readonly Parser<Token, Statement> Continue = WithStatementSuffix(
        Rules.Sign(TokenKind.Continue).Select<Statement>(token => new ContinueStatement(token.Span)));

    private static readonly Parser<Token, Statement> Next = WithStatementSuffix(
        Rules.Keyword("next").Select<Statement>(token => new ContinueStatement(token.Span)));

    private static readonly Parser<Token, Expression> CommandTarget = Rec(() => PrimaryRules.CommandName);

    private static readonly Parser<Token, Argument> LiteralArgument = Rules
        .Choose("a literal", ahead => PrimaryRules.LiteralFor(ahead.Kind()))
        .Select(literal => new Argument(null, literal, IsSpread: false, IsWriteBack: false, default, literal.Span));

    /// <summary><c>describe "x" { … }</c>.</summary>
    private static readonly Parser<Token, Expression> Command = Map(
        (target, arguments, block) =>
        {
            IReadOnlyList<Argument> all = [.. arguments];
            var span = TextSpan.Covering(all[0].Span, block.Span);
            var call = new CallExpression(target, all, span, TextSpan.Covering(target.Span, span));
            return (Expression)PostfixLinks.WithBlock(call, block);
        },
        CommandTarget,
        LiteralArgument.SeparatedAtLeastOnce(Rules.Sign(TokenKind.Comma)),
        Rules.Choose("a trailing block", ahead => ahead.Kind() == TokenKind.OpenBrace ? FunctionRules.BlockLiteral : null));

    private static readonly Parser<Token, Expression> Right = Rules.Choose("an expression", ahead => StartsCommand(ahead) ? Command : Value);

    private static readonly Parser<Token, Expression> PlainRight = Rules.Choose("an expression", ahead => StartsCommand(ahead) ? Command : Plain);

    private static readonly Parser<Token, Expression> Place = Rec(() => ExpressionRules.Full.Postfix);

    private static readonly Parser<Token, Statement> Assignment = Map(
        (target, _, value) => (Statement)new Assignment(target, null, value, TextSpan.Covering(target.Span, value.Span)),
        Place,
        Rules.Sign(TokenKind.Assign),
        Right);

    private static readonly Parser<Token, Statement> Update = Map(
        (target, sign, value, suffix) => MakeUpdate(target, UpdateOperator(sign.Kind)!.Value, value, suffix),
        Place,
        Rules.Choose("`=`", ahead => UpdateOperator(ahead.Kind()) is null ? null : Rules.Sign(ahead.Kind())),
        PlainRight,
        Suffix);

    private static readonly Parser<Token, NameExpression?> DestructuringRest =
        Rules.Sign(TokenKind.Ellipsis).Then(Variable).Select(name => (NameExpression?)name);

    private static readonly Parser<Token, (NameExpression? Name, NameExpression? Others)> DestructuringPart = Rules.Choose(
        "a name",
        ahead => ahead.Kind() == TokenKind.Ellipsis ? RestPart! : NamePart!);

    private static readonly Parser<Token, (NameExpression? Name, NameExpression? Others)> RestPart =
        DestructuringRest.Select(rest => ((NameExpression?)null, rest));

    private static readonly Parser<Token, (NameExpression? Name, NameExpression? Others)> NamePart =
        Variable.Select(name => ((NameExpression?)name, (NameExpression?)null));

    private static readonly Parser<Token, Statement> Destructuring = Map(
            (parts, _, value) => (parts, value),
            DestructuringPart.ListWithCommas().Between(TokenKind.OpenBracket, TokenKind.CloseBracket),
            Rules.Sign(TokenKind.Assign),
            Right)
        .WithSpan<(IReadOnlyList<(NameExpression? Name, NameExpression? Others)> Parts, Expression Value), Statement>((part, span) =>
            new DestructuringAssignment(
                [.. part.Parts.Where(p => p.Name is not null).Select(p => p.Name!)],
                part.Parts.LastOrDefault(p => p.Others is not null).Others,
                part.Value,
                span));

    private static readonly Parser<Token, Statement> ExpressionOrCall = Value.Select(MakeExpressionStatement);

    private static readonly Parser<Token, Statement> CommandStatement = WithStatementSuffix(Command
        .Select<Statement>(call => new ExpressionStatement(call, call.Span)));

    private static readonly Parser<Token, Statement> GraphDeclaration = Rec(() => GraphRules.Declaration);

    /// <summary>A statement without the nesting count.</summary>
    private static readonly Parser<Token, Statement> Any = Rules.Choose("a statement", ahead => ahead.Kind() switch
    {
        TokenKind.If => If,
        TokenKind.Unless => Unless,
        TokenKind.While => While,
        TokenKind.For => For,
        TokenKind.Try => Try,
        TokenKind.Raise => Raise,
        TokenKind.Return => Return,
        TokenKind.Break => Break,
        TokenKind.Continue => Continue,
        TokenKind.Import => DeclarationRules.Import,
        TokenKind.Fn => DeclarationRules.StartsFunction(ahead) ? DeclarationRules.FunctionStatement : ExpressionOrCall,
        TokenKind.OpenBracket => ahead.Kind(ahead.Behind(0)) == TokenKind.Assign ? Destructuring : ExpressionOrCall,
        TokenKind.Identifier => ChooseByWord(ahead),
        _ => ExpressionOrCall,
    });

    /// <summary>A statement as it stands behind <c>then</c> or <c>priv</c>.</summary>
    public static readonly Parser<Token, Statement> Simple = Rules.Nested(Any);

    /// <summary>A statement of a list.</summary>
    public static readonly Parser<Token, Statement> Statement = Simple.Named("a statement");

    private static Parser<Token, Statement> ChooseByWord(Lookahead ahead)
    {
        var next = ahead[1];
        switch (ahead[0].Text)
        {
            case "graph" when next.Kind == TokenKind.Identifier && next.Text != "from"
                && (ahead.Kind(2) is TokenKind.OpenBrace or TokenKind.OpenParenthesis || ahead[2].Is("from")):
                return GraphDeclaration;
            case "static" when next.Kind == TokenKind.Fn:
                return DeclarationRules.FunctionStatement;
            case "loop" when next.Kind == TokenKind.OpenBrace:
                return Loop;
            case "load" when next.Kind is TokenKind.String or TokenKind.StringHead or TokenKind.Identifier
                && !DeclarationRules.StartsTyped(ahead):
                return DeclarationRules.Load;
            case "module" when next.Kind == TokenKind.Identifier && !DeclarationRules.StartsTyped(ahead):
                return DeclarationRules.Module;
            case "priv" when next.Kind is TokenKind.Fn or TokenKind.OpenBrace or TokenKind.Identifier:
                return DeclarationRules.Private;
            case "configure" when next.Kind == TokenKind.OpenBrace:
                return DeclarationRules.Configure;
            case "precision" when next.Kind is TokenKind.Number or TokenKind.Symbol:
                return DeclarationRules.Precision;
            case "next" when next.Kind is TokenKind.NewLine or TokenKind.End or TokenKind.CloseBrace or TokenKind.Comma
                or TokenKind.If or TokenKind.Unless or TokenKind.Else:
                return Next;
        }

        if (DeclarationRules.StartsTyped(ahead))
        {
            return DeclarationRules.Typed;
        }

        var behindPlace = ahead.Kind(PlaceLength(ahead));
        return behindPlace == TokenKind.Assign ? Assignment
            : UpdateOperator(behindPlace) is not null ? Update
            : StartsCommand(ahead) ? CommandStatement
            : ExpressionOrCall;
    }

    /// <summary>Tokens of the name, members and indexes ahead: what stands left of a <c>=</c>.</summary>
    private static int PlaceLength(Lookahead ahead)
    {
        var at = 1;
        while (true)
        {
            if (ahead.Kind(at) == TokenKind.Dot && ahead.Kind(at + 1) == TokenKind.Identifier)
            {
                at += 2;
            }
            else if (ahead.Kind(at) == TokenKind.OpenBracket && !ahead[at].IsLineStart)
            {
                at = ahead.Behind(at);
            }
            else
            {
                return at;
            }
        }
    }

    /// <summary>A name, perhaps dotted, with a literal behind it on the same line: nothing else starts so.</summary>
    private static bool StartsCommand(Lookahead ahead)
    {
        if (ahead.Kind() != TokenKind.Identifier)
        {
            return false;
        }

        var at = 1;
        while (ahead.Kind(at) == TokenKind.Dot && ahead.Kind(at + 1) == TokenKind.Identifier)
        {
            at += 2;
        }

        return !ahead[at].IsLineStart && ahead.Kind(at) is TokenKind.Number or TokenKind.String or TokenKind.Symbol
            or TokenKind.True or TokenKind.False or TokenKind.None;
    }

    /// <summary><c>return if c</c> skips, <c>return if c { a } else { b }</c> has a value: the brace or <c>then</c> tells.</summary>
    private static bool ReturnsNothing(Lookahead ahead)
    {
        switch (ahead.Kind(1))
        {
            case TokenKind.NewLine or TokenKind.End or TokenKind.CloseBrace or TokenKind.Unless or TokenKind.Comma or TokenKind.Else:
                return true;
            case TokenKind.If:
                break;
            default:
                return false;
        }

        for (var at = 2; ; at = ahead.Behind(at))
        {
            switch (ahead.Kind(at))
            {
                case TokenKind.Then:
                    return false;
                case TokenKind.OpenBrace when !ahead.HasParameters(at):
                    return false;
                case TokenKind.NewLine or TokenKind.End or TokenKind.CloseBrace or TokenKind.Comma:
                    return true;
            }
        }
    }

    private static BinaryOperator? UpdateOperator(TokenKind kind) => kind switch
    {
        TokenKind.PlusAssign => BinaryOperator.Add,
        TokenKind.MinusAssign => BinaryOperator.Subtract,
        TokenKind.StarAssign => BinaryOperator.Multiply,
        TokenKind.SlashAssign => BinaryOperator.Divide,
        TokenKind.DoubleSlashAssign => BinaryOperator.IntegerDivide,
        TokenKind.PercentAssign => BinaryOperator.Remainder,
        TokenKind.PowerAssign => BinaryOperator.Power,
        _ => null,
    };

    /// <summary>A statement with a value: a suffix with <c>else</c> belongs to the value, without it skips the statement.</summary>
    private static Parser<Token, Statement> WithSuffix(
        Parser<Token, (Expression Value, TextSpan Span)> statement,
        Func<Expression?, TextSpan, Statement> make) => Map(
        (part, suffix) => suffix switch
        {
            null => make(part.Value, part.Span),
            { Otherwise: { } otherwise } => make(suffix.ApplyTo(part.Value), TextSpan.Covering(part.Span, otherwise.Span)),
            _ => suffix.ApplyTo(make(part.Value, part.Span)),
        },
        statement,
        Suffix);

    private static Parser<Token, Statement> WithStatementSuffix(Parser<Token, Statement> statement) => Map(
        (plain, suffix) => suffix is null ? plain : suffix.ApplyTo(plain),
        statement,
        Suffix);

    private static Statement MakeUpdate(Expression target, BinaryOperator meaning, Expression value, SuffixPart? suffix)
    {
        if (suffix is { Otherwise: not null })
        {
            value = suffix.ApplyTo(value);
            suffix = null;
        }

        var plain = new Assignment(target, meaning, value, TextSpan.Covering(target.Span, value.Span));
        return suffix is null ? plain : suffix.ApplyTo(plain);
    }

    /// <summary>A call with a condition and no <c>else</c> is skipped as a whole; any other value is the value form.</summary>
    private static Statement MakeExpressionStatement(Expression value)
    {
        if (value is SuffixConditional { Otherwise: null, Value: CallExpression or AwaitExpression or SpawnExpression } conditional)
        {
            return new SuffixStatement(
                new ExpressionStatement(conditional.Value, conditional.Value.Span),
                conditional.Condition,
                conditional.IsNegated,
                value.Span);
        }

        return new ExpressionStatement(value, value.Span);
    }

    /// <summary><c>catch e</c> with a small first letter binds; a capital names a kind of error.</summary>
    private static CatchClause MakeCatch(Maybe<Token> kind, NameExpression? variable, Block body, TextSpan span)
    {
        if (!kind.HasValue)
        {
            return new CatchClause(null, variable, body, default, span);
        }

        var name = kind.Value;
        return variable is null && !char.IsUpper(name.Text[0])
            ? new CatchClause(null, new NameExpression(name.Text, name.Span), body, default, span)
            : new CatchClause(name.Text, variable, body, name.Span, span);
    }
}
