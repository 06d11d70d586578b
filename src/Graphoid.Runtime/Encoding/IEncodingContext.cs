using Graphoid.Language.Text;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>What encoded values refer to outside of their bytes: programs, distributed graphs, and what stays where it is.</summary>
/// <remarks>Called from the thread that encodes or decodes. What is said here about a blob that then turns out to be unusable
/// (a later part cannot travel) is not taken back.</remarks>
public interface IEncodingContext
{
    /// <summary>The blob refers to this text by its hash; told once per blob and text.</summary>
    void UsesProgram(SourceText source);

    /// <summary>The compiled program whose text has this hash (lower-case hex).</summary>
    /// <exception cref="GraphoidException">The program is not known here.</exception>
    ProgramCode ProgramOf(string hash);

    /// <summary>What a distributed graph is called everywhere; null for a graph that travels by content.</summary>
    string? ReferenceOf(GraphObject graph);

    /// <summary>A number by which the writing side knows a graph again whose content it writes, 0 for none: what a handler does to a
    /// graph that its code has captured is done to the original.</summary>
    long OriginOf(GraphObject graph) => 0;

    /// <summary>The graph behind <see cref="ReferenceOf"/>.</summary>
    /// <exception cref="GraphoidException">There is no such graph.</exception>
    GraphObject GraphOf(string reference);

    /// <summary>A number by which this side finds an actor or channel again.</summary>
    long Export(ObjectValue stays);

    /// <summary>What stands here for something that another side has exported.</summary>
    Value Import(long number, ValueKind kind, string display);

    /// <summary>How functions of rules that are read are called here; null: not at all, which is an error at the first call.</summary>
    IProgramCalls? Calls => null;

    /// <summary>Writes nodes and edges of a graph that travels by content.</summary>
    /// <exception cref="GraphoidException">The data live elsewhere.</exception>
    void WriteData(ValueWriter writer, GraphObject graph) => LocalGraph.WriteContent(writer, graph);

    /// <summary>Reads what <see cref="WriteData"/> wrote and gives the graph its data layer. Values are not complete before
    /// <see cref="ValueReader.WhenComplete"/>.</summary>
    void ReadData(ValueReader reader, GraphObject graph) => LocalGraph.ReadContent(reader, graph);
}
