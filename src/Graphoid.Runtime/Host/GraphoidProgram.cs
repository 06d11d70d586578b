using Graphoid.Language.Binding;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>A program text, parsed and bound; may be run any number of times.</summary>
public sealed class GraphoidProgram
{
    private readonly BoundProgram? _bound;
    private FunctionCode? _code;

    private GraphoidProgram(IReadOnlyList<Diagnostic> diagnostics, BoundProgram? bound)
    {
        Diagnostics = diagnostics;
        _bound = bound;
    }

    /// <summary>What is wrong with the text.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether the program can be run: there is no error among the diagnostics.</summary>
    public bool IsRunnable => _bound is not null && !Diagnostics.Any(d => d.Severity == Severity.Error);

    /// <summary>Parses and binds a text. Never throws for a broken one.</summary>
    public static GraphoidProgram Load(SourceText source)
    {
        var parsed = Parser.Parse(source);
        if (parsed.Diagnostics.Any(d => d.Severity == Severity.Error))
        {
            return new GraphoidProgram(parsed.Diagnostics, null);
        }

        var bound = Binder.Bind(parsed.Unit);
        return new GraphoidProgram([.. parsed.Diagnostics, .. bound.Diagnostics], bound);
    }

    /// <summary>Runs the program to its end.</summary>
    /// <exception cref="GraphoidException">The program raised an error and did not catch it.</exception>
    /// <exception cref="OperationCanceledException">The host cancelled the run.</exception>
    /// <exception cref="InvalidOperationException">The program is not runnable.</exception>
    public async Task RunAsync(IProgramHost host)
    {
        if (!IsRunnable)
        {
            throw new InvalidOperationException("The program has errors.");
        }

        _code ??= CodeGenerator.Compile(_bound!);
        var module = new ModuleInstance(_bound!, _code, new Globals());
        var main = new FunctionValue(_code, module, [], null, null);
        await new Machine(new ProgramInstance(host)).RunAsync(main, null, []).ConfigureAwait(false);
    }
}
