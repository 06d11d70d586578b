using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

/// <summary>A program whose names are resolved: the syntax tree with a meaning beside it.</summary>
/// <remarks>Immutable once bound. Both the evaluator's code generator and the kernel compiler read the tree through this
/// model and never look a name up by text.</remarks>
public sealed class BoundProgram
{
    private readonly Dictionary<SyntaxNode, FunctionScope> _scopes;
    private readonly Dictionary<SyntaxNode, NameBinding> _names;
    private readonly Dictionary<string, int> _moduleSlots;
    private readonly IReadOnlyList<int> _slotsOfText;
    private readonly Dictionary<int, int> _placesInText;
    private ModuleNames? _moduleNames;

    internal BoundProgram(
        CompilationUnit unit,
        FunctionScope module,
        IReadOnlyList<string> moduleNames,
        IReadOnlyList<int> slotsOfText,
        Dictionary<SyntaxNode, FunctionScope> scopes,
        Dictionary<SyntaxNode, NameBinding> names,
        IReadOnlyList<Diagnostic> diagnostics)
    {
        Unit = unit;
        Module = module;
        ModuleNames = moduleNames;
        _moduleSlots = moduleNames.Select((name, slot) => (name, slot)).ToDictionary(m => m.name, m => m.slot, StringComparer.Ordinal);
        _slotsOfText = slotsOfText;
        _placesInText = slotsOfText.Select((slot, place) => (slot, place)).ToDictionary(s => s.slot, s => s.place);
        _scopes = scopes;
        _names = names;
        Diagnostics = diagnostics;
    }

    /// <summary>The syntax.</summary>
    public CompilationUnit Unit { get; }

    /// <summary>The scope of the top-level statements.</summary>
    public FunctionScope Module { get; }

    /// <summary>Names of the module-level slots: variables, declarations, and every free name the text mentions.</summary>
    public IReadOnlyList<string> ModuleNames { get; }

    /// <summary>Names of the module level that functions capture: variables, and no functions or graph types.</summary>
    public IReadOnlyCollection<string> ModuleVariables { get; internal init; } = [];

    /// <summary>The module-level slot of a name, or -1 when the text does not mention it.</summary>
    public int ModuleSlotOf(string name) => _moduleSlots.GetValueOrDefault(name, -1);

    /// <summary>What the text says about itself as a module.</summary>
    public ModuleNames Names => _moduleNames ??= Binding.ModuleNames.Of(Unit);

    /// <summary>How many module-level names the text itself mentions.</summary>
    public int NamesInText => _slotsOfText.Count;

    /// <summary>The place of a slot among the names that the text mentions, the same wherever the text is bound.</summary>
    public int PlaceInText(int slot) => _placesInText[slot];

    /// <summary>The slot behind <see cref="PlaceInText"/>.</summary>
    public int SlotAt(int placeInText) => _slotsOfText[placeInText];

    /// <summary>Whether the text has a <c>configure</c> or <c>precision</c> outside of graph bodies.</summary>
    public bool HasDirectives { get; internal init; }

    /// <summary>What the binder found wrong.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The frame layout of a function, lambda, block, method or graph body.</summary>
    public FunctionScope ScopeOf(SyntaxNode node) => _scopes[node];

    /// <summary>The meaning of a name at the place where it stands.</summary>
    public NameBinding BindingOf(SyntaxNode node) => _names[node];
}
