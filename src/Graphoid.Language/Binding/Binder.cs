using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Binding;

/// <summary>Resolves every name of a program to the places where it may be found (reference, sections 5.3 and 5.4).</summary>
/// <remarks>
/// One pass per function: first the names its own statements bind are collected (<see cref="DeclaredNames"/>), then uses are
/// resolved from the inside out; captures are added on the way. Only names are decided here: types are the kernels' business.
/// </remarks>
public sealed partial class Binder
{
    /// <summary>What a parameter that is written as a literal is called; no name of a program can be this.</summary>
    private const string LiteralParameterName = "_";

    private readonly SourceText _source;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<SyntaxNode, FunctionScope> _scopes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SyntaxNode, NameBinding> _names = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _moduleNames = [];
    private readonly Dictionary<string, int> _moduleSlots = new(StringComparer.Ordinal);
    private readonly HashSet<string> _moduleVariables = new(StringComparer.Ordinal);
    private readonly List<int> _slotsOfText = [];
    private readonly HashSet<string> _mentioned = new(StringComparer.Ordinal);
    private readonly MessageSymbols _messages = new();
    private int _loopDepth;
    private bool _isInBlock;
    private bool _hasDirectives;

    private Binder(SourceText source, IReadOnlyList<string> level)
    {
        _source = source;
        foreach (var name in level)
        {
            _moduleSlots.Add(name, _moduleNames.Count);
            _moduleNames.Add(name);
        }
    }

    /// <summary>Binds a parsed file. Never throws; what is wrong stands in the diagnostics of the result.</summary>
    /// <param name="level">Names that have slots already, for a text that shares the module level of another one (`load`). They
    /// change the numbers of slots and nothing else.</param>
    /// <param name="variables">Those of them that are variables to functions of this text too: they are captured (5.4).</param>
    public static BoundProgram Bind(
        CompilationUnit unit, IReadOnlyList<string>? level = null, IReadOnlyCollection<string>? variables = null)
    {
        var binder = new Binder(unit.Source, level ?? []);
        binder._moduleVariables.UnionWith(variables ?? []);
        var module = binder.BindModule(unit);
        binder._diagnostics.AddRange(binder._messages.Unhandled(unit.Source, binder._scopes.Values));
        return new BoundProgram(
            unit, module, binder._moduleNames, binder._slotsOfText, binder._scopes, binder._names, binder._diagnostics)
        {
            ModuleVariables = binder._moduleVariables,
            HasDirectives = binder._hasDirectives,
        };
    }

    private FunctionScope BindModule(CompilationUnit unit)
    {
        var module = new FunctionScope(ScopeKind.Module, null, unit, "main");
        _scopes.Add(unit, module);
        var names = DeclaredNames.In(unit.Statements);
        foreach (var name in names.Declared.Concat(names.Assigned).Concat(names.Fixed))
        {
            ModuleSlot(name);
        }

        _moduleVariables.UnionWith(names.Assigned);
        _moduleVariables.UnionWith(names.Fixed);
        _moduleVariables.ExceptWith(names.Declared);
        Visit(module, unit.Statements);
        return module;
    }

    private int ModuleSlot(string name)
    {
        if (!_moduleSlots.TryGetValue(name, out var slot))
        {
            slot = _moduleNames.Count;
            _moduleNames.Add(name);
            _moduleSlots.Add(name, slot);
        }

        if (_mentioned.Add(name))
        {
            _slotsOfText.Add(slot);
        }

        return slot;
    }

    /// <summary>Opens the scope of a function: parameters first, then everything its statements bind.</summary>
    private FunctionScope OpenFunction(
        FunctionScope parent,
        ScopeKind kind,
        SyntaxNode node,
        string name,
        IReadOnlyList<Parameter> parameters,
        DeclaredNames names,
        GraphBody? graph)
    {
        var scope = new FunctionScope(kind, parent, node, name)
        {
            Graph = graph,
            IsStatic = kind == ScopeKind.Method && node is FunctionDeclaration { IsStatic: true },
        };
        _scopes.Add(node, scope);
        foreach (var parameter in parameters)
        {
            if (parameter.IsRest && parameter != parameters[^1])
            {
                Report(
                    DiagnosticCatalogue.MisplacedConstruct,
                    parameter.Span,
                    $"`...{parameter.Name}` takes the rest of the arguments, so it must be the last parameter");
            }

            if (parameter.Name is null)
            {
                scope.AddSlot(LiteralParameterName);
            }
            else if (!scope.Fixed.TryAdd(parameter.Name, scope.AddSlot(parameter.Name)))
            {
                Report(DiagnosticCatalogue.DuplicateName, parameter.Span, $"two parameters are named `{parameter.Name}`");
            }
        }

        foreach (var local in names.Fixed.Concat(names.Declared))
        {
            if (!scope.Fixed.ContainsKey(local))
            {
                scope.Fixed.Add(local, scope.AddSlot(local));
            }
        }

        foreach (var function in names.Declared)
        {
            scope.LocalFunctions.TryAdd(function, []);
        }

        foreach (var assigned in names.Assigned)
        {
            var isProperty = scope.HasSelf && graph is not null && graph.Properties.Contains(assigned)
                && !IsLocalOfEnclosing(scope, assigned);
            if (!isProperty && !scope.Fixed.ContainsKey(assigned) && !scope.Assigned.ContainsKey(assigned))
            {
                scope.Assigned.Add(assigned, scope.AddSlot(assigned));
            }
        }

        return scope;
    }

