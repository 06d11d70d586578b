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
    private ProgramCode? _code;

    private GraphoidProgram(IReadOnlyList<Diagnostic> diagnostics, BoundProgram? bound)
    {
        Diagnostics = diagnostics;
        _bound = bound;
    }

    /// <summary>What is wrong with the text.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether the program can be run: there is no error among the diagnostics.</summary>
    public bool IsRunnable => _bound is not null && !Diagnostics.Any(d => d.Severity == Severity.Error);

    /// <summary>The code, compiled at the first use: O(length of the text), later calls cost nothing.</summary>
    /// <exception cref="InvalidOperationException">The program is not runnable.</exception>
    public ProgramCode Code
    {
        get
        {
            if (!IsRunnable)
            {
                throw new InvalidOperationException("The program has errors.");
            }

            // Of several threads that come at once, all take the code of one: functions are known by their code.
            return _code ?? Interlocked.CompareExchange(ref _code, ProgramCode.Compile(_bound!), null) ?? _code;
        }
    }

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
    /// <returns>The exit code: 0, or what the program gave to <c>exit</c>.</returns>
    public Task<int> RunAsync(IProgramHost host) => RunAsync(host, null, null);

    /// <summary>The same for a program of tests.</summary>
    /// <param name="tests">Told of tests, or null.</param>
    /// <param name="prepare">Runs before the first statement, or null.</param>
    internal async Task<int> RunAsync(IProgramHost host, ISpecListener? tests, Func<Machine, ModuleInstance, Task>? prepare)
    {
        var code = Code;
        var serial = new SerialHost(host);
        var program = new ProgramInstance(serial, code) { Tests = tests };
        var module = new ModuleInstance(code, ModuleOrigin.Program);
        program.Flows.Begin();
        var machine = new Machine(program) { IsMain = true, FlowCancellation = program.Flows.Exiting };
        try
        {
            if (host.TimeMax is { } time)
            {
                program.Flows.LimitTime(time);
            }

            if (prepare is not null)
            {
                await prepare(machine, module).ConfigureAwait(false);
            }

            await machine.RunAsync(new FunctionValue(code.Main, module, [], null, null), null, []).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (program.Flows.ExitCode is not null && !host.Cancellation.IsCancellationRequested)
        {
            return program.Flows.ExitCode.Value;
        }
        catch (OperationCanceledException) when (program.Flows.IsTimeUp && !host.Cancellation.IsCancellationRequested)
        {
            throw machine.TimeUp(host.TimeMax!.Value);
        }
        finally
        {
            serial.End();
            await program.Flows.EndAllAsync().ConfigureAwait(false);
            program.Files.CloseAll();
        }
    }
}
