using System.Collections.Concurrent;
using Graphoid.Language.Text;
using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Members;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Clients;

/// <summary>What a driver's contents may refer to: its program, the graphs it has opened, its actors.</summary>
internal sealed class DriverContext(Func<string, GraphObject> graphOf)
{
    private readonly ConcurrentDictionary<string, ProgramCode> _programs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, ObjectValue> _kept = new();
    private readonly ConcurrentDictionary<string, SourceText> _texts = new(StringComparer.Ordinal);
    private readonly List<GraphObject> _captured = [];

    /// <summary>Makes a program known.</summary>
    public void Add(ProgramCode program) => _programs.TryAdd(program.Source.Hash, program);

    /// <summary>Makes the text of a program known that another driver has brought.</summary>
    public void Add(string text) => Add(GraphoidProgram.Load(new SourceText("program", text)).Code);

    /// <summary>A writer for one piece of content, and what it refers to.</summary>
    /// <param name="isCode">Whether graphs in it are those that code has captured, which stay what they are; in messages they are copies.</param>
    public (ValueWriter Writer, Content References) NewWriter(bool isCode = false)
    {
        var content = new Content(this, isCode);
        return (new ValueWriter(content), content);
    }

    /// <summary>A reader of one piece of content.</summary>
    public ValueReader NewReader(ReadOnlyMemory<byte> bytes) => new(bytes, new Content(this, isCode: false));

    /// <summary>One piece of content being written or read.</summary>
    internal sealed class Content(DriverContext driver, bool isCode) : IEncodingContext
    {
        /// <summary>Programs that the content refers to.</summary>
        public HashSet<SourceText> Programs { get; } = [];

        /// <inheritdoc/>
        public void UsesProgram(SourceText source)
        {
            Programs.Add(source);
            driver._texts.TryAdd(source.Hash, source);
        }

        /// <inheritdoc/>
        public ProgramCode ProgramOf(string hash) => driver.ProgramOf(hash);

        /// <inheritdoc/>
        public string? ReferenceOf(GraphObject graph) => (graph.Data as ClusterGraph)?.Id.Text;

        /// <inheritdoc/>
        public long OriginOf(GraphObject graph) => isCode ? driver.OriginOf(graph) : 0;

        /// <inheritdoc/>
        public GraphObject GraphOf(string reference) => driver.GraphOf(reference);

        /// <inheritdoc/>
        public long Export(ObjectValue stays)
        {
            var number = ((IStaysInProcess)stays).Number;
            driver._kept.TryAdd(number, stays);
            return number;
        }

        /// <inheritdoc/>
        public Value Import(long number, ValueKind kind, string display)
        {
            var kept = driver._kept.GetOrAdd(number, n => Elsewhere.Of(n, kind, display));

            // A number that a durable graph has kept from a program of an earlier process may be another one's today.
            return Value.Of(kept.Kind == kind && kept.Display == display ? kept : Elsewhere.Of(number, kind, display));
        }
    }

    /// <summary>The running program, or another text that has left here: modules come back as they went.</summary>
    private ProgramCode ProgramOf(string hash) =>
        _programs.TryGetValue(hash, out var program) ? program
        : _texts.TryGetValue(hash, out var text) ? _programs.GetOrAdd(hash, _ => GraphoidProgram.Load(text).Code)
        : throw new MissingContentException(hash);

    private GraphObject GraphOf(string reference)
    {
        if (!reference.StartsWith(MemberContext.OriginPrefix, StringComparison.Ordinal))
        {
            return graphOf(reference);
        }

        var number = int.Parse(reference.AsSpan(MemberContext.OriginPrefix.Length), System.Globalization.CultureInfo.InvariantCulture);
        lock (_captured)
        {
            return number <= _captured.Count
                ? _captured[number - 1]
                : throw new GraphoidException(
                    ErrorKind.Runtime, "this value is a graph of a program that has ended", RuntimeErrorIds.UnknownGraph);
        }
    }

    /// <summary>Numbers from 1 in the order in which code is first written, so that the same program gives the same bytes.</summary>
    private long OriginOf(GraphObject graph)
    {
        // A behaviour is code, not a graph that the code uses.
        if (graph.Type.HandlesMessages)
        {
            return 0;
        }

        lock (_captured)
        {
            var known = _captured.FindIndex(captured => ReferenceEquals(captured, graph));
            if (known < 0)
            {
                known = _captured.Count;
                _captured.Add(graph);
            }

            return known + 1;
        }
    }
}
