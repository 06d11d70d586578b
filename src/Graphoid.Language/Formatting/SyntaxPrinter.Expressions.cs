using System.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Formatting;

public sealed partial class SyntaxPrinter
{
    private const Precedence Loosest = 0;

    /// <summary>Where an expression without a suffix condition of its own stands.</summary>
    private const Precedence LooseOperators = Precedence.Or;

    /// <summary>What calls, indexes and members apply to.</summary>
    private const Precedence Postfix = Precedence.Unary + 1;

    /// <summary>Writes an expression, in parentheses when it binds looser than its place allows.</summary>
    private void Expression(Expression value, Precedence tightest = Loosest)
    {
        if (PrecedenceOf(value) < tightest)
        {
            Parenthesized(value);
        }
        else
        {
            Bare(value);
        }
    }

    private void Parenthesized(Expression value)
    {
        Write("(");
        Bare(value);
        Write(")");
    }

    private static Precedence PrecedenceOf(Expression value) => value switch
    {
        LambdaExpression { Form: LambdaForm.BlockLiteral } => Postfix,
        LambdaExpression or SuffixConditional or IfExpression or MatchExpression => Loosest,
        BinaryExpression b => OperatorTable.Find(b.Operator).Precedence,
        RangeExpression => Precedence.Range,
        UnaryExpression { Operator: UnaryOperator.Not } => Precedence.Not,
        NumberLiteral { Value: < 0 } => Precedence.Unary,
        UnaryExpression or AwaitExpression or SpawnExpression => Precedence.Unary,
        _ => Postfix,
    };

    private void Bare(Expression value)
    {
        switch (value)
        {
            case NumberLiteral or StringLiteral or SymbolLiteral or RegexLiteral or BoolLiteral or NoneLiteral or InterpolatedString:
                Literal(value);
                break;
            case NameExpression e:
                Write(e.Name);
                break;
            case SelfExpression:
                Write("self");
                break;
            case SuperExpression:
                Write("super");
                break;
            case ListLiteral e:
                Write("[");
                Commas(e.Items, item => Spread(item.IsSpread, item.Value));
                Write("]");
                break;
            case MapLiteral e:
                Entries(e.Entries);
                break;
            case InstanceExpression e:
                Target(e.Type, OpensBrace(e.Type));
                Write(" ");
                Entries(e.Entries);
                break;
            case UnaryExpression or AwaitExpression or BinaryExpression or RangeExpression or SuffixConditional:
                Operators(value);
                break;
            case CallExpression e:
                Call(e);
                break;
            case IndexExpression e:
                Target(e.Target);
                Write("[");
                Inside(e.Index, e.Index is SymbolLiteral { Name: var name } && !char.IsDigit(name[0]));
                Write("]");
                break;
            case SliceExpression e:
                Slice(e);
                break;
            case MemberExpression e:
                Target(e.Target);
                Write($".{e.Name}{(e.IsBang ? "!" : "")}");
                break;
            case LambdaExpression e:
                Lambda(e);
                break;
            case IfExpression e:
                If(e);
                break;
            case MatchExpression e:
                Match(e);
                break;
            case GraphExpression e:
                Write(e.IsTree ? "tree " : "graph ");
                if (e.Parent is not null)
                {
                    Write("from ");
                    Target(e.Parent, !IsPlain(e.Parent));
                    Write(" ");
                }

                Lines(e.Members, Member);
                break;
            case PatternExpression e:
                GraphPattern(e);
                break;
            case SpawnExpression { Task: { } task }:
                Write("spawn ");
                Block(task);
                break;
            case SpawnExpression e:
                Write("spawn ");
                Target(e.Actor!);
                break;
            default:
                throw new UnreachableException(value.GetType().Name);
        }
    }

    private void Operators(Expression value)
    {
        switch (value)
        {
            case UnaryExpression { Operator: UnaryOperator.Not } e:
                Write("not ");
                Expression(e.Operand, e.Operand is UnaryExpression { Operator: UnaryOperator.Not } ? Precedence.Not : Precedence.Equality);
                break;
            case UnaryExpression e:
                Write(e.Operator == UnaryOperator.Negate ? "-" : "~");
                Expression(e.Operand, Precedence.Unary);
                break;
            case AwaitExpression e:
                Write("await ");
                Expression(e.Operand, Precedence.Unary);
                break;
            case BinaryExpression e:
                var infix = OperatorTable.Find(e.Operator);
                Expression(e.Left, infix.IsRightAssociative ? infix.Precedence + 1 : infix.Precedence);
                Write($" {(e.IsElementWise ? "." : "")}{OperatorTable.SignOf(e.Operator)} ");
                Expression(e.Right, infix.IsRightAssociative ? infix.Precedence : infix.Precedence + 1);
                break;
            case RangeExpression e:
                Expression(e.From, Precedence.Additive);
                Write(e.IsInclusive ? " .. " : " ... ");
                Expression(e.To, Precedence.Additive);
                break;
            case SuffixConditional e:
                Expression(e.Value, LooseOperators);
                Write(e.IsNegated ? " unless " : " if ");
                Expression(e.Condition, LooseOperators);
                if (e.Otherwise is not null)
                {
                    Write(" else ");
                    Expression(e.Otherwise);
                }

                break;
        }
    }

