using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>constants</c> (library reference, section 6).</summary>
internal static class ConstantsModule
{
    /// <summary>The golden ratio.</summary>
    public const double GoldenRatio = 1.618033988749895;

    public static NativeTable Table { get; } = new("`constants`");

    public static IReadOnlyDictionary<string, Value> Constants { get; } = new Dictionary<string, Value>(StringComparer.Ordinal)
    {
        ["pi"] = Value.Of(Math.PI),
        ["e"] = Value.Of(Math.E),
        ["tau"] = Value.Of(Math.Tau),
        ["phi"] = Value.Of(GoldenRatio),
        ["sqrt2"] = Value.Of(1.4142135623730951),
        ["sqrt3"] = Value.Of(1.7320508075688772),
        ["ln2"] = Value.Of(0.6931471805599453),
        ["ln10"] = Value.Of(2.302585092994046),
        ["log2e"] = Value.Of(1.4426950408889634),
        ["log10e"] = Value.Of(0.4342944819032518),
        ["deg_to_rad"] = Value.Of(Math.PI / 180),
        ["rad_to_deg"] = Value.Of(180 / Math.PI),
        ["c"] = Value.Of(299792458),
        ["G"] = Value.Of(6.6743e-11),
        ["h"] = Value.Of(6.62607015e-34),
    };
}
