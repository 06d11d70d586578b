using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

/// <summary>Collects the names that the statements of one function bind, without entering nested functions.</summary>
internal sealed class DeclaredNames
{
    /// <summary>Plain assignments.</summary>
    public List<string> Assigned { get; } = [];

    /// <summary>Loop and pattern variables: always local.</summary>
    public List<string> Fixed { get; } = [];

    /// <summary>Functions, graph types and imports.</summary>
    public List<string> Declared { get; } = [];

    public static DeclaredNames In(IEnumerable<Statement> statements)
    {
        var names = new DeclaredNames();
        foreach (var statement in statements)
        {
            names.Visit(statement);
        }

        return names;
    }

    public static DeclaredNames In(Expression expression)
    {
        var names = new DeclaredNames();
        names.Visit(expression);
        return names;
    }

    public static DeclaredNames In(FunctionDeclaration function)
    {
        var names = new DeclaredNames();
        foreach (var inner in new[] { function.Guard, function.Value }.OfType<Expression>())
        {
            names.Visit(inner);
        }

        foreach (var clause in function.Clauses ?? [])
        {
            names.Visit(clause.Pattern);
            if (clause.Guard is not null)
            {
                names.Visit(clause.Guard);
            }

            names.Visit(clause.Value);
        }

        names.Visit(function.Body);
        return names;
    }

    private void Visit(Block? block)
    {
        foreach (var statement in block?.Statements ?? [])
        {
            Visit(statement);
        }
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Assignment a:
                if (PlacePath.RootOf(a.Target) is { } root)
                {
                    Assigned.Add(root.Name);
                }

                Visit(a.Value);
                break;
            case DestructuringAssignment d:
                Assigned.AddRange(d.Names.Select(n => n.Name));
                if (d.Rest is not null)
                {
                    Assigned.Add(d.Rest.Name);
                }

                Visit(d.Value);
                break;
            case TypedDeclaration t:
                Assigned.Add(t.Name.Name);
                Visit(t.Value);
                break;
            case FunctionDeclaration { Receiver: null } f:
                Declared.Add(f.Name);
                break;
            case GraphDeclaration g:
                Declared.Add(g.Name);
                break;
            case ImportStatement i:
                Visit(i);
                break;
            case ForStatement f:
                Fixed.Add(f.Variable.Name);
                if (f.SecondVariable is not null)
                {
                    Fixed.Add(f.SecondVariable.Name);
                }

                Visit(f.Source);
                Visit(f.Body);
                break;
            case SuffixStatement s:
                Visit(s.Body);
                Visit(s.Condition);
                break;
            case UnlessStatement u:
                Visit(u.Condition);
                Visit(u.Body);
                Visit(u.Otherwise);
                break;
            case WhileStatement w:
                Visit(w.Condition);
                Visit(w.Body);
                break;
            case LoopStatement l:
                Visit(l.Body);
                break;
            case TryStatement t:
                Visit(t.Body);
                foreach (var clause in t.Catches)
                {
                    Visit(clause.Body);
                }

                Visit(t.Finally);
                break;
            case ExpressionStatement e:
                Visit(e.Value);
                break;
            case RaiseStatement r:
                Visit(r.Value);
                break;
            case ReturnStatement { Value: { } value }:
                Visit(value);
                break;
            case ConfigureStatement { Body: { } configured }:
                Visit(configured);
                break;
            case PrecisionStatement p:
                Visit(p.Body);
                break;
            case PrivateStatement p:
                foreach (var declaration in p.Declarations)
                {
                    Visit(declaration);
                }

                break;
            default:
                break;
        }
    }

    private void Visit(ImportStatement import)
    {
        if (import.Items is { } items)
        {
            Declared.AddRange(items.Select(i => i.Alias ?? i.Name));
        }
        else if (import.Alias is { } alias)
        {
            Declared.Add(alias.Name);
        }
    }

    /// <summary>Only <c>if</c>, <c>match</c> and what contains them can bind names inside an expression.</summary>
    private void Visit(Expression expression)
    {
        switch (expression)
        {
            case IfExpression i:
                foreach (var branch in i.Branches)
                {
                    Visit(branch.Condition);
                    Visit(branch.Body);
                }

                Visit(i.Otherwise);
                break;
            case MatchExpression m:
                Visit(m.Subject);
                foreach (var arm in m.Arms)
                {
                    foreach (var pattern in arm.Patterns)
                    {
                        Visit(pattern);
                    }

                    if (arm.Guard is not null)
                    {
                        Visit(arm.Guard);
                    }

                    Visit(arm.Body);
                }

                break;
            case CallExpression call:
                if (call.Callee is MemberExpression { IsBang: true } changed && PlacePath.RootOf(changed.Target) is { } place)
                {
                    Assigned.Add(place.Name);
                }

                Assigned.AddRange(call.Arguments.Where(a => a.IsWriteBack).Select(a => ((NameExpression)a.Value).Name));

                foreach (var child in SyntaxChildren.Of(call))
                {
                    Visit(child);
                }

                break;
            default:
                foreach (var child in SyntaxChildren.Of(expression))
                {
                    Visit(child);
                }

                break;
        }
    }

    private void Visit(Pattern pattern)
    {
        switch (pattern)
        {
            case BindingPattern b:
                Fixed.Add(b.Name);
                break;
            case RestPattern { Name: { } rest }:
                Fixed.Add(rest);
                break;
            case ListPattern l:
                foreach (var element in l.Elements)
                {
                    Visit(element);
                }

                break;
            case MapPattern m:
                foreach (var entry in m.Entries)
                {
                    if (entry.Pattern is null)
                    {
                        Fixed.Add(entry.Key);
                    }
                    else
                    {
                        Visit(entry.Pattern);
                    }
                }

                break;
            default:
                break;
        }
    }
}
