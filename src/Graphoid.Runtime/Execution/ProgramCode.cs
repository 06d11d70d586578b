using System.Runtime.CompilerServices;
using Graphoid.Language.Binding;
using Graphoid.Language.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>A program text with its code, compiled once: what functions that travel are looked up in.</summary>
/// <remarks>A function is named by the hash of its text and its place in <see cref="All"/>. The same text compiles to the same
/// order everywhere, so only the text has to travel. Immutable; may be used from any thread.</remarks>
public sealed class ProgramCode
{
    private readonly Dictionary<FunctionCode, int> _places = new(ReferenceEqualityComparer.Instance);
    private readonly ModuleReference[]?[] _references;

    private ProgramCode(BoundProgram bound, bool yieldsLast)
    {
        Bound = bound;
        Main = CodeGenerator.Compile(bound, yieldsLast);
        var all = new List<FunctionCode>();
        Add(Main, all);
        All = all;
        Builtins = [.. bound.ModuleNames.Select(Globals.Standard.Find)];
        _references = new ModuleReference[all.Count][];
    }

    /// <summary>The text.</summary>
    public SourceText Source => Bound.Unit.Source;

    internal BoundProgram Bound { get; }

    /// <summary>The top-level statements.</summary>
    internal FunctionCode Main { get; }

    /// <summary>Every function: the top-level statements first, then depth first what each one holds, functions before the
    /// methods and initialisers of graphs. Encoded functions are numbered by it, so the order must never change.</summary>
    internal IReadOnlyList<FunctionCode> All { get; }

    /// <summary>The built-in of each module slot's name, or <see cref="Value.Undefined"/>.</summary>
    internal IReadOnlyList<Value> Builtins { get; }

    /// <summary>Compiles a program whose names are resolved. O(length of the text).</summary>
    /// <param name="yieldsLast">Whether running the program gives the value of its last statement.</param>
    public static ProgramCode Compile(BoundProgram bound, bool yieldsLast = false)
    {
        ArgumentNullException.ThrowIfNull(bound);
        return new ProgramCode(bound, yieldsLast);
    }

    /// <summary>The place of a function in <see cref="All"/>, or -1 when it belongs to another program.</summary>
    internal int PlaceOf(FunctionCode code) => _places.GetValueOrDefault(code, -1);

    /// <summary>The module variables that a call of this function may look at, by slot.</summary>
    internal ReadOnlySpan<ModuleReference> ReferencesOf(int place) => Volatile.Read(ref _references[place]) ?? FindReferences(All[place]);

    private void Add(FunctionCode code, List<FunctionCode> all)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }

        // An initialiser is both a function of the code around it and part of its graph.
        if (!_places.TryAdd(code, all.Count))
        {
            return;
        }

        all.Add(code);
        foreach (var inner in Inner(code))
        {
            Add(inner, all);
        }
    }

    private static IEnumerable<FunctionCode> Inner(FunctionCode code) =>
        [.. code.Functions, .. code.Graphs.SelectMany(g => g.Methods.Concat(g.Setters).Append(g.Initializer))];

    private ModuleReference[] FindReferences(FunctionCode code)
    {
        var place = _places[code];
        if (Volatile.Read(ref _references[place]) is { } known)
        {
            return known;
        }

        var found = ModuleReference.InstructionsOf(code);
        foreach (var inner in Inner(code).Distinct())
        {
            found.AddRange(ModuleReference.Lift(FindReferences(inner), inner.Scope.Captures));
        }

        // Two threads that come at once find the same.
        var references = found.Distinct().OrderBy(r => r.Slot).ThenBy(r => r.Guard).ThenBy(r => r.SecondGuard).ToArray();
        Volatile.Write(ref _references[place], references);
        return references;
    }
}
