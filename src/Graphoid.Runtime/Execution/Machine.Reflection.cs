using Graphoid.Language.Binding;
using Graphoid.Language.Syntax;

namespace Graphoid.Runtime.Execution;

/// <summary>What a program may see of the place where it is.</summary>
internal sealed partial class Machine
{
    /// <summary>The innermost scope: its type, its variables in order of creation, and how many scopes are around it.</summary>
    public (string Type, IReadOnlyList<string> Variables, int Depth) CurrentScope()
    {
        ref readonly var frame = ref _frames[_depth - 1];
        var scope = frame.Code.Scope;
        var depth = frame.Function.Module.Origin.IsProgram ? 0 : 1;
        for (var s = scope; s.Parent is not null; s = s.Parent)
        {
            // A method stands in the body of its graph.
            depth += s.Kind == ScopeKind.Method ? 2 : 1;
        }

        return scope.Kind switch
        {
            ScopeKind.Module => (frame.Function.Module.Origin.IsProgram ? "global" : "module", ModuleVariables(frame.Function.Module), depth),
            ScopeKind.GraphInitializer => ("class", [.. frame.Self!.Layout.Names], depth),
            _ => (scope.Node is LambdaExpression { Form: LambdaForm.BlockLiteral } ? "block" : "function", Locals(frame), depth),
        };
    }

    private static List<string> ModuleVariables(ModuleInstance module)
    {
        var names = ModuleNames.InOrder(module.Bound.Unit.Statements).Concat(module.Bound.ModuleNames).Distinct(StringComparer.Ordinal);
        return [.. names.Where(name => !name.StartsWith("__", StringComparison.Ordinal) && !module.Slots[module.SlotOf(name)].IsUndefined)];
    }

    private List<string> Locals(in Frame frame)
    {
        var code = frame.Code;
        var body = code.Scope.Node switch
        {
            FunctionDeclaration { Body: { } block } => block.Statements,
            LambdaExpression { Body: { } block } => block.Statements,
            _ => [],
        };
        var names = code.ParameterNames.Concat(ModuleNames.InOrder(body)).Concat(code.Scope.SlotNames).Distinct(StringComparer.Ordinal);
        var found = new List<string>();
        foreach (var name in names)
        {
            for (var slot = 0; slot < code.Scope.SlotNames.Count; slot++)
            {
                if (code.Scope.SlotNames[slot] == name && !_stack[frame.Base + slot].IsUndefined)
                {
                    found.Add(name);
                    break;
                }
            }
        }

        return found;
    }
}
