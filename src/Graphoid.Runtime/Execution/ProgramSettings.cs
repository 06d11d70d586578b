using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>What happens to an error (reference, section 3.6).</summary>
public enum ErrorMode
{
    /// <summary>It is raised.</summary>
    Strict,

    /// <summary>It is raised, but missing elements, keys and nodes read as none.</summary>
    Lenient,

    /// <summary>It is stored, and the statement yields none.</summary>
    Collect,
}

/// <summary>What arithmetic makes of none.</summary>
public enum NoneHandling
{
    /// <summary>A TypeError.</summary>
    Error,

    /// <summary>None again.</summary>
    Propagate,

    /// <summary>The other operand.</summary>
    Skip,
}

/// <summary>What becomes of nodes that lose their last parent.</summary>
public enum OrphanPolicy
{
    /// <summary>They stay without a parent.</summary>
    Allow,

    /// <summary>The removal raises.</summary>
    Reject,

    /// <summary>They are removed, too.</summary>
    Delete,

    /// <summary>They get another parent, see <see cref="ReconnectStrategy"/>.</summary>
    Reconnect,
}

/// <summary>Which parent a node without one gets.</summary>
public enum ReconnectStrategy
{
    /// <summary>The root.</summary>
    ToRoot,

    /// <summary>The other children of the removed node's parent, that is, the parent itself.</summary>
    ToParentSiblings,
}

/// <summary>What <c>configure { }</c> and <c>precision</c> say, at one moment of a run (reference, section 6.7). Immutable.</summary>
/// <remarks>Built-ins find those in force in <c>call.Program.Settings</c>. A setting without a block lasts for its file; one with
/// a block lasts while the block runs, in called functions too.</remarks>
public sealed record ProgramSettings
{
    /// <summary>Rounding beyond this many decimals changes no number.</summary>
    private const int DecimalsMax = 308;

    private static readonly Dictionary<string, Func<ProgramSettings, Setting, ProgramSettings>> Keys = new(StringComparer.Ordinal)
    {
        ["error_mode"] = static (s, v) => s with { ErrorMode = v.OneOf(("strict", ErrorMode.Strict), ("lenient", ErrorMode.Lenient), ("collect", ErrorMode.Collect)) },
        ["bounds_checking"] = static (s, v) => s with { ChecksBounds = v.Switch(on: "strict", off: "lenient") },
        ["type_coercion"] = static (s, v) => s with { CoercesTypes = v.Switch(on: "lenient", off: "strict") },
        ["none_handling"] = static (s, v) => s with
        {
            NoneHandling = v.OneOf(
                ("error", NoneHandling.Error), ("strict", NoneHandling.Error), ("propagate", NoneHandling.Propagate), ("skip", NoneHandling.Skip)),
        },
        ["skip_none"] = static (s, v) => s with { NoneHandling = v.Switch() ? NoneHandling.Skip : NoneHandling.Error },
        ["none_conversions"] = static (s, v) => s with { ConvertsNone = v.Switch(on: "lenient", off: "strict") },
        ["decimal_places"] = static (s, v) => s with { Decimals = v.IsNone ? null : v.Whole(0, DecimalsMax) },
        ["precision"] = static (s, v) => s.WithPrecision(v),
        ["strict_types"] = static (s, v) => s with { StrictTypes = v.Switch() },
        ["edge_validation"] = static (s, v) => s with { ValidatesEdges = v.Switch(on: "strict", off: "lenient") },
        ["strict_edge_rules"] = static (s, v) => s with { HasStrictEdgeRules = v.Switch() },
        ["orphan_policy"] = static (s, v) => s with
        {
            OrphanPolicy = v.OneOf(
                ("allow", OrphanPolicy.Allow), ("reject", OrphanPolicy.Reject), ("delete", OrphanPolicy.Delete), ("reconnect", OrphanPolicy.Reconnect)),
        },
        ["reconnect_strategy"] = static (s, v) => s with
        {
            ReconnectStrategy = v.OneOf(("to_root", ReconnectStrategy.ToRoot), ("to_parent_siblings", ReconnectStrategy.ToParentSiblings)),
        },
        ["allow_overrides"] = static (s, v) => s with { AllowsOverrides = v.Switch() },
        ["unsigned"] = static (s, v) => s with { IsUnsigned = v.Switch() },
        ["integer"] = static (s, v) => s with { IsInteger = v.Switch() },
        ["32bit"] = static (s, v) => s with { Is32Bit = v.Switch() },
        ["high"] = static (s, v) => s with { IsHighPrecision = v.Switch() },
        ["strict"] = static (s, v) => s with { ErrorMode = v.Switch() ? ErrorMode.Strict : s.ErrorMode },
        ["lenient"] = static (s, v) => s with { ErrorMode = v.Switch() ? ErrorMode.Lenient : ErrorMode.Strict },
        ["collect"] = static (s, v) => s with { ErrorMode = v.Switch() ? ErrorMode.Collect : ErrorMode.Strict },
    };

