using Graphoid.Runtime.Graphs;

namespace Graphoid.Runtime.Host;

/// <summary>A program that is running: its host and the graph types it has declared so far.</summary>
public sealed class ProgramInstance
{
    private readonly Lock _lock = new();
    private readonly List<GraphType> _behaviors = [];
    private bool _hasWarned;

    internal ProgramInstance(IProgramHost host) => Host = host;

    /// <summary>What the program needs from outside.</summary>
    public IProgramHost Host { get; }

    /// <summary>Notes a declared type; a later one of the same name takes its place.</summary>
    internal void Declare(GraphType type)
    {
        lock (_lock)
        {
            _behaviors.RemoveAll(t => t.Name == type.Name);
            if (type.HandlesMessages)
            {
                _behaviors.Add(type);
            }
        }
    }

    /// <summary>The one type with a handler that the program declares, or null; the first use is said on the log (reference, 8.3).</summary>
    internal GraphType? FallbackBehavior()
    {
        lock (_lock)
        {
            if (_behaviors.Count != 1)
            {
                return null;
            }

            if (!_hasWarned)
            {
                _hasWarned = true;
                Host.Log($"Warning: no behavior is configured; nodes run `{_behaviors[0].Name}`, the only graph type with `on_message`");
            }

            return _behaviors[0];
        }
    }
}
