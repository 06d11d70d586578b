using Graphoid.Cli.Commands;
using Graphoid.Cli.Rendering;
using Graphoid.Language.Parsing;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Interactive;

namespace Graphoid.Cli.Repl;

/// <summary>Reads inputs, runs them, shows results: with a line editor on a terminal, line by line elsewhere.</summary>
internal sealed class ReplLoop
{
    private readonly ProgramOutput _output;
    private readonly InteractiveSession _session;
    private readonly Evaluator _evaluator;
    private readonly ReplCommands _commands;

    public ReplLoop(ProgramOutput output, IGraphRuntime graphs, IReadOnlyList<string> arguments, bool isInteractive)
    {
        _output = output;
        _session = new InteractiveSession(new ReplHost(output, graphs, arguments));
        _evaluator = new Evaluator(_session, output, isInteractive);
        _commands = new ReplCommands(_session, _evaluator, output.Write);
    }

    /// <summary>Runs one text.</summary>
    /// <param name="showResult">Whether the value of its last statement is shown.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunOnceAsync(string text, string name, bool showResult)
    {
        if (await _evaluator.RunAsync(text, name) is not { } done)
        {
            return _evaluator.WasCancelled ? ExitCodes.Cancelled : ExitCodes.Failure;
        }

        if (showResult)
        {
            _evaluator.Show(done);
        }

        return ExitCodes.Success;
    }

    /// <summary>Talks to a person at a terminal until Ctrl+D or <c>:quit</c>.</summary>
    public async Task<int> RunInteractiveAsync(bool hasColours)
    {
        _output.Write($"Graphoid {VersionCommand.Version()}. `:help` says what there is to know, Ctrl+D ends.\n");
        var history = new InputHistory(InputHistory.UsualPath(), StandardError.Write);
        var screen = new EditorScreen(_output.Write, () => Console.WindowWidth, hasColours);
        var editor = new LineEditor(new ConsoleKeys(), screen, history, CompleteAsync);
        while (true)
        {
            Console.TreatControlCAsInput = true;
            var (end, text) = await editor.ReadAsync();
            Console.TreatControlCAsInput = false;
            if (end == InputEnd.Closed || (end == InputEnd.Entered && !await HandleAsync(text)))
            {
                return ExitCodes.Success;
            }
        }
    }

    /// <summary>Reads lines without editing, as from a terminal that cannot move its cursor, and shows results without colour.</summary>
    public async Task<int> RunPlainAsync()
    {
        var text = string.Empty;
        while (await Console.In.ReadLineAsync() is { } line)
        {
            text += line;
            if (!ReplCommands.IsCommand(text) && InputCompleteness.Of(text) == Completeness.Incomplete)
            {
                text += "\n";
                continue;
            }

            if (!await HandleAsync(text))
            {
                return ExitCodes.Success;
            }

            text = string.Empty;
        }

        return text.Length == 0 || await HandleAsync(text) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private async Task<bool> HandleAsync(string text)
    {
        try
        {
            if (ReplCommands.IsCommand(text))
            {
                return await _commands.RunAsync(text);
            }

            if (InputCompleteness.Of(text) != Completeness.Empty && await _evaluator.RunAsync(text, null) is { } done)
            {
                _evaluator.Show(done);
                if (ReplCommands.Suggest(text) is { } suggestion)
                {
                    _output.Write($"this is a symbol; {suggestion}\n");
                }
            }
        }
        catch (ToolException mistake)
        {
            _evaluator.Complain(ErrorReport.Of(mistake.Error));
        }

        return true;
    }

    private Task<Completions> CompleteAsync(string text, int at)
    {
        if (!text[..at].StartsWith(':') || text[..at].Skip(1).Any(c => !char.IsLetter(c)))
        {
            var isCode = text.StartsWith(":type ", StringComparison.Ordinal) || text.StartsWith(":time ", StringComparison.Ordinal)
                || text.StartsWith(":doc ", StringComparison.Ordinal) || !ReplCommands.IsCommand(text);
            return isCode ? SessionCompletion.AtAsync(_session, text, at) : Task.FromResult(new Completions(at, []));
        }

        var prefix = text[1..at];
        return Task.FromResult(new Completions(1, [.. ReplCommands.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name != prefix)]));
    }

    /// <summary>The keyboard.</summary>
    private sealed class ConsoleKeys : IKeySource
    {
        public bool HasNext => Console.KeyAvailable;

        public ConsoleKeyInfo Next() => Console.ReadKey(intercept: true);
    }

    /// <summary>What the session needs from this process.</summary>
    private sealed class ReplHost(ProgramOutput output, IGraphRuntime graphs, IReadOnlyList<string> arguments) : IProgramHost
    {
        public IGraphRuntime Graphs => graphs;

        public ISourceFiles? Sources { get; } = new DiskSources();

        public IReadOnlyList<string> Arguments => arguments;

        public CancellationToken Cancellation => CancellationToken.None;

        public void Print(string line) => output.WriteLine(line);

        public void Log(string line)
        {
            output.Flush();
            StandardError.Write(line + "\n");
        }

        public void Flush() => output.Flush();
    }
}
