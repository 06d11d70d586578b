using System.Diagnostics;
using System.Globalization;
using System.Text;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Formatting;

public sealed partial class SyntaxPrinter
{
    private void Literal(Expression literal)
    {
        switch (literal)
        {
            case NumberLiteral e:
                Write(double.IsInfinity(e.Value) ? e.Value < 0 ? "-1e999" : "1e999" : e.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case StringLiteral e:
                Write(Quoted(e.Value));
                break;
            case SymbolLiteral e:
                Write(":" + e.Name);
                break;
            case RegexLiteral e:
                Write($"/{e.Body}/{e.Flags}");
                break;
            case BoolLiteral e:
                Write(e.Value ? "true" : "false");
                break;
            case NoneLiteral:
                Write("none");
                break;
            case InterpolatedString e:
                Interpolated(e);
                break;
        }
    }

    /// <summary>Texts and values in turn; a text that follows a text came from a value, and so did a lone one.</summary>
    private void Interpolated(InterpolatedString e)
    {
        Write("\"");
        var canBeText = e.Parts.Count > 1;
        foreach (var part in e.Parts)
        {
            if (canBeText && part is StringLiteral { Value.Length: > 0 } text)
            {
                Write(Escaped(text.Value));
                canBeText = false;
                continue;
            }

            Write("${");
            Expression(part);
            Write("}");
            canBeText = true;
        }

        Write("\"");
    }

    private static string Quoted(string text) => $"\"{Escaped(text)}\"";

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '\\' => @"\\",
                '"' => "\\\"",
                '$' => @"\$",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\0' => @"\0",
                _ when char.IsControl(c) || c == '\uFEFF' => $"\\u{{{(int)c:X}}}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private void Pattern(Pattern pattern)
    {
        switch (pattern)
        {
            case LiteralPattern p:
                Literal(p.Literal);
                break;
            case WildcardPattern:
                Write("_");
                break;
            case BindingPattern p:
                Write(p.Name);
                break;
            case RestPattern p:
                Write("..." + p.Name);
                break;
            case ListPattern p:
                Write("[");
                Commas(p.Elements, Pattern);
                Write("]");
                break;
            case MapPattern p:
                Write("{");
                Commas(p.Entries, entry =>
                {
                    Write(entry.Key);
                    if (entry.Pattern is not null)
                    {
                        Write(": ");
                        Pattern(entry.Pattern);
                    }
                });
                Write("}");
                break;
            default:
                throw new UnreachableException(pattern.GetType().Name);
        }
    }

    private void GraphPattern(PatternExpression e)
    {
        Write("pattern {");
        _level++;
        foreach (var edge in e.Edges)
        {
            NewLine();
            Node(edge.From);
            Write(edge.Link switch { EdgeLink.Outgoing => " -> ", EdgeLink.Incoming => " <- ", _ => " -- " });
            Node(edge.To);
            if (edge.Specification is { } specification)
            {
                var type = specification.Type is null ? "" : Quoted(specification.Type);
                var hops = specification.HopsMin is null ? "" : $"*{specification.HopsMin}..{specification.HopsMax}";
                Write($" [{type}{hops}]");
            }
        }

        if (e.Where is not null)
        {
            NewLine();
            Write("where ");
            Expression(e.Where);
        }

        _level--;
        NewLine();
        Write("}");

        void Node(NodePattern node) => Write(node.Type is null ? node.Variable : $"{node.Variable}({Quoted(node.Type)})");
    }
}
