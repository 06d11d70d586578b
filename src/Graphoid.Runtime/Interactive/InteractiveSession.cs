using Graphoid.Language.Binding;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Interactive;

/// <summary>A program that grows while it runs: texts are evaluated one after another at one module level.</summary>
/// <remarks>
/// <para>Knows no terminal: <c>graphoid repl</c> is one user of it, a test another. Each text is compiled with the names of those
/// before it and shares their variables, so functions, graph types and imports of earlier texts are found as they are now, and
/// closures own copies of the variables that existed when they were made (reference, 5.3 and 5.4). What a text did before it
/// failed or was cancelled stays done.</para>
/// <para>The last result is the variable <c>_</c>, and result number n is <c>_n</c>; the newest <see cref="ResultsKept"/> are
/// kept. One text is evaluated at a time.</para>
/// </remarks>
public sealed class InteractiveSession
{
    /// <summary>Results that can still be named; older ones are let go, so that a long session does not fill the memory.</summary>
    public const int ResultsKept = 100;

    private const string LastResult = "_";

    private readonly SessionHost _host;
    private readonly ProgramInstance _program;
    private readonly List<string> _texts = [];
    private IReadOnlyCollection<string> _variables = [];
    private int _inputs;

    /// <summary>A session that has evaluated nothing yet.</summary>
    /// <param name="host">Where output goes, and the runtime behind <c>distributed</c>.</param>
    public InteractiveSession(IProgramHost host)
    {
        var nothing = GraphoidProgram.Load(new SourceText("session", string.Empty)).Code;
        _host = new SessionHost(host);
        _program = new ProgramInstance(_host, nothing);
        Level = new ModuleInstance(nothing, ModuleOrigin.Program);
    }

    /// <summary>Number of the newest result; 0 when there is none.</summary>
    public int ResultCount { get; private set; }

    /// <summary>The texts that ran to their end, in order: as one program they do what the session did.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The runtime behind <c>distributed</c>.</summary>
    internal IGraphRuntime Graphs => _host.Graphs;

    /// <summary>For questions about graphs outside of any evaluation.</summary>
    internal ProgramInstance Program => _program;

    internal ModuleInstance Level { get; }

    /// <summary>Evaluates a text.</summary>
    /// <param name="text">Statements; <see cref="InputCompleteness"/> tells whether they are finished.</param>
    /// <param name="name">What messages call it; null: <c>input n</c>.</param>
    /// <param name="cancellation">Ends the evaluation and leaves the session as it is then.</param>
    /// <exception cref="GraphoidException">The text raised an error and did not catch it.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public async Task<Evaluation> EvaluateAsync(string text, string? name, CancellationToken cancellation)
    {
        var source = new SourceText(name ?? $"input {++_inputs}", text);
        var parsed = Parser.Parse(source);
        if (HasErrors(parsed.Diagnostics))
        {
            return new Evaluation(parsed.Diagnostics, Value.None, 0);
        }

        BoundProgram? bound = null;
        _host.Begin(cancellation);
        ModuleInstance? chunk = null;
        IReadOnlyList<Diagnostic> diagnostics = [];
        try
        {
            chunk = Level.Join($"{source.Hash} {_inputs} {_texts.Count}", ModuleOrigin.Program, Compile);
        }
        catch (BrokenInputException broken)
        {
            return new Evaluation(broken.Diagnostics, Value.None, 0);
        }

        _variables = [.. bound!.ModuleVariables, LastResult];
        var main = new FunctionValue(chunk.Program.Main, chunk, [], null, null);
        var value = await new Machine(_program).RunAsync(main, null, []).ConfigureAwait(false);
        _texts.Add(text);
        var isResult = parsed.Unit.Statements is [.., ExpressionStatement or SuffixStatement { Body: ExpressionStatement }] && !value.IsNone;
        return new Evaluation(diagnostics, value, isResult ? Keep(value) : 0);

        ProgramCode Compile(IReadOnlyList<string> level)
        {
            bound = Binder.Bind(parsed.Unit, level, _variables);
            return HasErrors(bound.Diagnostics)
                ? throw new BrokenInputException(bound.Diagnostics)
                : ProgramCode.Compile(bound, yieldsLast: true);
        }
    }

    /// <summary>The value of a name, or <see cref="Value.Undefined"/>.</summary>
    internal Value Find(string name) =>
        Level.SlotOf(name) is var slot and >= 0 && !Level.Slots[slot].IsUndefined ? Level.Slots[slot] : Globals.Standard.Find(name);

    private static bool HasErrors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Any(d => d.Severity == Severity.Error);

    private int Keep(Value value)
    {
        ResultCount++;
        Level.BindNames([LastResult], value.Share());
        Level.BindNames([$"_{ResultCount}"], value.Share());
        if (ResultCount > ResultsKept)
        {
            Level.BindNames([$"_{ResultCount - ResultsKept}"], Value.Undefined);
        }

        return ResultCount;
    }

    /// <summary>Ends the joining of a text that cannot be bound.</summary>
    private sealed class BrokenInputException(IReadOnlyList<Diagnostic> diagnostics) : Exception
    {
        public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
    }

    /// <summary>The host of the session, with the cancellation of the text that is being evaluated.</summary>
    private sealed class SessionHost(IProgramHost host) : IProgramHost
    {
        private CancellationToken _cancellation = host.Cancellation;

        public IGraphRuntime Graphs => host.Graphs;

        public ISourceFiles? Sources => host.Sources;

        public IReadOnlyList<string> Arguments => host.Arguments;

        public CancellationToken Cancellation => _cancellation;

        public void Begin(CancellationToken cancellation) => _cancellation = cancellation;

        public void Print(string line) => host.Print(line);

        public void Log(string line) => host.Log(line);

        public void Flush() => host.Flush();
    }
}

/// <summary>What came of a text.</summary>
/// <param name="Diagnostics">What is wrong with it; with an error among them nothing ran.</param>
/// <param name="Value">The value of its last statement.</param>
/// <param name="ResultNumber">The number under which the value is kept; 0 when there is nothing to show.</param>
public sealed record Evaluation(IReadOnlyList<Diagnostic> Diagnostics, Value Value, int ResultNumber)
{
    /// <summary>Whether the text could be run.</summary>
    public bool HasRun => !Diagnostics.Any(d => d.Severity == Severity.Error);
}
