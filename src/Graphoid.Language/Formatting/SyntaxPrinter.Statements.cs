using System.Diagnostics;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Formatting;

public sealed partial class SyntaxPrinter
{
    private void Statement(Statement statement)
    {
        switch (statement)
        {
            case ExpressionStatement s:
                ExpressionAtStart(s.Value);
                break;
            case Assignment s:
                Expression(s.Target);
                Write($" {(s.Operator is { } meaning ? Parsing.OperatorTable.SignOf(meaning) : "")}= ");
                Expression(s.Value, s.Operator is null ? Loosest : LooseOperators);
                break;
            case DestructuringAssignment s:
                Write("[");
                Commas(s.Names, name => Write(name.Name));
                Write(s.Rest is null ? "] = " : $"{(s.Names.Count > 0 ? ", " : "")}...{s.Rest.Name}] = ");
                Expression(s.Value);
                break;
            case TypedDeclaration s:
                Write(s.TypeName + (s.TypeArguments.Count == 0 ? "" : $"<{string.Join(", ", s.TypeArguments)}>"));
                Write($" {s.Name.Name} = ");
                Expression(s.Value);
                break;
            case SuffixStatement s:
                Statement(s.Body);
                Write(s.IsNegated ? " unless " : " if ");
                Header(s.Condition, isOperand: true);
                break;
            case RaiseStatement s:
                Write("raise ");
                Expression(s.Value, LooseOperators);
                break;
            case ReturnStatement s:
                Write(s.Value is null ? "return" : "return ");
                if (s.Value is not null)
                {
                    Expression(s.Value, LooseOperators);
                }

                break;
            case BreakStatement:
                Write("break");
                break;
            case ContinueStatement:
                Write("continue");
                break;
            case UnlessStatement or WhileStatement or LoopStatement or ForStatement or TryStatement:
                Compound(statement);
                break;
            default:
                Declaration(statement);
                break;
        }
    }

    /// <summary>At the start of a statement some words mean something else than a name, and <c>if</c> takes statements.</summary>
    private void ExpressionAtStart(Expression value)
    {
        var start = _text.Length;
        if (value is IfExpression e && e.Branches.Select(b => b.Body).Append(e.Otherwise).OfType<Block>().Any(IsSuffixedCall))
        {
            Parenthesized(value);
            return;
        }

        Expression(value);
        if (FirstWordOf(value) is not { } word || !Keywords.Contextual.Contains(word) || _text[start] != word[0])
        {
            return;
        }

        var end = start + word.Length;
        if (end == _text.Length || _text[end] is not ('.' or '(' or '['))
        {
            _text.Insert(end, ")").Insert(start, "(");
        }
    }

    /// <summary>The name that an expression starts with, or null.</summary>
    private static string? FirstWordOf(Expression value) => value switch
    {
        NameExpression e => e.Name,
        BinaryExpression e => FirstWordOf(e.Left),
        RangeExpression e => FirstWordOf(e.From),
        SuffixConditional e => FirstWordOf(e.Value),
        CallExpression e => FirstWordOf(e.Callee),
        MemberExpression e => FirstWordOf(e.Target),
        IndexExpression e => FirstWordOf(e.Target),
        SliceExpression e => FirstWordOf(e.Target),
        InstanceExpression e => FirstWordOf(e.Type),
        _ => null,
    };

    private void Compound(Statement statement)
    {
        switch (statement)
        {
            case UnlessStatement s:
                Write("unless ");
                Header(s.Condition);
                Body(s.Body);
                if (s.Otherwise is not null)
                {
                    Write(" else");
                    Body(s.Otherwise);
                }

                break;
            case WhileStatement s:
                Write("while ");
                Header(s.Condition);
                Body(s.Body);
                break;
            case LoopStatement s:
                Write("loop");
                Body(s.Body);
                break;
            case ForStatement s:
                Write($"for {s.Variable.Name}{(s.SecondVariable is null ? "" : ", " + s.SecondVariable.Name)} in ");
                Header(s.Source);
                Body(s.Body);
                break;
            case TryStatement s:
                Write("try");
                Body(s.Body);
                foreach (var clause in s.Catches)
                {
                    Write(" catch");
                    Write(clause.Kind is null ? "" : " " + clause.Kind);
                    Write(clause.Variable is null ? "" : " as " + clause.Variable.Name);
                    Body(clause.Body);
                }

                if (s.Finally is not null)
                {
                    Write(" finally");
                    Body(s.Finally);
                }

                break;
        }
    }

