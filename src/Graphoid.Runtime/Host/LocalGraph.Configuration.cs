using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>The settings of the graph, and what they do to it.</summary>
internal sealed partial class LocalGraph
{
    private readonly GraphConfiguration _configuration = new();

    /// <inheritdoc/>
    public MapValue Configuration
    {
        get
        {
            var settings = _configuration.ToMap();
            settings.Set(GraphConfiguration.DurabilityKey, Value.Of(Symbol.Of(IsDurable ? "journal" : "memory")));
            return settings;
        }
    }

    /// <summary>Whether what happens to the graph is to outlive its members. Nothing without a name does.</summary>
    public bool IsDurable
    {
        get => field && Name is not null;
        init;
    } = true;

    /// <summary>Merges settings into the configuration and binds the behaviours they name.</summary>
    public void Merge(MapValue settings)
    {
        _configuration.Merge(settings);
        if (_configuration.Behavior is { } behavior)
        {
            Behaviors.SetDefault(behavior);
        }

        foreach (var (nodeType, type) in _configuration.Behaviors)
        {
            Behaviors.SetForNodeType(nodeType, type);
        }
    }

    /// <summary>Brings settings back whose behaviours are bound already.</summary>
    public void Restore(MapValue settings) => _configuration.Merge(settings);

    /// <summary>Whether <see cref="Merge"/> would take the settings.</summary>
    /// <exception cref="GraphoidException">ConfigError for an unknown key or an ill-typed value.</exception>
    public void CheckSettings(MapValue settings)
    {
        GraphConfiguration.Check(settings);
        if (settings.TryGet(GraphConfiguration.DurabilityKey, out var durability)
            && ((Symbol)durability.Reference!).Name == "journal" != IsDurable)
        {
            throw new GraphoidException(
                ErrorKind.Config,
                $"`configure`: `durability` is chosen when a graph is made, and this one has {ValueText.Display(Configuration.TryGet(GraphConfiguration.DurabilityKey, out var present) ? present : default)}",
                RuntimeErrorIds.BadConfiguration,
                "say it there: `distributed.create(name, { durability: :memory })`; unnamed graphs are always in memory");
        }
    }
}
