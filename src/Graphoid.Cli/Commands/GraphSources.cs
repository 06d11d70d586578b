using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Commands;

/// <summary>Reads <c>--graph NAME=EDGELIST</c>: which names a program may load, and from where.</summary>
internal static class GraphSources
{
    /// <summary>The format is said by the option, whatever the file is called.</summary>
    private const string EdgeList = "edges";

    /// <summary>The graphs by name; the files are there, but nothing of them has been read.</summary>
    /// <exception cref="ToolException">A bad form, a name given twice, or a file that is not there.</exception>
    public static IReadOnlyDictionary<string, ImportSpecification> Read(
        IEnumerable<string> directed, IEnumerable<string> undirected)
    {
        var sources = new Dictionary<string, ImportSpecification>(StringComparer.Ordinal);
        foreach (var text in directed)
        {
            Add(sources, "--graph", text, isDirected: true);
        }

        foreach (var text in undirected)
        {
            Add(sources, "--undirected-graph", text, isDirected: false);
        }

        return sources;
    }

    private static void Add(Dictionary<string, ImportSpecification> sources, string option, string text, bool isDirected)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
        {
            throw ToolException.CommandLine(
                $"`{option}` needs NAME=EDGELIST, not `{text}`", $"for example: {option} social=edges.txt");
        }

        var name = text[..equals];
        var path = text[(equals + 1)..];
        ProgramFile.MustExist(path);
        var source = new ImportSpecification(name, path, EdgeList, isDirected, Partitions: null, SkipBad: false);
        if (!sources.TryAdd(name, source))
        {
            throw ToolException.CommandLine($"the graph `{name}` is given twice", "each name stands for one edge list");
        }
    }
}
