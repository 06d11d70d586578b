using System.Collections;
using System.Globalization;
using System.Text;
using Graphoid.Language.Parsing;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Tests.Parsing;

/// <summary>Shows a tree as one line of nested parentheses, so that a test can state a shape.</summary>
internal static class TreeText
{
    public static string OfProgram(string text)
    {
        var result = Parser.Parse(new SourceText("test.gr", text));
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.Message));
        return string.Join(" ; ", result.Unit.Statements.Select(Show));
    }

    public static string OfExpression(string text)
    {
        var result = Parser.ParseExpression(new SourceText("test.gr", text));
        Assert.Empty(result.Diagnostics.Select(diagnostic => diagnostic.Message));
        return Show(result.Value);
    }

    private static string Show(object? value) => value switch
    {
        null => "-",
        NumberLiteral number => number.Value.ToString(CultureInfo.InvariantCulture),
        StringLiteral text => $"'{text.Value}'",
        SymbolLiteral symbol => ":" + symbol.Name,
        RegexLiteral regex => $"/{regex.Body}/{regex.Flags}",
        BoolLiteral truth => truth.Value ? "true" : "false",
        NoneLiteral => "none",
        NameExpression name => name.Name,
        SelfExpression => "self",
        SuperExpression => "super",
        ExpressionStatement statement => Show(statement.Value),
        Block block => "{" + string.Join(" ; ", block.Statements.Select(Show)) + "}",
        BinaryExpression binary => $"({Show(binary.Left)} {(binary.IsElementWise ? "." : "")}{binary.Operator} {Show(binary.Right)})",
        UnaryExpression unary => $"({unary.Operator} {Show(unary.Operand)})",
        MemberExpression member => $"{Show(member.Target)}.{member.Name}{(member.IsBang ? "!" : "")}",
        CallExpression call => $"{Show(call.Callee)}({string.Join(", ", call.Arguments.Select(Show))})",
        Argument argument => (argument.Name is null ? "" : argument.Name + ": ") + (argument.IsSpread ? "..." : "")
            + Show(argument.Value) + (argument.IsWriteBack ? "!" : ""),
        IndexExpression index => $"{Show(index.Target)}[{Show(index.Index)}]",
        ListLiteral list => "[" + string.Join(", ", list.Items.Select(item => (item.IsSpread ? "..." : "") + Show(item.Value))) + "]",
        MapLiteral map => "map{" + string.Join(", ", map.Entries.Select(Show)) + "}",
        MapEntry entry => $"{Show(entry.Key)}: {Show(entry.Value)}",
        BindingPattern binding => "$" + binding.Name,
        WildcardPattern => "_",
        LiteralPattern literal => Show(literal.Literal),
        Parameter parameter => (parameter.IsRest ? "..." : "") + (parameter.TypeName is { } type ? type + " " : "")
            + (parameter.Name ?? Show(parameter.Literal)) + (parameter.Default is { } d ? " = " + Show(d) : ""),
        SyntaxNode node => ShowRecord(node),
        string text => text,
        bool flag => flag ? "yes" : "no",
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Show)) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The record's name and its parameters in order, without spans.</summary>
    private static string ShowRecord(SyntaxNode node)
    {
        var text = new StringBuilder(node.GetType().Name).Append('(');
        var parameters = node.GetType().GetConstructors()[0].GetParameters()
            .Where(parameter => parameter.ParameterType != typeof(TextSpan));
        text.AppendJoin(", ", parameters.Select(parameter => Show(node.GetType().GetProperty(parameter.Name!)!.GetValue(node))));
        return text.Append(')').ToString();
    }
}
