using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>The namespace <c>distributed</c> (reference, section 8.1): checks arguments and hands over to the runtime.</summary>
internal static class DistributedModule
{
    private static readonly string[] CreateOptions =
        ["partitions", "strategy", "replication_factor", "behavior", "if_exists", "directed", GraphConfiguration.DurabilityKey];

    private static readonly string[] ImportOptions = ["format", "directed", "weighted", "partitions", "skip_bad", "behavior", GraphConfiguration.DurabilityKey];

    public static NativeTable Table { get; } = new NativeTable("`distributed`")
        .AddTask("create", "name, options?", "Makes an empty distributed graph.", (in NativeCall c) => CreateAsync(c.Text(0), Options(c, 1), Caller(c)))
        .AddTask("graph", "options", "Makes an empty distributed graph from one map of options.", (in NativeCall c) => GraphAsync(c.Map(0), Caller(c)))
        .AddTask("load", "name, behavior:", "Opens an existing distributed graph.", (in NativeCall c) => LoadAsync(c.Text(0), c.Has(1) ? c[1] : null, Caller(c)))
        .AddTask("distribute", "graph, options?", "Copies a graph into partitions.", (in NativeCall c) => DistributeAsync(c[0], Options(c, 1), Caller(c)))
        .AddTask("import", "name, path, options?", "Reads a graph from a file.", (in NativeCall c) => ImportAsync(c.Text(0), c.Text(1), Options(c, 2), Caller(c)))
        .AddAsync("find_pattern", "graph, pattern, limit:, distinct:", "The rows of a pattern, each a map from variable to node.", GraphMethods.FindPatternInAsync)
        .AddAsync("count_pattern", "graph, pattern, distinct:", "How many rows a pattern has.", GraphMethods.CountPatternInAsync)
        .AddTask("graphs", "", "Names of the distributed graphs.", (in NativeCall c) => NamesAsync(Caller(c)))
        .AddTask("drop", "name", "Removes a distributed graph.", (in NativeCall c) => GraphArguments.Done(Graphs(Caller(c)).DropAsync(Caller(c), c.Text(0))));

    private static GraphCaller Caller(in NativeCall call)
    {
        var caller = ((Machine)call.Program).Caller;
        return caller.Activation is null ? caller : throw Waves.GraphErrors.NotInWave($"`distributed.{call.Entry.Name}`");
    }

    private static IGraphRuntime Graphs(GraphCaller caller) => caller.Program.Host.Graphs;

    private static MapValue Options(in NativeCall call, int index) => call.Has(index) ? call.Map(index) : new MapValue();

    private static async ValueTask<Value> CreateAsync(string name, MapValue options, GraphCaller caller)
    {
        var specification = Specification("create", name, options, caller);
        return Value.Of(await Graphs(caller).CreateAsync(caller, specification).ConfigureAwait(false));
    }

    /// <summary><c>{ name:, partitioning: { strategy:, partitions: } }</c>, the older form of <c>create</c>.</summary>
    private static ValueTask<Value> GraphAsync(MapValue options, GraphCaller caller)
    {
        if (!options.TryGet("name", out var name) || name.Reference is not string text)
        {
            throw Bad("name", "a string");
        }

        var flat = options.Copy();
        flat.Remove(Value.Of("name"));
        if (options.TryGet("partitioning", out var partitioning))
        {
            flat.Remove(Value.Of("partitioning"));
            foreach (var (key, value) in (partitioning.Reference as MapValue ?? throw Bad("partitioning", "a map")).Entries)
            {
                flat.Set(key, value);
            }
        }

        return CreateAsync(text, flat, caller);
    }

    private static async ValueTask<Value> LoadAsync(string name, Value? behavior, GraphCaller caller)
    {
        var type = behavior is { } given ? GraphArguments.BehaviorType("`behavior:`", given) : null;
        var graph = await Graphs(caller).LoadAsync(caller, name).ConfigureAwait(false);
        if (type is not null)
        {
            await ConfigureBehavior(graph, behavior!.Value, caller).ConfigureAwait(false);
        }

        return Value.Of(graph);
    }

    private static ValueTask ConfigureBehavior(GraphObject graph, Value behavior, GraphCaller caller)
    {
        var settings = new MapValue();
        settings.Set("behavior", behavior);
        return graph.Data!.ConfigureAsync(caller, settings);
    }

    /// <summary>Copies nodes with values and types, and edges, in order; the copy has the source's behaviours, without their state.</summary>
    private static async ValueTask<Value> DistributeAsync(Value source, MapValue options, GraphCaller caller)
    {
        var from = source.Reference as GraphObject ?? throw GraphoidException.WrongType("`distribute`: argument `graph`", "graph", source);
        var specification = Specification("distribute", null, options, caller) with { IsDirected = from.Data?.IsDirected ?? from.IsDirected };
        var to = await Graphs(caller).CreateAsync(caller, specification).ConfigureAwait(false);
        await GraphCopies.CopyDataAsync(from, to, caller).ConfigureAwait(false);
        if (from.Data is { } data)
        {
            var settings = new MapValue();
            foreach (var key in new[] { "behavior", "behaviors" })
            {
                if (data.Configuration.TryGet(key, out var value) && (key == "behaviors" || specification.Behavior is null))
                {
                    settings.Set(key, value);
                }
            }

            await to.Data!.ConfigureAsync(caller, settings).ConfigureAwait(false);
        }

        return Value.Of(to);
    }

