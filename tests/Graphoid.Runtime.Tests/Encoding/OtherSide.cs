using Graphoid.Language.Text;
using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Encoding;

/// <summary>Writer and reader of one blob: the reader compiles the texts that the writer met anew, as another process would.</summary>
internal sealed class OtherSide : IEncodingContext
{
    private readonly Dictionary<string, ProgramCode> _compiled = [];
    private readonly Dictionary<string, GraphObject> _graphs = [];

    /// <summary>Texts the writer met, in order.</summary>
    public List<SourceText> Programs { get; } = [];

    /// <summary>What the writer exported; index = number.</summary>
    public List<ObjectValue> Exported { get; } = [];

    /// <summary>Number, kind and display form of what the reader imported.</summary>
    public List<(long Number, ValueKind Kind, string Display)> Imported { get; } = [];

    /// <summary>Whether the reader knows no program.</summary>
    public bool KnowsNothing { get; set; }

    /// <summary>The bytes of one value.</summary>
    public byte[] Encode(Value value)
    {
        var writer = new ValueWriter(this);
        writer.Value(value);
        return writer.ToArray();
    }

    /// <summary>The one value of a blob.</summary>
    public Value Decode(byte[] bytes)
    {
        var reader = new ValueReader(bytes, this);
        var value = reader.Value();
        Assert.True(reader.AtEnd, "everything is read");
        return value;
    }

    public Value Send(Value value) => Decode(Encode(value));

    /// <summary>A value that went to another side and came back.</summary>
    public static Value Sent(Value value) => new OtherSide().Send(value);

    public void UsesProgram(SourceText source) => Programs.Add(source);

    public ProgramCode ProgramOf(string hash)
    {
        if (KnowsNothing || Programs.Find(p => p.Hash == hash) is not { } source)
        {
            throw new GraphoidException(ErrorKind.Runtime, $"no program {hash}");
        }

        if (!_compiled.TryGetValue(hash, out var code))
        {
            code = GraphoidProgram.Load(source).Code;
            _compiled.Add(hash, code);
        }

        return code;
    }

    public string? ReferenceOf(GraphObject graph)
    {
        if (graph.Data is not { IsDistributed: true, Name: { } name })
        {
            return null;
        }

        _graphs[name] = graph;
        return name;
    }

    public GraphObject GraphOf(string reference) => _graphs.GetValueOrDefault(reference)
        ?? throw new GraphoidException(ErrorKind.IO, $"no graph {reference}");

    public long Export(ObjectValue stays)
    {
        Exported.Add(stays);
        return Exported.Count - 1;
    }

    public Value Import(long number, ValueKind kind, string display)
    {
        Imported.Add((number, kind, display));
        return number >= 0 && number < Exported.Count ? Value.Of(Exported[(int)number]) : Value.None;
    }
}
