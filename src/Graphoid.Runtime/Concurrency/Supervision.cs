using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Concurrency;

/// <summary>When a supervisor restarts a child.</summary>
internal enum RestartPolicy
{
    /// <summary>Always: after an error, and when it was closed.</summary>
    Permanent,

    /// <summary>Only after an error.</summary>
    Transient,

    /// <summary>Never.</summary>
    Temporary,
}

/// <summary>What a supervisor does for its children (reference, section 7.6).</summary>
/// <remarks>Threads: children call from their own flows. Its lock is taken before those of actors, never the other way round.</remarks>
internal sealed class Supervision
{
    /// <summary>The window in which restarts are counted.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private static readonly string[] Strategies = ["one_for_one", "one_for_all", "rest_for_one"];

    private readonly ActorValue _owner;
    private readonly TimeProvider _clock;
    private readonly string _strategy;
    private readonly double _restartsMax;
    private readonly Lock _lock = new();
    private readonly List<(ActorValue Actor, RestartPolicy Policy)> _children = [];
    private readonly Queue<long> _restarts = new();

    /// <summary>The supervision of an actor, with the properties it was spawned with.</summary>
    /// <exception cref="GraphoidException">The properties have no meaning.</exception>
    public Supervision(ActorValue owner, TimeProvider clock)
    {
        _owner = owner;
        _clock = clock;
        var properties = owner.Instance;
        properties.TryGetProperty("strategy", out var strategy);
        _strategy = strategy.Reference is Symbol symbol && Strategies.Contains(symbol.Name)
            ? symbol.Name
            : throw GraphArguments.UnknownOption("strategy", strategy, Strategies);
        properties.TryGetProperty("max_restarts", out var most);
        _restartsMax = most.IsNumber && most.Number >= 0
            ? Math.Truncate(most.Number)
            : throw GraphoidException.WrongType("`max_restarts`", "a num from 0 on", most);
    }

    /// <summary>Takes an actor as the youngest child.</summary>
    public void Add(ActorValue child, RestartPolicy policy)
    {
        lock (_lock)
        {
            for (var above = _owner; above is not null; above = above.Supervisor?._owner)
            {
                if (ReferenceEquals(above, child))
                {
                    throw GraphoidException.Library(
                        ErrorKind.Runtime, $"`supervise`: {child.Display} is {_owner.Display} itself or supervises it", RuntimeErrorIds.BadArgument);
                }
            }

            if (child.Supervisor is not null || child.Node is not null || child.IsClosed)
            {
                var why = child.Node is not null ? "lives in a node of a graph" : child.IsClosed ? "is closed" : "has a supervisor";
                throw GraphoidException.Library(ErrorKind.Runtime, $"`supervise`: {child.Display} {why}", RuntimeErrorIds.BadArgument);
            }

            _children.Add((child, policy));
            child.Supervisor = this;
        }
    }

    /// <summary>An actor that is no child any more.</summary>
    public void Forget(ActorValue child)
    {
        lock (_lock)
        {
            _children.RemoveAll(c => ReferenceEquals(c.Actor, child));
            child.Supervisor = null;
        }
    }

    /// <summary>A child has failed, or ended because it was closed.</summary>
    /// <returns>Whether it was restarted.</returns>
    public bool TakesOver(ActorValue child, GraphoidException? failure)
    {
        GraphoidException givesUp;
        lock (_lock)
        {
            var at = _children.FindIndex(c => ReferenceEquals(c.Actor, child));
            if (at < 0 || _owner.IsClosed)
            {
                return false;
            }

            var policy = _children[at].Policy;
            if (policy == RestartPolicy.Temporary || (policy == RestartPolicy.Transient && failure is null))
            {
                _children.RemoveAt(at);
                return false;
            }

            if (MayRestart())
            {
                foreach (var affected in AffectedBy(at))
                {
                    affected.Restart();
                }

                return true;
            }

            givesUp = new GraphoidException(
                ErrorKind.Runtime,
                $"{_owner.Display} gives up: {child.Display} ended more than {NumberText.Format(_restartsMax)} times within {Window.TotalSeconds} s");
        }

        child.End(failure ?? givesUp);
        _owner.Fail(givesUp);

        // Its own supervisor may have begun everything anew.
        return !child.IsClosed;
    }

    /// <summary>The supervisor begins anew, and its children with it.</summary>
    public void RestartChildren()
    {
        lock (_lock)
        {
            _restarts.Clear();
            foreach (var (child, _) in _children)
            {
                child.Restart();
            }
        }
    }

    /// <summary>The supervisor was closed: so are its children.</summary>
    public void CloseChildren()
    {
        foreach (var child in Children())
        {
            child.Close();
        }
    }

    /// <summary>The supervisor has ended: so do its children.</summary>
    public void EndChildren(GraphoidException failure)
    {
        foreach (var child in Children().Where(child => !child.IsClosed))
        {
            child.End(failure);
        }
    }

    private ActorValue[] Children()
    {
        lock (_lock)
        {
            return [.. _children.Select(c => c.Actor)];
        }
    }

    private bool MayRestart()
    {
        while (_restarts.TryPeek(out var oldest) && _clock.GetElapsedTime(oldest) > Window)
        {
            _restarts.Dequeue();
        }

        if (_restarts.Count >= _restartsMax)
        {
            return false;
        }

        _restarts.Enqueue(_clock.GetTimestamp());
        return true;
    }

    /// <summary>Whom the strategy restarts; a temporary child never is, whoever fails.</summary>
    private IEnumerable<ActorValue> AffectedBy(int failed)
    {
        for (var i = 0; i < _children.Count; i++)
        {
            var isMeant = i == failed || _strategy switch
            {
                "one_for_all" => true,
                "rest_for_one" => i > failed,
                _ => false,
            };
            if (isMeant && (i == failed || _children[i].Policy != RestartPolicy.Temporary))
            {
                yield return _children[i].Actor;
            }
        }
    }
}

/// <summary>The graph type that supervisors come from.</summary>
internal static class SupervisorType
{
    /// <summary>The name programs use.</summary>
    public const string Name = "supervisor";

    /// <summary>A template with the usual settings, for one program.</summary>
    public static GraphObject NewTemplate()
    {
        var type = new GraphType(Name, null) { IsSupervisorRoot = true };
        var template = new GraphObject(type, PropertyLayout.Empty, []);
        template.AddProperty("strategy", Value.Of(Symbol.Of("one_for_one")));
        template.AddProperty("max_restarts", Value.Of(3));
        return type.Template = template;
    }
}
