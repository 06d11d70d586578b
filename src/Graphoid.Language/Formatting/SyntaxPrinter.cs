using System.Text;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Formatting;

/// <summary>Writes a tree as a program text that reads back as the same tree.</summary>
/// <remarks>
/// For trees without a text (made by a program, or by a test) and to check the parser: <c>parse(print(parse(x)))</c> is
/// <c>parse(x)</c>. It writes each construct in one form only, with more parentheses than a person would, and has no comments;
/// <see cref="Formatter"/> is for texts that people wrote. One statement per line, every block on several lines.
/// </remarks>
public sealed partial class SyntaxPrinter
{
    private const string Indent = "    ";

    private readonly StringBuilder _text = new();
    private int _level;

    private SyntaxPrinter()
    {
    }

    /// <summary>The text of a whole program.</summary>
    public static string Print(CompilationUnit unit)
    {
        var printer = new SyntaxPrinter();
        foreach (var statement in unit.Statements)
        {
            printer.Statement(statement);
            printer._text.Append('\n');
        }

        return printer._text.ToString();
    }

    private void Write(string text) => _text.Append(text);

    private void NewLine()
    {
        _text.Append('\n');
        for (var i = 0; i < _level; i++)
        {
            _text.Append(Indent);
        }
    }

    /// <summary>Braces around one line per item.</summary>
    private void Lines<T>(IReadOnlyList<T> items, Action<T> write, string behindOpening = "")
    {
        Write("{" + behindOpening);
        _level++;
        foreach (var item in items)
        {
            NewLine();
            write(item);
        }

        _level--;
        NewLine();
        Write("}");
    }

    /// <summary>Items on one line with commas between.</summary>
    private void Commas<T>(IReadOnlyList<T> items, Action<T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                Write(", ");
            }

            write(items[i]);
        }
    }

    private void Block(Block block) => Lines(block.Statements, Statement);

    /// <summary>A name that a brace right behind would turn into something else.</summary>
    private static bool OpensBrace(Expression target) => target is NameExpression { Name: "graph" or "tree" or "pattern" };

    /// <summary>An expression before the body of a statement: in parentheses when a brace could be taken for the body.</summary>
    private void Header(Expression value, bool isOperand = false)
    {
        if (IsPlain(value))
        {
            Expression(value, isOperand ? LooseOperators : Loosest);
        }
        else
        {
            Parenthesized(value);
        }
    }

    /// <summary>Whether an expression has no brace outside of brackets.</summary>
    private static bool IsPlain(Expression value) => value switch
    {
        NameExpression name => !OpensBrace(name),
        NumberLiteral or StringLiteral or SymbolLiteral or BoolLiteral or NoneLiteral or SelfExpression or RegexLiteral => true,
        BinaryExpression b => IsPlain(b.Left) && IsPlain(b.Right),
        UnaryExpression u => IsPlain(u.Operand),
        MemberExpression m => IsPlain(m.Target),
        CallExpression c => IsPlain(c.Callee) && TrailingBlockOf(c) is null,
        IndexExpression i => IsPlain(i.Target),
        _ => false,
    };
}
