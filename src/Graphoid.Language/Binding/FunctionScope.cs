using Graphoid.Language.Syntax;

namespace Graphoid.Language.Binding;

/// <summary>What kind of code a scope belongs to.</summary>
public enum ScopeKind
{
    /// <summary>The statements of a file.</summary>
    Module,

    /// <summary>A named or anonymous function, lambda or block.</summary>
    Function,

    /// <summary>The property initialisers of a graph, run once with the new graph as <c>self</c>.</summary>
    GraphInitializer,

    /// <summary>A method of a graph: starts every call from its captured snapshot.</summary>
    Method,
}

/// <summary>The frame layout of one function: slots, captures, and how it relates to the scopes around it.</summary>
public sealed class FunctionScope
{
    private readonly List<string> _slotNames = [];
    private readonly List<CaptureSource> _captures = [];
    private readonly Dictionary<(string Name, bool IsOuter), int> _captureIndex = [];

    internal FunctionScope(ScopeKind kind, FunctionScope? parent, SyntaxNode node, string name)
    {
        Kind = kind;
        Parent = parent;
        Node = node;
        Name = name;
    }

    /// <summary>What the scope belongs to.</summary>
    public ScopeKind Kind { get; }

    /// <summary>The scope around it, null for a module.</summary>
    public FunctionScope? Parent { get; }

    /// <summary>The syntax that opened it.</summary>
    public SyntaxNode Node { get; }

    /// <summary>The function's name for traces.</summary>
    public string Name { get; }

    /// <summary>Names of the frame's slots, parameters first.</summary>
    public IReadOnlyList<string> SlotNames => _slotNames;

    /// <summary>What a closure over this scope captures, in order of captured index.</summary>
    public IReadOnlyList<CaptureSource> Captures => _captures;

    /// <summary>Whether code here has a lexical <c>self</c>.</summary>
    public bool HasSelf => !IsStatic
        && (Kind is ScopeKind.Method or ScopeKind.GraphInitializer || (Kind == ScopeKind.Function && Parent!.HasSelf));

    /// <summary>Whether this is a method that belongs to the template and runs without <c>self</c>.</summary>
    public bool IsStatic { get; internal init; }

    /// <summary>Whether writes to captured names last only for the call.</summary>
    public bool StartsFromSnapshot => Kind is ScopeKind.Method or ScopeKind.GraphInitializer;

    /// <summary>The graph declaration whose method this is or stands in, or null.</summary>
    internal GraphBody? Graph { get; init; }

    /// <summary>Names that are local whatever else they could mean: parameters, loop, catch and pattern variables.</summary>
    internal Dictionary<string, int> Fixed { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that are assigned somewhere in this function.</summary>
    internal Dictionary<string, int> Assigned { get; } = new(StringComparer.Ordinal);

    /// <summary>Local functions and graph types by name, with the scopes that capture siblings.</summary>
    public Dictionary<string, List<FunctionScope>> LocalFunctions { get; } = new(StringComparer.Ordinal);

    internal int AddSlot(string name)
    {
        _slotNames.Add(name);
        return _slotNames.Count - 1;
    }

    internal int Capture(bool isOuter, CaptureSource source)
    {
        if (!_captureIndex.TryGetValue((source.Name, isOuter), out var index))
        {
            index = _captures.Count;
            _captures.Add(source);
            _captureIndex.Add((source.Name, isOuter), index);
        }

        return index;
    }

    /// <summary>The slot that a parameter, local function, loop or pattern variable of that name has, or -1.</summary>
    public int SlotOf(string name) => Fixed.GetValueOrDefault(name, -1);

    /// <summary>The captured index of a name, or -1.</summary>
    public int CapturedIndexOf(string name) =>
        _captureIndex.TryGetValue((name, false), out var inner) ? inner
        : _captureIndex.TryGetValue((name, true), out var outer) ? outer
        : -1;
}

/// <summary>What the binder knows of a graph declaration while it binds the methods.</summary>
internal sealed record GraphBody(string? Name, IReadOnlySet<string> Properties)
{
    /// <summary>A graph that is known only when the program runs.</summary>
    public static GraphBody Unknown { get; } = new(null, new HashSet<string>(StringComparer.Ordinal));
}
