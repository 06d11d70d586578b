using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;

namespace Graphoid.Runtime.Host;

/// <summary>A program that is running: its host and the graph types it has declared so far.</summary>
public sealed class ProgramInstance
{
    private readonly Lock _lock = new();
    private readonly List<GraphType> _behaviors = [];
    private readonly List<GraphType> _graphTypes = [];
    private bool _hasWarned;

    /// <summary>A program that has declared nothing yet.</summary>
    /// <param name="code">Null where only parts of programs run.</param>
    public ProgramInstance(IProgramHost host, ProgramCode? code = null)
    {
        Host = host;
        Code = code;
        Flows = new ProgramFlows(host);
        RecordCallsOf(code?.Source.Text ?? string.Empty);
    }

    /// <summary>What runs in it at the same time.</summary>
    public ProgramFlows Flows { get; }

    /// <summary>The program's code; null where only parts of programs run.</summary>
    public ProgramCode? Code { get; }

    /// <summary>What the program needs from outside.</summary>
    public IProgramHost Host { get; }

    /// <summary>The files that the program has open.</summary>
    internal OpenFiles Files { get; } = new();

    /// <summary>What <c>random.seed</c> steers.</summary>
    internal SeededRandom Random { get; } = new();

    /// <summary>The modules it has imported.</summary>
    internal ModuleRegistry Modules { get; } = new();

    /// <summary>Who has called whom, or null when no text of the program asks for it.</summary>
    internal CallRecorder? Calls { get; private set; }

    /// <summary>Graph types that the started file has declared, in order.</summary>
    internal IReadOnlyList<GraphType> GraphTypes
    {
        get
        {
            lock (_lock)
            {
                return [.. _graphTypes];
            }
        }
    }

    /// <summary>Who is told of tests, or null when the program is not run for its tests.</summary>
    internal ISpecListener? Tests { get; init; }

    /// <summary>When it was started, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    internal long StartedAt { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>Begins to record calls if this text of the program mentions them.</summary>
    internal void RecordCallsOf(string text)
    {
        if (Calls is null && text.Contains(CallRecorder.Mention, StringComparison.Ordinal))
        {
            Calls = new CallRecorder();
        }
    }

    /// <summary>The started file has declared a graph type; a later one of the same name takes its place.</summary>
    internal void NoteGraphType(GraphType type)
    {
        lock (_lock)
        {
            var known = _graphTypes.FindIndex(t => t.Name == type.Name);
            if (known >= 0)
            {
                _graphTypes[known] = type;
            }
            else
            {
                _graphTypes.Add(type);
            }
        }
    }

    /// <summary>Notes a declared type; a later one of the same name takes its place.</summary>
    internal void Declare(GraphType type)
    {
        lock (_lock)
        {
            _behaviors.RemoveAll(t => t.Name == type.Name);
            if (type.HandlesMessages && !type.IsSupervisor)
            {
                _behaviors.Add(type);
            }
        }
    }

    /// <summary>The one type with a handler that the program declares, or null (reference, 8.3).</summary>
    internal GraphType? OnlyBehavior
    {
        get
        {
            lock (_lock)
            {
                return _behaviors.Count == 1 ? _behaviors[0] : null;
            }
        }
    }

    /// <summary>Says on the log, once, that nodes run the program's only behaviour for want of another.</summary>
    internal void WarnOfFallback(string behavior)
    {
        lock (_lock)
        {
            if (!_hasWarned)
            {
                _hasWarned = true;
                Host.Log($"Warning: no behavior is configured; nodes run `{behavior}`, the only graph type with `on_message`");
            }
        }
    }
}
