using System.Diagnostics;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Registry;

/// <summary>What the registry answers, and the fact it has to store before it does.</summary>
/// <param name="Event">Null when nothing changes.</param>
public readonly record struct NameDecision(IGraphoidMessage Reply, IGraphoidEvent? Event);

/// <summary>Which graph a name stands for. Decides on commands, folds the facts; stores nothing.</summary>
/// <remarks>
/// <para>Commands may be repeated, early and late. A repeated binding gets the answer of the first. A late repetition must not undo what
/// others did since: a graph that a name stood for before comes back only if the command names its successor as <c>Expected</c>;
/// and forgetting a name can be tied to the graph it is to stand for.</para>
/// <para>Threads: the owning actor only. Cost: the logarithm of the number of names.</para>
/// </remarks>
public sealed class NameTable
{
    /// <summary>Names at a time; one more is refused. Keeps the list of all names a message of at most some megabytes.</summary>
    public const int NamesMax = 10_000;

    /// <summary>Characters of a name; a longer one is refused.</summary>
    public const int NameCharsMax = 200;

    /// <summary>Ended bindings that are remembered against late repetitions; the oldest is forgotten first.</summary>
    public const int FormerMax = 4_096;

    private readonly SortedDictionary<string, Binding> _names = new(StringComparer.Ordinal);
    private readonly HashSet<(string Name, GraphId Graph)> _former = [];
    private readonly Queue<(string Name, GraphId Graph)> _formerInOrder = [];

    /// <summary>How many names stand for a graph.</summary>
    public int Count => _names.Count;

    /// <summary>The graph that a name stands for, or null.</summary>
    public GraphId? this[string name] => _names.TryGetValue(name, out var binding) ? binding.Graph : null;

    /// <summary>Decides on a command; changes nothing.</summary>
    public NameDecision Decide(IGraphoidMessage command) => command switch
    {
        RegistryProtocol.FindName find => new NameDecision(Find(find), null),
        RegistryProtocol.ListNames list => new NameDecision(new RegistryProtocol.Names(list.Call, [.. _names.Keys]), null),
        RegistryProtocol.BindName bind => Decide(bind),
        RegistryProtocol.UnbindName unbind => Decide(unbind),
        _ => throw new UnreachableException($"{command} is no command of the registry"),
    };

    /// <summary>Takes in a stored fact.</summary>
    public void Apply(IGraphoidEvent fact)
    {
        switch (fact)
        {
            case RegistryEvents.NameBound bound:
                var before = this[bound.Name];
                Forget(bound.Name);
                _names.Add(bound.Name, new Binding(bound.Graph, before));
                break;
            case RegistryEvents.NameUnbound unbound:
                Forget(unbound.Name);
                break;
            default:
                throw new UnreachableException($"{fact} is no fact of the registry");
        }
    }

    private RegistryProtocol.NameFound Find(RegistryProtocol.FindName find) =>
        this[find.Name] is { } graph
            ? new RegistryProtocol.NameFound(find.Call, graph, [])
            : new RegistryProtocol.NameFound(find.Call, null, [.. _names.Keys]);

    private NameDecision Decide(RegistryProtocol.BindName bind)
    {
        var current = this[bind.Name];
        if (current == bind.Graph)
        {
            return new NameDecision(new RegistryProtocol.NameBound(bind.Call, bind.Graph, _names[bind.Name].Replaced), null);
        }

        var isLate = _former.Contains((bind.Name, bind.Graph)) && (bind.Replaces || bind.Expected is null);
        if (isLate || (!bind.Replaces && bind.Expected != current))
        {
            return new NameDecision(new RegistryProtocol.NameBound(bind.Call, current, null), null);
        }

        if (bind.Name.Length is 0 or > NameCharsMax)
        {
            return Refused(bind.Call, $"the name of a graph has 1 to {NameCharsMax} characters, this one has {bind.Name.Length}");
        }

        if (current is null && _names.Count >= NamesMax)
        {
            return Refused(bind.Call, $"there are {NamesMax} graphs with a name, more are not possible");
        }

        return new NameDecision(
            new RegistryProtocol.NameBound(bind.Call, bind.Graph, current), new RegistryEvents.NameBound(bind.Name, bind.Graph));
    }

    private NameDecision Decide(RegistryProtocol.UnbindName unbind)
    {
        var current = this[unbind.Name];
        return current is null || (unbind.Expected is { } expected && expected != current)
            ? new NameDecision(new RegistryProtocol.NameFound(unbind.Call, null, []), null)
            : new NameDecision(new RegistryProtocol.NameFound(unbind.Call, current, []), new RegistryEvents.NameUnbound(unbind.Name));
    }

    private static NameDecision Refused(long call, string reason) => new(new GraphProtocol.CallRefused(call, reason), null);

    private void Forget(string name)
    {
        if (!_names.Remove(name, out var binding) || !_former.Add((name, binding.Graph)))
        {
            return;
        }

        _formerInOrder.Enqueue((name, binding.Graph));
        if (_formerInOrder.Count > FormerMax)
        {
            _former.Remove(_formerInOrder.Dequeue());
        }
    }

    private readonly record struct Binding(GraphId Graph, GraphId? Replaced);
}
