using Graphoid.Language.Binding;
using Graphoid.Language.Text;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Executable code of one function, method, block or file; immutable apart from its inline caches and its machine code.</summary>
public sealed class FunctionCode
{
    internal FunctionCode(FunctionScope scope, SourceText source)
    {
        Scope = scope;
        Source = source;
        Compiled = new Compilation.CompiledCode(this);
    }

    /// <summary>Name for traces.</summary>
    public string Name => Scope.Name;

    /// <summary>The frame layout and the syntax this was compiled from.</summary>
    public FunctionScope Scope { get; }

    /// <summary>The text that spans point into.</summary>
    public SourceText Source { get; }

    /// <summary>Names of the parameters in order.</summary>
    public IReadOnlyList<string> ParameterNames { get; internal set; } = [];

    /// <summary>Whether it was written without a name.</summary>
    public bool IsLambda { get; internal set; }

    /// <summary>The machine code, once there is some.</summary>
    internal Compilation.CompiledCode Compiled { get; }

    /// <summary>Whether it was written behind <c>priv</c>.</summary>
    internal bool IsPrivate { get; set; }

    internal bool IsMethod => Scope.Kind == ScopeKind.Method;

    internal int RequiredParameters { get; set; }

    internal bool HasRest { get; set; }

    internal int SlotCount { get; set; }

    internal Instruction[] Instructions { get; set; } = [];

    internal TextSpan[] Spans { get; set; } = [];

    internal Value[] Constants { get; set; } = [];

    internal string[] Names { get; set; } = [];

    internal FunctionCode[] Functions { get; set; } = [];

    internal GraphDefinition[] Graphs { get; set; } = [];

    internal CallShape[] Shapes { get; set; } = [];

    internal PathDescriptor[] Paths { get; set; } = [];

    internal ErrorHandler[] Handlers { get; set; } = [];

    /// <summary>Where statements begin and end, inner ones first; only in files with directives.</summary>
    internal StatementRange[] Statements { get; set; } = [];

    internal object?[] Caches { get; set; } = [];

    /// <summary>Whether a call may change captured values, which live on between calls of the same function value.</summary>
    internal bool WritesCaptured { get; set; }

    /// <summary>Whether a call with this many positional arguments fits.</summary>
    internal bool Accepts(int count) => count >= RequiredParameters && (HasRest || count <= ParameterNames.Count);
}

/// <summary>Names and spreads of a call's arguments; plain positional calls have none.</summary>
/// <param name="Names">One per argument, null where positional.</param>
/// <param name="Spreads">One per argument.</param>
internal sealed record CallShape(string?[] Names, bool[] Spreads)
{
    public bool HasNames { get; } = Array.Exists(Names, n => n is not null);

    public bool HasSpreads { get; } = Array.Exists(Spreads, s => s);

    /// <summary>How the arguments went to the built-in that was called here last.</summary>
    public ArgumentPlan? Plan { get; set; }
}

/// <summary>Steps from a root value to the place that is written; index values lie on the stack behind the root.</summary>
/// <param name="Members">One per step: the member's name, or null for an index.</param>
internal sealed record PathDescriptor(string?[] Members)
{
    public int IndexCount { get; } = Members.Count(m => m is null);
}

/// <summary>Where an error raised between two instructions goes.</summary>
/// <param name="Slot">The slot that receives the error.</param>
/// <param name="StackDepth">Operands to keep above the slots.</param>
internal sealed record ErrorHandler(int Start, int End, int Target, int Slot, int StackDepth)
{
    public bool Covers(int ip) => ip >= Start && ip < End;
}

/// <summary>What is left out when an error is collected instead of raised.</summary>
/// <param name="YieldsNone">Whether what follows expects a value on the stack.</param>
/// <param name="StackDepth">Operands to keep above the slots.</param>
internal sealed record StatementRange(int Start, int End, int StackDepth, bool YieldsNone)
{
    public bool Covers(int ip) => ip >= Start && ip < End;
}

/// <summary>What a graph declaration compiles to.</summary>
internal sealed record GraphDefinition(string Name, string? GraphKind, IReadOnlyList<FunctionCode> Methods, FunctionCode Initializer)
{
    /// <summary>The ruleset named beside the kind, or null.</summary>
    public string? Ruleset { get; init; }
}

/// <summary>Where a property was found last at one call site.</summary>
internal sealed record PropertyCache(PropertyLayout Layout, int Index)
{
    private const int LengthMax = 4;

    private PropertyCache? _next;
    private int _length;

    /// <summary>The index at a call site for a layout seen there before, or -1; call sites of inherited methods see several.</summary>
    public static int Find(object? cache, PropertyLayout layout)
    {
        for (var known = cache as PropertyCache; known is not null; known = known._next)
        {
            if (ReferenceEquals(known.Layout, layout))
            {
                return known.Index;
            }
        }

        return -1;
    }

    /// <summary>The cache with one more layout; the oldest ones are forgotten together.</summary>
    public static PropertyCache Add(object? cache, PropertyLayout layout, int index) =>
        cache is PropertyCache { _length: < LengthMax } known
            ? new PropertyCache(layout, index) { _next = known, _length = known._length + 1 }
            : new PropertyCache(layout, index) { _length = 1 };
}

/// <summary>Which method was found last at one call site.</summary>
internal sealed record MethodCache(GraphType Type, FunctionValue Method);

/// <summary>Which built-in was found last at one call site.</summary>
internal sealed record NativeCache(ValueKind Kind, Library.NativeEntry Entry);
