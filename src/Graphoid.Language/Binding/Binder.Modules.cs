using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

public sealed partial class Binder
{
    private void VisitImport(FunctionScope scope, ImportStatement import)
    {
        if (import.Alias is { } alias)
        {
            Bind(alias, Resolve(scope, alias.Name));
        }

        foreach (var item in import.Items ?? [])
        {
            Bind(item, Resolve(scope, item.Alias ?? item.Name));
        }
    }

    private void VisitModule(FunctionScope scope, ModuleStatement module)
    {
        if (scope.Kind != ScopeKind.Module)
        {
            Report(
                DiagnosticCatalogue.MisplacedConstruct,
                module.Span,
                "`module` stands inside a function",
                help: "it names the whole file, so it stands at its top level");
        }
    }
}