    /// <summary>What holds without any directive.</summary>
    public static ProgramSettings Default { get; } = new();

    /// <summary>The names of all settings.</summary>
    public static IReadOnlyCollection<string> Names => Keys.Keys;

    /// <summary>What happens to errors.</summary>
    public ErrorMode ErrorMode { get; private init; }

    /// <summary>Whether an index outside of a list raises in the strict mode, too.</summary>
    public bool ChecksBounds { get; private init; } = true;

    /// <summary>Whether arithmetic reads numbers from strings and bools.</summary>
    public bool CoercesTypes { get; private init; }

    /// <summary>What arithmetic makes of none.</summary>
    public NoneHandling NoneHandling { get; private init; }

    /// <summary>Whether arithmetic takes none for 0.</summary>
    public bool ConvertsNone { get; private init; }

    /// <summary>To how many decimals assigned numbers are rounded; null leaves them as they are.</summary>
    public int? Decimals { get; private init; }

    /// <summary>Whether assigned numbers lose their fraction.</summary>
    public bool IsInteger { get; private init; }

    /// <summary>Whether arithmetic is unsigned.</summary>
    public bool IsUnsigned { get; private init; }

    /// <summary>Whether arithmetic wraps at 32 bits.</summary>
    public bool Is32Bit { get; private init; }

    /// <summary>Whether arithmetic gives bignums.</summary>
    public bool IsHighPrecision { get; private init; }

    /// <summary>Whether values of typed declarations and parameters are checked.</summary>
    public bool StrictTypes { get; private init; }

    /// <summary>Whether an edge to an unknown node raises.</summary>
    public bool ValidatesEdges { get; private init; }

    /// <summary>Whether edges are checked strictly.</summary>
    public bool HasStrictEdgeRules { get; private init; }

    /// <summary>What becomes of nodes that lose their last parent.</summary>
    public OrphanPolicy OrphanPolicy { get; private init; }

    /// <summary>Which parent such nodes get.</summary>
    public ReconnectStrategy ReconnectStrategy { get; private init; }

    /// <summary>Whether a single call may choose its own orphan policy.</summary>
    public bool AllowsOverrides { get; private init; } = true;

    /// <summary>Whether operators on numbers have to look at the settings.</summary>
    internal bool ChangesArithmetic => IsUnsigned || Is32Bit || IsHighPrecision || CoercesTypes || ConvertsNone || NoneHandling != NoneHandling.Error;

    /// <summary>Whether reading a missing element gives none.</summary>
    internal bool IsLenient => ErrorMode == ErrorMode.Lenient;

    /// <summary>The settings with one more; a flag has the value true.</summary>
    /// <exception cref="GraphoidException">A ConfigError: there is no such setting, or not with such a value.</exception>
    public ProgramSettings With(string name, Value value) => Keys.TryGetValue(name, out var set)
        ? set(this, new Setting(name, value))
        : throw new GraphoidException(
            ErrorKind.Config,
            $"`configure`: there is no setting `{name}`",
            RuntimeErrorIds.BadConfiguration,
            NearMiss.Suggest(name, Names) ?? "known are " + string.Join(", ", Names.Select(n => $"`{n}`")));

    private ProgramSettings WithPrecision(Setting value) =>
        value.IsNumber ? this with { Decimals = value.Whole(0, DecimalsMax) }
        : value.OneOf(("high", true), ("int", false), ("integer", false)) ? this with { IsHighPrecision = true }
        : this with { IsInteger = true };

    /// <summary>A setting's value as the program gave it.</summary>
    private readonly record struct Setting(string Name, Value Value)
    {
        public bool IsNone => Value.IsNone;

        public bool IsNumber => Value.IsNumber;

        /// <summary>A bool, or one of two symbols.</summary>
        public bool Switch(string on = "on", string off = "off") =>
            Value.IsBool ? Value.IsTruthy
            : Value.Reference is Symbol symbol && (symbol.Name == on || symbol.Name == off) ? symbol.Name == on
            : throw Wrong(on == "on" ? "true or false" : $"true, false, :{on} or :{off}");

        public T OneOf<T>(params ReadOnlySpan<(string Name, T Meaning)> choices)
        {
            foreach (var (name, meaning) in choices)
            {
                if (Value.Reference is Symbol symbol && symbol.Name == name)
                {
                    return meaning;
                }
            }

            var names = new List<string>();
            foreach (var (name, _) in choices)
            {
                names.Add(":" + name);
            }

            throw Wrong("one of " + string.Join(", ", names));
        }

        public int Whole(int min, int max) =>
            Value.IsNumber && double.IsInteger(Value.Number) && Value.Number >= min && Value.Number <= max
                ? (int)Value.Number
                : throw Wrong($"a whole number from {min} to {max}");

        private GraphoidException Wrong(string expected) => new(
            ErrorKind.Config,
            $"`configure`: `{Name}` must be {expected}, not {ValueText.Display(Value)}",
            RuntimeErrorIds.BadConfiguration);
    }
}
