using System.Collections.Concurrent;
using Graphoid.Language.Text;
using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Rules;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Members;

/// <summary>What contents may refer to on a member: programs by hash, the graph itself, other graphs, actors of drivers.</summary>
internal sealed class MemberContext : IEncodingContext
{
    /// <summary>What references to graphs that a driver keeps for itself begin with.</summary>
    public const string OriginPrefix = "driver:";

    private readonly string _reference;
    private readonly ConcurrentDictionary<string, byte[]> _contents;
    private readonly ConcurrentDictionary<string, ProgramCode> _programs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, GraphObject> _others = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, ObjectValue> _elsewhere = new();
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);
    private GraphObject? _own;
    private IProgramCalls? _calls;

    /// <summary>A context.</summary>
    /// <param name="reference">What the graph is called everywhere.</param>
    /// <param name="contents">Contents by hash, kept from epoch to epoch.</param>
    /// <param name="host">The host of handlers.</param>
    public MemberContext(string reference, ConcurrentDictionary<string, byte[]> contents, IProgramHost host)
    {
        _reference = reference;
        _contents = contents;
        Host = host;
    }

    /// <summary>The host of handlers.</summary>
    public IProgramHost Host { get; }

    /// <inheritdoc/>
    public IProgramCalls Calls => _calls ??= new RuleCalls(new GraphCaller(null, new ProgramInstance(Host)));

    /// <summary>Which of these contents have not come yet.</summary>
    public IEnumerable<string> Missing(IEnumerable<string> hashes) => hashes.Where(hash => !_contents.ContainsKey(hash));

    /// <summary>Takes content by hash.</summary>
    public void Add(string hash, byte[] content) => _contents[hash] = content;

    /// <summary>Notes under which name a driver knows a program, for places in log lines.</summary>
    public void NameProgram(string hash, string name) => _names[hash] = name;

    /// <summary>Content by hash.</summary>
    /// <exception cref="MissingContentException">It has not come yet.</exception>
    public byte[] ContentOf(string hash) => _contents.TryGetValue(hash, out var content) ? content : throw new MissingContentException(hash);

    /// <summary>Makes the graph value whose data layer this is.</summary>
    public GraphObject Bind(IGraphData data) => _own = GraphObject.OverData(data);

    /// <inheritdoc/>
    public void UsesProgram(SourceText source)
    {
        // What a member encodes refers to programs that came with an operation, so their texts are kept already.
    }

    /// <inheritdoc/>
    public ProgramCode ProgramOf(string hash) =>
        _programs.GetOrAdd(hash, _ => GraphoidProgram.Load(
            new SourceText(_names.GetValueOrDefault(hash, "program"), System.Text.Encoding.UTF8.GetString(ContentOf(hash)))).Code);

    /// <inheritdoc/>
    public string? ReferenceOf(GraphObject graph) =>
        ReferenceEquals(graph, _own) ? _reference
        : graph.Origin != 0 ? $"{OriginPrefix}{graph.Origin}"
        : graph.Data is { IsDistributed: true } data ? _others.FirstOrDefault(other => ReferenceEquals(other.Value.Data, data)).Key
        : null;

    /// <inheritdoc/>
    public GraphObject GraphOf(string reference) =>
        reference == _reference ? _own! : _others.GetOrAdd(reference, r => NewElsewhere(r));

    private static GraphObject NewElsewhere(string reference)
    {
        var data = new GraphElsewhere(reference);
        return data.Owner = GraphObject.OverData(data);
    }

    /// <inheritdoc/>
    public long Export(ObjectValue stays) => ((IStaysInProcess)stays).Number;

    /// <inheritdoc/>
    public Value Import(long number, ValueKind kind, string display) =>
        Value.Of(_elsewhere.GetOrAdd(number, n => Elsewhere.Of(n, kind, display)));
}

/// <summary>Content that something refers to has not come yet; whoever decodes asks for it and tries again.</summary>
public sealed class MissingContentException(string hash) : Exception($"the content {hash} is not here yet")
{
    /// <summary>Which content.</summary>
    public string Hash { get; } = hash;
}