    private void Target(Expression target, bool needsParentheses = false)
    {
        if (needsParentheses)
        {
            Parenthesized(target);
        }
        else
        {
            Expression(target, Postfix);
        }
    }

    /// <summary>Inside the brackets of an index a colon never starts a symbol, so symbols there need parentheses.</summary>
    private void Inside(Expression index, bool isSafe)
    {
        if (isSafe || !SyntaxShape.Descendants(index).OfType<SymbolLiteral>().Any())
        {
            Expression(index);
        }
        else
        {
            Parenthesized(index);
        }
    }

    private void Slice(SliceExpression e)
    {
        Target(e.Target);
        Write("[");
        Part(e.From);

        // `[:name]` would be an index by a symbol.
        Write(e.From is null && e.To is not null ? ": " : ":");
        Part(e.To);
        if (e.Step is not null)
        {
            Write(":");
            Part(e.Step);
        }

        Write("]");

        void Part(Expression? part)
        {
            if (part is NumberLiteral or NameExpression or SelfExpression)
            {
                Bare(part);
            }
            else if (part is not null)
            {
                Parenthesized(part);
            }
        }
    }

    private void Spread(bool isSpread, Expression value)
    {
        Write(isSpread ? "..." : "");
        Expression(value);
    }

    private void Entries(IReadOnlyList<MapEntry> entries)
    {
        Write("{");
        Commas(entries, entry =>
        {
            if (entry.Key is StringLiteral key)
            {
                Write(Words.IsWord(key.Value) ? key.Value : Quoted(key.Value));
            }
            else
            {
                Write("[");
                Expression(entry.Key);
                Write("]");
            }

            Write(": ");
            Expression(entry.Value);
        });
        Write("}");
    }

    /// <summary>The block that can stand behind the parentheses, or null.</summary>
    private static LambdaExpression? TrailingBlockOf(CallExpression call) =>
        call.Arguments.Count > 0
        && call.Arguments[^1] is { Name: null, IsSpread: false, Value: LambdaExpression { Form: LambdaForm.BlockLiteral } block }
            ? block
            : null;

    private void Call(CallExpression call)
    {
        var block = TrailingBlockOf(call);
        var arguments = block is null ? call.Arguments : [.. call.Arguments.SkipLast(1)];
        Target(call.Callee);
        Write("(");
        Commas(arguments, argument =>
        {
            Write(argument.Name is null ? "" : argument.Name + ": ");
            Spread(argument.IsSpread, argument.Value);
            Write(argument.IsWriteBack ? "!" : "");
        });
        Write(")");
        if (block is not null)
        {
            Write(" ");
            Lambda(block);
        }
    }

    private void Lambda(LambdaExpression e)
    {
        switch (e.Form)
        {
            case LambdaForm.BlockLiteral:
                Lines(e.Body!.Statements, Statement, e.Parameters.Count == 0 ? " ||" : $" |{Names(e.Parameters)}|");
                return;
            case LambdaForm.AnonymousFunction:
                Write("fn");
                Parameters(e.Parameters);
                Write(e.Body is null ? " => " : " ");
                break;
            default:
                Write(e.Parameters.Count == 1 ? e.Parameters[0].Name! : $"({Names(e.Parameters)})");
                Write(" => ");
                break;
        }

        if (e.Body is not null)
        {
            Block(e.Body);
        }
        else if (e.Form == LambdaForm.Arrow && e.Value is MapLiteral { Entries.Count: 0 })
        {
            // `=> {}` would be an empty block.
            Parenthesized(e.Value);
        }
        else
        {
            Expression(e.Value!);
        }

        static string Names(IReadOnlyList<Parameter> parameters) => string.Join(", ", parameters.Select(p => p.Name));
    }

    private void If(IfExpression e)
    {
        for (var i = 0; i < e.Branches.Count; i++)
        {
            Write(i == 0 ? "if " : " else if ");
            Header(e.Branches[i].Condition);
            Branch(" then ", e.Branches[i].Body);
        }

        if (e.Otherwise is not null)
        {
            Write(" else");
            Branch(" ", e.Otherwise);
        }
    }

    /// <summary>A branch in braces; behind <c>then</c> when only that reads back as the same: in braces, a call with a condition
    /// is skipped as a statement.</summary>
    private void Branch(string before, Block body)
    {
        if (IsSuffixedCall(body))
        {
            Write(before);
            Parenthesized(((ExpressionStatement)body.Statements[0]).Value);
        }
        else
        {
            Write(" ");
            Block(body);
        }
    }

    private static bool IsSuffixedCall(Block body) =>
        body.Statements is [ExpressionStatement { Value: SuffixConditional { Otherwise: null, Value: CallExpression or AwaitExpression or SpawnExpression } }];

    private void Match(MatchExpression e)
    {
        Write("match ");
        Header(e.Subject);
        Write(" ");
        Lines(e.Arms, arm =>
        {
            for (var i = 0; i < arm.Patterns.Count; i++)
            {
                Write(i == 0 ? "" : " | ");
                Pattern(arm.Patterns[i]);
            }

            Guard(arm.Guard);
            Write(" => ");
            Block(arm.Body);
        });
    }

    private void Guard(Expression? guard)
    {
        if (guard is not null)
        {
            Write(" if ");
            Expression(guard, LooseOperators);
        }
    }
}
