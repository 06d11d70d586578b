using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Turns arguments of graph calls into what the data layer takes, and its answers into values.</summary>
internal static class GraphArguments
{
    /// <summary>An id: text, a node handle, or the text of a number or symbol (D-16).</summary>
    public static NodeKey Key(Value value) => value.Reference switch
    {
        null when value.Number == Math.Truncate(value.Number) && Math.Abs(value.Number) < 1e15 => NodeKey.Of((long)value.Number),
        null => NodeKey.Of(NumberText.Format(value.Number)),
        string text => NodeKey.Of(text),
        NodeHandle node => node.Key,
        NodeInstance self => self.Key,
        Symbol symbol => NodeKey.Of(symbol.Name),
        BigNumber number => NodeKey.Of(number.Display),
        IIdentified handle => NodeKey.Of(handle.IdText),
        _ => throw GraphoidException.WrongType("a node id", "string, num, symbol or node", value),
    };

    /// <summary>The graph behind a receiver.</summary>
    public static GraphObject Graph(Value value) => value.Reference switch
    {
        GraphObject graph => graph,
        NodeInstance node => node.Graph,
        _ => throw GraphoidException.WrongType("this call", "graph", value),
    };

    /// <summary>The data layer, made at the first use: a graph of this program has one partition.</summary>
    public static IGraphData DataOf(GraphObject graph, GraphCaller caller) =>
        graph.EnsureData(caller.Program.Host.Graphs);

    /// <summary>An edge or node type: a string or symbol.</summary>
    public static string TypeName(Value value) => value.Reference switch
    {
        string text => text,
        Symbol symbol => symbol.Name,
        _ => throw GraphoidException.WrongType("a type", "string or symbol", value),
    };

    /// <summary>Edge types of <c>via:</c>; null for "*".</summary>
    public static IReadOnlyList<string>? Via(Value value)
    {
        if (ArgumentChecks.AsList(value) is { } list)
        {
            var names = new string[list.Count];
            for (var i = 0; i < names.Length; i++)
            {
                names[i] = TypeName(list[i]);
            }

            return names.Contains("*") ? null : names;
        }

        var name = TypeName(value);
        return name == "*" ? null : [name];
    }

    /// <summary>A duration in milliseconds; what is longer than the clock can tell means the longest it can.</summary>
    public static TimeSpan Timeout(Value value) =>
        !value.IsNumber ? throw GraphoidException.WrongType("`timeout:`", "num", value)
        : value.Number > 0 ? TimeSpan.FromMilliseconds(Math.Min(value.Number, int.MaxValue))
        : throw GraphoidException.Library(
            ErrorKind.Value,
            $"`timeout:` must be a duration above 0, not {ValueText.Display(value)}",
            help: "for example `timeout: 500ms`");

    public static EdgeDirection Direction(Value value) => (value.Reference as Symbol)?.Name switch
    {
        "outgoing" => EdgeDirection.Outgoing,
        "incoming" => EdgeDirection.Incoming,
        "both" => EdgeDirection.Both,
        _ => throw UnknownOption("direction", value, ["outgoing", "incoming", "both"]),
    };

    public static HandlerErrorPolicy OnError(Value value) => (value.Reference as Symbol)?.Name switch
    {
        "fail" => HandlerErrorPolicy.Fail,
        "skip" => HandlerErrorPolicy.Skip,
        _ => throw UnknownOption("on_error", value, ["fail", "skip"]),
    };

    /// <summary>One argument is delivered as it is, several as the list of them (D-5).</summary>
    public static Value Message(Value message, ReadOnlySpan<Value> parameters) =>
        parameters.IsEmpty ? message : Value.Of(new ListValue([message, .. parameters]));

    /// <summary>The route of a send or request; exactly one target must be given.</summary>
    public static MessageRoute Route(string call, Value? to, Value? where, NodeKey? from)
    {
        var given = (to is null ? 0 : 1) + (where is null ? 0 : 1) + (from is null ? 0 : 1);
        if (given != 1)
        {
            throw OneReceiver(call, given);
        }

        if (to is { } target && ArgumentChecks.AsList(target) is { } many)
        {
            return new MessageRoute { ToMany = [.. many.Items.ToArray().Select(Key)] };
        }

        return new MessageRoute { To = to is { } single ? Key(single) : null, Where = where, From = from };
    }

    /// <summary>The error when no receiver or several were given.</summary>
    public static GraphoidException OneReceiver(string call, int given) => GraphoidException.Library(
        ErrorKind.Runtime,
        given == 0 ? $"`{call}` needs a receiver" : $"`{call}` takes only one receiver",
        RuntimeErrorIds.BadArgument,
        $"say one of {(call == "send" ? "`to:`, `where:` or `from:`" : "`to:`, `where:` or `to_all:`")}");

    /// <summary>A graph type that can be a behaviour.</summary>
    public static GraphType BehaviorType(string where, Value value) => value.Reference is GraphObject { Type.HandlesMessages: true } graph
        ? graph.Type
        : throw GraphoidException.WrongType(where, "a graph type with `fn on_message(msg)`", value);

    public static GraphoidException UnknownOption(string name, Value value, string[] known) => GraphoidException.Library(
        ErrorKind.Runtime,
        $"`{name}:` cannot be {ValueText.Display(value)}",
        RuntimeErrorIds.BadArgument,
        NearMiss.Suggest(ValueText.Display(value).TrimStart(':'), known)
            ?? $"it is one of {string.Join(", ", known.Select(k => ":" + k))}");

    public static async ValueTask<Value> Done(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return Value.None;
    }

    public static async ValueTask<Value> Done(ValueTask<long> task) => Value.Of(await task.ConfigureAwait(false));

    public static async ValueTask<Value> Done(ValueTask<bool> task) => Value.Of(await task.ConfigureAwait(false));

    public static async ValueTask<Value> Handles(GraphObject graph, ValueTask<IReadOnlyList<NodeKey>> keys) =>
        Handles(graph, await keys.ConfigureAwait(false));

    public static Value Handles(GraphObject graph, IReadOnlyList<NodeKey> keys)
    {
        var handles = new Value[keys.Count];
        for (var i = 0; i < handles.Length; i++)
        {
            handles[i] = Value.Of(new NodeHandle(graph, keys[i]));
        }

        return Value.Of(new ListValue(handles));
    }

    public static async ValueTask<Value> EdgeHandles(GraphObject graph, ValueTask<IReadOnlyList<EdgeRecordView>> task)
    {
        var edges = await task.ConfigureAwait(false);
        var handles = new Value[edges.Count];
        for (var i = 0; i < handles.Length; i++)
        {
            var edge = edges[i];
            handles[i] = Value.Of(new EdgeHandle(
                new NodeHandle(graph, edge.From), new NodeHandle(graph, edge.To), edge.Type, edge.Weight, edge.Properties));
        }

        return Value.Of(new ListValue(handles));
    }
}
