using Graphoid.Language.Syntax;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Directives at the top level of a file, for processes that run functions of the file but not the file.</summary>
internal static class FileDirectives
{
    /// <summary>What holds when all statements of the file have run, as far as its text alone tells.</summary>
    public static ProgramSettings SettingsOf(CompilationUnit unit)
    {
        var settings = ProgramSettings.Default;
        foreach (var item in unit.Statements.OfType<ConfigureStatement>().Where(c => c.Body is null).SelectMany(c => c.Items))
        {
            try
            {
                settings = ValueOf(item.Value) is { IsUndefined: false } value ? settings.With(item.Name, value) : settings;
            }
            catch (GraphoidException)
            {
                // Where the file runs, its statement raises this error.
                return settings;
            }
        }

        return settings;
    }

    private static Value ValueOf(Expression? value) => value switch
    {
        null => Value.True,
        BoolLiteral literal => Value.Of(literal.Value),
        NumberLiteral literal => Value.Of(literal.Value),
        SymbolLiteral literal => Value.Of(Symbol.Of(literal.Name)),
        NoneLiteral => Value.None,
        _ => Value.Undefined,
    };
}
