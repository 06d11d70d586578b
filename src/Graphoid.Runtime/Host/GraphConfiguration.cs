using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>The settings of one graph (reference, section 8.6): checked when they are merged, defaults where nothing was said.</summary>
internal sealed class GraphConfiguration
{
    /// <summary>The setting that is chosen when a graph is made and never changes.</summary>
    public const string DurabilityKey = "durability";

    private static readonly string[] LevelNames = ["strong", "quorum", "eventual", "causal"];

    private static readonly Dictionary<string, Func<Value, string?>> Checks = new(StringComparer.Ordinal)
    {
        ["behavior"] = v => v.Reference is GraphObject { Type.HandlesMessages: true } ? null : "a graph type with `on_message`",
        ["behaviors"] = v => v.Reference is MapValue map && map.Entries.All(e => e.Value.Reference is GraphObject { Type.HandlesMessages: true })
            ? null
            : "a map from node type to a graph type with `on_message`",
        ["consistency"] = v => v.Reference is Symbol s && LevelNames.Contains(s.Name) ? null : ":strong, :quorum, :eventual or :causal",
        [DurabilityKey] = v => v.Reference is Symbol { Name: "journal" or "memory" } ? null : ":journal or :memory",
        ["replication_factor"] = v => v.IsNumber && v.Number >= 1 ? null : "a num of at least 1",
        ["timeout"] = v => v.IsNumber && v.Number > 0 ? null : "a duration",
    };

    private readonly MapValue _settings = Defaults();

    /// <summary>The default behaviour, or null.</summary>
    public GraphType? Behavior => _settings.TryGet("behavior", out var v) ? (v.Reference as GraphObject)?.Type : null;

    /// <summary>Behaviours by node type.</summary>
    public IEnumerable<(string NodeType, GraphType Type)> Behaviors =>
        _settings.TryGet("behaviors", out var v) && v.Reference is MapValue map
            ? map.Entries.Select(e => (ValueText.Display(e.Key), ((GraphObject)e.Value.Reference!).Type))
            : [];

    /// <summary>A copy of all settings.</summary>
    public MapValue ToMap() => _settings.Copy();

    /// <summary>Checks every key first, then merges; nested maps merge key by key.</summary>
    /// <exception cref="GraphoidException">ConfigError for an unknown key or an ill-typed value; nothing is merged then.</exception>
    public void Merge(MapValue settings)
    {
        Check(settings);
        foreach (var (key, value) in settings.Entries)
        {
            if (ValueText.Display(key) == DurabilityKey)
            {
                continue;
            }

            if (value.Reference is MapValue inner && _settings.TryGet(key, out var present) && present.Reference is MapValue old)
            {
                var merged = old.Copy();
                foreach (var (innerKey, innerValue) in inner.Entries)
                {
                    merged.Set(innerKey, innerValue);
                }

                _settings.Set(key, Value.Of(merged));
            }
            else
            {
                _settings.Set(key, value);
            }
        }
    }

    /// <summary>Checks every key.</summary>
    /// <exception cref="GraphoidException">ConfigError for an unknown key or an ill-typed value.</exception>
    public static void Check(MapValue settings)
    {
        foreach (var (key, value) in settings.Entries)
        {
            var name = ValueText.Display(key);
            if (!Checks.TryGetValue(name, out var check))
            {
                throw new GraphoidException(
                    ErrorKind.Config,
                    $"`configure` knows no setting `{name}`",
                    RuntimeErrorIds.BadConfiguration,
                    NearMiss.Suggest(name, Checks.Keys) ?? $"it knows {string.Join(", ", Checks.Keys.Select(k => $"`{k}`"))}");
            }

            if (check(value) is { } expected)
            {
                throw new GraphoidException(
                    ErrorKind.Config,
                    $"`configure`: `{name}` must be {expected}, got {ValueText.TypeName(value)}",
                    RuntimeErrorIds.BadConfiguration);
            }
        }
    }

    private static MapValue Defaults()
    {
        var map = new MapValue();
        map.Set("replication_factor", Value.Of(1));
        map.Set("consistency", Value.Of(Symbol.Of("quorum")));
        map.Set("timeout", Value.Of(30_000));
        return map;
    }
}
