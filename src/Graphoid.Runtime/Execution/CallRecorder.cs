using Graphoid.Language.Binding;
using Graphoid.Language.Syntax;

namespace Graphoid.Runtime.Execution;

/// <summary>Which functions of a program have called which, for <c>reflect.call_graph</c> (library reference, section 19.2).</summary>
/// <remarks>Bounded by the text of the program: one entry per function and per pair of functions. Any thread.</remarks>
internal sealed class CallRecorder
{
    /// <summary>A program that does not mention this is not recorded.</summary>
    public const string Mention = "call_graph";

    private const string TopLevel = "__toplevel__";
    private const string Anonymous = "anonymous";

    private readonly Lock _lock = new();
    private readonly Dictionary<FunctionCode, RecordedFunction> _functions = new(ReferenceEqualityComparer.Instance);
    private readonly List<RecordedFunction> _inOrder = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<RecordedEdge> _edges = [];
    private readonly List<RecordedEdge> _edgesInOrder = [];
    private readonly RecordedFunction _program;

    public CallRecorder() => _program = Add(TopLevel);

    /// <summary>What has been seen so far.</summary>
    public (IReadOnlyList<RecordedFunction> Functions, IReadOnlyList<RecordedEdge> Edges) Snapshot()
    {
        lock (_lock)
        {
            return ([.. _inOrder.Select(f => f with { })], [.. _edgesInOrder]);
        }
    }

    /// <summary>A function was called.</summary>
    /// <param name="caller">Null for the program itself.</param>
    public void Called(in Frame caller, in Frame called, bool hasCaller)
    {
        if (!IsFunction(called))
        {
            return;
        }

        lock (_lock)
        {
            var function = Of(called);
            function.CallCount++;
            Connect(hasCaller ? Of(caller) : _program, function, "calls");
        }
    }

    /// <summary>An error has left a function for its caller.</summary>
    public void Left(in Frame left, in Frame caller)
    {
        if (IsFunction(left))
        {
            lock (_lock)
            {
                Connect(Of(left), Of(caller), "exception");
            }
        }
    }

    private void Connect(RecordedFunction from, RecordedFunction to, string type)
    {
        var edge = new RecordedEdge(from.Id, to.Id, type);
        if (_edges.Add(edge))
        {
            _edgesInOrder.Add(edge);
        }
    }

    private RecordedFunction Of(in Frame frame)
    {
        if (!IsFunction(frame))
        {
            return _program;
        }

        if (!_functions.TryGetValue(frame.Code, out var function))
        {
            function = Add(frame.Code.Scope.Node is FunctionDeclaration ? frame.Code.Name : Anonymous);
            _functions.Add(frame.Code, function);
        }

        return function;
    }

    private RecordedFunction Add(string name)
    {
        var id = $"fn:{name}";
        for (var number = _inOrder.Count; !_ids.Add(id); number++)
        {
            id = $"fn:{number}";
        }

        var function = new RecordedFunction(id, name);
        _inOrder.Add(function);
        return function;
    }

    /// <summary>Files, initialisers of graphs and the library do not count.</summary>
    private static bool IsFunction(in Frame frame) =>
        frame.Code.Scope.Kind is ScopeKind.Function or ScopeKind.Method && !frame.Function.Module.Origin.IsLibrary;
}

/// <summary>A function that was called.</summary>
internal sealed record RecordedFunction(string Id, string Name)
{
    /// <summary>How often.</summary>
    public long CallCount { get; set; }
}

/// <summary>Something that connects two functions.</summary>
internal sealed record RecordedEdge(string From, string To, string Type);