    private static async ValueTask<Value> ImportAsync(string name, string path, MapValue options, GraphCaller caller)
    {
        CheckKeys("import", options, ImportOptions);
        var specification = new ImportSpecification(
            name,
            path,
            options.TryGet("format", out var format) ? GraphArguments.TypeName(format) : null,
            !options.TryGet("directed", out var directed) || directed.IsTruthy,
            options.TryGet("partitions", out var partitions) ? PartitionCount(partitions) : null,
            options.TryGet("skip_bad", out var skip) && skip.IsTruthy)
        {
            IsWeighted = options.TryGet("weighted", out var weighted) && weighted.IsTruthy,
            IsDurable = IsDurable(options),
        };
        var graph = await Graphs(caller).ImportAsync(caller, specification).ConfigureAwait(false);
        if (options.TryGet("behavior", out var behavior))
        {
            GraphArguments.BehaviorType("`behavior:`", behavior);
            await ConfigureBehavior(graph, behavior, caller).ConfigureAwait(false);
        }

        return Value.Of(graph);
    }

    private static async ValueTask<Value> NamesAsync(GraphCaller caller) =>
        Value.Of(new ListValue([.. (await Graphs(caller).NamesAsync(caller).ConfigureAwait(false)).Select(n => Value.Of(n))]));

    private static GraphSpecification Specification(string call, string? name, MapValue options, GraphCaller caller)
    {
        CheckKeys(call, options, CreateOptions);
        IReadOnlyList<string>? names = null;
        if (options.TryGet("partitions", out var partitions))
        {
            names = ArgumentChecks.AsList(partitions) is { } list
                ? [.. list.Items.ToArray().Select(GraphArguments.TypeName)]
                : [.. Enumerable.Range(0, PartitionCount(partitions)).Select(i => $"partition_{i}")];
            if (names.Count == 0 || names.Distinct().Count() != names.Count)
            {
                throw Bad("partitions", "a num, or a list of different names");
            }
        }

        if (options.TryGet("replication_factor", out var replicas) && (!replicas.IsNumber || replicas.Number < 1))
        {
            throw Bad("replication_factor", "a num of at least 1");
        }

        return new GraphSpecification(
            name,
            names,
            options.TryGet("strategy", out var strategy) ? Partitioner(strategy, caller) : HashPartitioner.Instance,
            options.TryGet("behavior", out var behavior) ? GraphArguments.BehaviorType("`behavior`", behavior) : null,
            options.TryGet("if_exists", out var exists) ? IfExists(exists) : ExistingGraph.Replace)
        {
            IsDirected = !options.TryGet("directed", out var directed) || directed.IsTruthy,
            IsDurable = IsDurable(options),
        };
    }

    private static bool IsDurable(MapValue options) =>
        !options.TryGet(GraphConfiguration.DurabilityKey, out var durability)
        || (durability.Reference as Symbol)?.Name switch
        {
            "journal" => true,
            "memory" => false,
            _ => throw Bad(GraphConfiguration.DurabilityKey, ":journal or :memory"),
        };

    private static void CheckKeys(string call, MapValue options, string[] known)
    {
        foreach (var (key, _) in options.Entries)
        {
            var name = ValueText.Display(key);
            if (!known.Contains(name))
            {
                throw new GraphoidException(
                    ErrorKind.Config,
                    $"`distributed.{call}` knows no option `{name}`",
                    RuntimeErrorIds.BadConfiguration,
                    NearMiss.Suggest(name, known) ?? $"it knows {string.Join(", ", known.Select(k => $"`{k}`"))}");
            }
        }
    }

    private static int PartitionCount(Value value) =>
        value.IsNumber && value.Number is >= 1 and <= LocalRuntimeOptions.PartitionsMax && value.Number == Math.Truncate(value.Number)
            ? (int)value.Number
            : throw Bad("partitions", $"a whole num from 1 to {LocalRuntimeOptions.PartitionsMax}, or a list of names");

    private static IPartitioner Partitioner(Value strategy, GraphCaller caller)
    {
        if (strategy.Kind == ValueKind.Function)
        {
            return new FunctionPartitioner(strategy, caller.Program);
        }

        return (strategy.Reference as Symbol)?.Name switch
        {
            "hash" => HashPartitioner.Instance,
            "range" => RangePartitioner.Instance,
            _ => throw Bad("strategy", ":hash, :range or a function (id, count)"),
        };
    }

    private static ExistingGraph IfExists(Value value) => (value.Reference as Symbol)?.Name switch
    {
        "replace" => ExistingGraph.Replace,
        "raise" => ExistingGraph.Raise,
        "open" => ExistingGraph.Open,
        _ => throw Bad("if_exists", ":replace, :raise or :open"),
    };

    private static GraphoidException Bad(string option, string expected) =>
        new(ErrorKind.Config, $"`{option}` must be {expected}", RuntimeErrorIds.BadConfiguration);
}
