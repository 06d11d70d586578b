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
    public IReadOnlyList<string> ParameterNames
    {
        get;
        internal set
        {
            field = value;
            ParameterCount = value.Count;
        }
    } = [];

    /// <summary>Number of parameters.</summary>
    internal int ParameterCount { get; private set; }

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

    /// <summary>The slots of parameters and variables; temporary ones stand behind them.</summary>
    internal int NamedSlotCount { get; set; }

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

    /// <summary>Whether each parameter has a default; length = number of parameters.</summary>
    internal bool[] Defaults { get; set; } = [];

    /// <summary>What the arguments have to be like (literals, <c>when</c>), as a text that tells conditions apart; null for
    /// a definition that takes everything.</summary>
    internal string? Condition { get; set; }

    /// <summary>Whether the condition has a <c>when</c>.</summary>
    internal bool HasGuard { get; set; }

    /// <summary>Whether surplus arguments are dropped: a block is a callback, which may declare fewer parameters than it is given
    /// (reference, section 5.2).</summary>
    internal bool DropsSurplus { get; set; }

    /// <summary>Whether nobody takes what a call yields: initialisers and setters run beside the code that caused them.</summary>
    internal bool DropsResult { get; set; }

    /// <summary>Whether it belongs to the template and runs without <c>self</c>.</summary>
    internal bool IsStatic => Scope.IsStatic;

    /// <summary>Whether both take the same number of parameters in the same way.</summary>
    internal bool HasSameShape(FunctionCode other) =>
        HasRest == other.HasRest && ParameterCount == other.ParameterCount;

    /// <summary>Whether this definition has to be tried before that older one of the same name.</summary>
    internal bool ComesBefore(FunctionCode older) => HasSameShape(older)
        ? HasGuard && older.Condition is null
        : HasRest != older.HasRest ? !HasRest
        : HasRest ? ParameterCount > older.ParameterCount
        : ParameterCount < older.ParameterCount;

    /// <summary>Whether a call with this many positional arguments fits.</summary>
    internal bool Accepts(int count) => count >= RequiredParameters && (HasRest || count <= ParameterCount);
}

/// <summary>Names and spreads of a call's arguments; plain positional calls have none.</summary>
/// <param name="Names">One per argument, null where positional.</param>
/// <param name="Spreads">One per argument.</param>
/// <param name="WriteBacks">The slot of the caller that takes the final value of the parameter an argument went to, -1 where
/// none does; null for calls without <c>x!</c>.</param>
internal sealed record CallShape(string?[] Names, bool[] Spreads, int[]? WriteBacks = null)
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
/// <param name="Kinds">Direction and rulesets by name.</param>
internal sealed record GraphDefinition(
    string Name,
    IReadOnlyList<string> Kinds,
    IReadOnlyList<FunctionCode> Methods,
    IReadOnlyList<FunctionCode> Setters,
    FunctionCode Initializer);

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
/// <param name="Type">The type it was looked for in.</param>
/// <param name="Name">The name it was called by.</param>
/// <param name="Changes">How often types had been changed then; anything else makes the finding worthless.</param>
internal sealed record MethodCache(GraphType Type, string Name, int Changes, FunctionValue Method)
{
    /// <summary>Whether everyone may call it on every instance.</summary>
    public bool IsOpen { get; } = !Method.Code.IsPrivate && !Method.Code.IsStatic && Name is not ['_', ..];

    /// <summary>Whether this is what a call on the type would find now.</summary>
    public bool Holds(GraphType type) => ReferenceEquals(Type, type) && Changes == GraphType.Changes;
}

/// <summary>Which built-in was found last at one call site.</summary>
internal sealed record NativeCache(ValueKind Kind, Library.NativeEntry Entry);