    private void Body(Block block)
    {
        Write(" ");
        Block(block);
    }

    private void Declaration(Statement statement)
    {
        switch (statement)
        {
            case FunctionDeclaration s:
                Function(s);
                break;
            case GraphDeclaration s:
                Write($"graph {s.Name}{(s.Kind is null ? "" : $"(:{s.Kind})")} ");
                if (s.Parent is not null)
                {
                    Write("from ");
                    Header(s.Parent);
                    Write(" ");
                }

                Lines(s.Members, Member);
                break;
            case ImportStatement s:
                Write("import " + Quoted(s.Path));
                Write(s.Alias is null ? "" : " as " + s.Alias.Name);
                if (s.Items is not null)
                {
                    Write(" { ");
                    Commas(s.Items, item => Write(item.Name + (item.Alias is null ? "" : " as " + item.Alias)));
                    Write(" }");
                }

                break;
            case LoadStatement s:
                Write("load ");
                Expression(s.Path);
                break;
            case ModuleStatement s:
                Write($"module {s.Name}{(s.Alias is null ? "" : " alias " + s.Alias)}");
                break;
            case PrivateStatement s:
                Write("priv ");
                Lines(s.Declarations, Statement);
                break;
            case ConfigureStatement s:
                Write("configure ");
                Settings(s.Items);
                if (s.Body is not null)
                {
                    Body(s.Body);
                }

                break;
            case PrecisionStatement s:
                Write("precision ");
                Expression(s.Digits);
                Body(s.Body);
                break;
            default:
                throw new UnreachableException(statement.GetType().Name);
        }
    }

    private void Function(FunctionDeclaration s)
    {
        Write($"{(s.IsStatic ? "static " : "")}fn {(s.Receiver is null ? "" : s.Receiver.Name + ".")}{s.Name}");
        Parameters(s.Parameters);
        if (s.Guard is not null)
        {
            Write(" when ");
            Header(s.Guard, isOperand: true);
        }

        if (s.Body is not null)
        {
            Body(s.Body);
        }
        else if (s.Value is not null)
        {
            Write(" => ");
            Expression(s.Value);
        }
        else
        {
            Write(" ");
            Lines(s.Clauses!, clause =>
            {
                Write("|");
                Pattern(clause.Pattern);
                Write("|");
                Guard(clause.Guard);
                Write(" => ");
                Expression(clause.Value);
            });
        }
    }

    private void Parameters(IReadOnlyList<Parameter> parameters)
    {
        Write("(");
        Commas(parameters, parameter =>
        {
            if (parameter.Literal is { } literal)
            {
                Pattern(literal);
                return;
            }

            Write(parameter.IsRest ? "..." : parameter.TypeName is null ? "" : parameter.TypeName + " ");
            Write(parameter.Name!);
            if (parameter.Default is not null)
            {
                Write(" = ");
                Expression(parameter.Default);
            }
        });
        Write(")");
    }

    private void Member(GraphMember member)
    {
        switch (member)
        {
            case PropertyMember m:
                Write($"{(m.IsPrivate ? "priv " : "")}{m.Name} = ");
                Expression(m.Value);
                break;
            case MethodMember m:
                Write(m.IsPrivate ? "priv " : "");
                Function(m.Function);
                break;
            case SetterMember m:
                Write($"set {m.Name}({m.Parameter})");
                Body(m.Body);
                break;
            case RuleMember m:
                Write("rule :" + m.Name);
                foreach (var argument in m.Arguments)
                {
                    Write(", ");
                    Expression(argument);
                }

                break;
            case ConfigureMember m:
                Write("configure ");
                Settings(m.Items);
                break;
            default:
                throw new UnreachableException(member.GetType().Name);
        }
    }

    private void Settings(IReadOnlyList<ConfigurationItem> items) => Lines(items, item =>
    {
        Write(item.Value is null ? ":" + item.Name : item.Name + ": ");
        if (item.Value is not null)
        {
            Expression(item.Value);
        }
    });
}