    private static bool IsLocalOfEnclosing(FunctionScope scope, string name)
    {
        for (var s = scope; s.Kind == ScopeKind.Function && s.Parent is { Kind: not ScopeKind.Module } parent; s = parent)
        {
            if (parent.Fixed.ContainsKey(name) || parent.Assigned.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }

    private NameBinding Resolve(FunctionScope scope, string name, bool isCall = false)
    {
        if (scope.Fixed.TryGetValue(name, out var fixedSlot))
        {
            return new NameBinding { Name = name, Slot = fixedSlot, IsFixedLocal = true };
        }

        if (scope.Kind == ScopeKind.Module)
        {
            return new NameBinding { Name = name, Module = ModuleSlot(name) };
        }

        var (enclosing, outer) = Captured(scope, name);
        var graph = scope.HasSelf ? GraphOf(scope) : null;
        var declared = enclosing < 0 && !scope.Assigned.ContainsKey(name) && graph is not null && graph.Properties.Contains(name);
        if (declared)
        {
            return new NameBinding { Name = name, InSelf = true, IsDeclaredProperty = true };
        }

        return new NameBinding
        {
            Name = name,
            Slot = scope.Assigned.GetValueOrDefault(name, -1),
            Enclosing = enclosing,
            InSelf = scope.HasSelf,
            Outer = outer,
            Module = ModuleSlot(name),
            IsOwnType = GraphOf(scope)?.Name == name,
            MayBeDynamicReceiver = isCall && _isInBlock,
        };
    }

    private static GraphBody? GraphOf(FunctionScope scope)
    {
        for (var s = scope; s is not null; s = s.Parent)
        {
            if (s.Graph is not null)
            {
                return s.Graph;
            }
        }

        return null;
    }

    /// <summary>Captured indices of a name in steps 2 and 4, adding captures to every function in between.</summary>
    private (int Enclosing, int Outer) Captured(FunctionScope scope, string name)
    {
        var parent = scope.Parent!;
        if (parent.Kind == ScopeKind.Module)
        {
            if (parent.Fixed.TryGetValue(name, out var catchSlot))
            {
                return (-1, scope.Capture(isOuter: true, new CaptureSource(name, catchSlot, -1, -1)));
            }

            return _moduleVariables.Contains(name)
                ? (-1, scope.Capture(isOuter: true, new CaptureSource(name, -1, -1, ModuleSlot(name))))
                : (-1, -1);
        }

        var slot = parent.Fixed.TryGetValue(name, out var fixedSlot) ? fixedSlot : parent.Assigned.GetValueOrDefault(name, -1);
        var (enclosing, outer) = parent.Fixed.ContainsKey(name) ? (-1, -1) : Captured(parent, name);
        if (scope.Node is FunctionDeclaration && parent.LocalFunctions.TryGetValue(name, out var siblings)
            && !siblings.Contains(scope))
        {
            siblings.Add(scope);
        }

        if (scope.StartsFromSnapshot)
        {
            var source = new CaptureSource(name, slot, enclosing >= 0 ? enclosing : outer, -1);
            return slot >= 0 || source.Captured >= 0 ? (-1, scope.Capture(isOuter: true, source)) : (-1, -1);
        }

        return (
            slot >= 0 || enclosing >= 0 ? scope.Capture(isOuter: false, new CaptureSource(name, slot, enclosing, -1)) : -1,
            outer >= 0 ? scope.Capture(isOuter: true, new CaptureSource(name, -1, outer, -1)) : -1);
    }

    private void Bind(SyntaxNode node, NameBinding binding) => _names[node] = binding;

    private void Report(string id, TextSpan span, string message, string? label = null, string? help = null) =>
        _diagnostics.Add(new Diagnostic(id, Severity.Error, message, _source, span, label, help));
}
