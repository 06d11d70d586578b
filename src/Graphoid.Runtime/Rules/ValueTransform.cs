using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Rules;

/// <summary>A rule that changes each value on its way into a graph, list or map, or refuses it.</summary>
internal abstract class ValueTransform
{
    /// <summary>The value that is stored instead.</summary>
    /// <exception cref="GraphoidException">The value is refused.</exception>
    public abstract ValueTask<Value> ApplyAsync(Value value, IProgramCalls program);
}

/// <summary>A transform that the language has.</summary>
internal sealed class BuiltInTransform(Func<Value, Value> change) : ValueTransform
{
    public static BuiltInTransform NoneToZero { get; } = new(value => value.IsNone ? Value.Of(0) : value);

    public static BuiltInTransform NoneToEmpty { get; } = new(value => value.IsNone ? Value.Of(string.Empty) : value);

    public static BuiltInTransform Positive { get; } = new(value => value.IsNumber ? Value.Of(Math.Abs(value.Number)) : value);

    /// <summary>Half away from zero, as <c>round()</c>.</summary>
    public static BuiltInTransform RoundToInt { get; } =
        new(value => value.IsNumber ? Value.Of(Math.Round(value.Number, MidpointRounding.AwayFromZero)) : value);

    public static BuiltInTransform Uppercase { get; } =
        new(value => value.Reference is string text ? Value.Of(text.ToUpperInvariant()) : value);

    public static BuiltInTransform Lowercase { get; } =
        new(value => value.Reference is string text ? Value.Of(text.ToLowerInvariant()) : value);

    /// <summary>Numbers outside become the nearer limit.</summary>
    public static BuiltInTransform Range(double low, double high) =>
        new(value => value.IsNumber && !double.IsNaN(value.Number) ? Value.Of(Math.Clamp(value.Number, low, high)) : value);

    /// <inheritdoc/>
    public override ValueTask<Value> ApplyAsync(Value value, IProgramCalls program) => new(change(value));
}

/// <summary>A function of the program as a transform.</summary>
internal sealed class FunctionTransform(Value function) : ValueTransform
{
    /// <summary>What is called.</summary>
    public Value Function => function;

    /// <inheritdoc/>
    public override ValueTask<Value> ApplyAsync(Value value, IProgramCalls program) => program.CallAsync(function, value.Share());
}
