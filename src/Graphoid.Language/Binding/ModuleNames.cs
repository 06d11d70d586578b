using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

/// <summary>What a text says about itself as a module: its name, and which of its names are private or for others.</summary>
public sealed class ModuleNames
{
    private readonly HashSet<string> _declared;

    private ModuleNames(ModuleStatement? statement, IReadOnlyList<string> declared, IReadOnlySet<string> privates)
    {
        Name = statement?.Name;
        Alias = statement?.Alias;
        Declared = declared;
        _declared = new HashSet<string>(declared, StringComparer.Ordinal);
        Private = privates;
    }

    /// <summary>The name behind <c>module</c>, or null.</summary>
    public string? Name { get; }

    /// <summary>The name behind <c>alias</c>, or null.</summary>
    public string? Alias { get; }

    /// <summary>Variables, functions and graph types of the module level in the order of the text, without imports.</summary>
    public IReadOnlyList<string> Declared { get; }

    /// <summary>Names that stand behind <c>priv</c>.</summary>
    public IReadOnlySet<string> Private { get; }

    /// <summary>Whether the module level has such a variable, function or graph type.</summary>
    public bool Declares(string name) => _declared.Contains(name);

    /// <summary>Whether others may not reach a name: <c>priv</c>, or a leading <c>_</c>.</summary>
    public bool IsPrivate(string name) => name.StartsWith('_') || Private.Contains(name);

    /// <summary>Reads them off a text. O(length of the text).</summary>
    public static ModuleNames Of(CompilationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var declared = new List<string>();
        var privates = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in unit.Statements)
        {
            if (statement is PrivateStatement hidden)
            {
                privates.UnionWith(NamesIn(hidden.Declarations));
            }

            if (statement is not ImportStatement)
            {
                declared.AddRange(NamesIn([statement]));
            }
        }

        return new ModuleNames(
            unit.Statements.OfType<ModuleStatement>().FirstOrDefault(), [.. declared.Distinct(StringComparer.Ordinal)], privates);
    }

    /// <summary>Names that statements bind, in the order of the text, one statement after the other.</summary>
    public static IEnumerable<string> InOrder(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            var names = DeclaredNames.In([statement]);
            foreach (var name in names.Declared.Concat(names.Fixed).Concat(names.Assigned))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> NamesIn(IEnumerable<Statement> statements) => statements.SelectMany(statement =>
    {
        var names = DeclaredNames.In([statement]);
        return names.Declared.Concat(names.Assigned);
    });
}
