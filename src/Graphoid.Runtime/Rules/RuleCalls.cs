using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Rules;

/// <summary>Calls functions of the program for rules: on a machine of their own, so that a call that is given up hurts nobody.</summary>
/// <remarks>A function of a rule may itself change what has the rule; how deep that goes is limited.</remarks>
internal sealed class RuleCalls(GraphCaller caller) : IProgramCalls
{
    /// <summary>Rules whose functions set off further rules, inside each other.</summary>
    private const int DepthMax = 100;

    private static readonly AsyncLocal<int> Depth = new();

    /// <inheritdoc/>
    public CancellationToken Cancellation => caller.Cancellation;

    /// <inheritdoc/>
    public ProgramSettings Settings => ProgramSettings.Default;

    /// <inheritdoc/>
    public ValueTask<Value> CallAsync(Value function, ReadOnlySpan<Value> arguments) => CallAsync(function, arguments.ToArray());

    private async ValueTask<Value> CallAsync(Value function, Value[] arguments)
    {
        if (Depth.Value == DepthMax)
        {
            throw new GraphoidException(
                ErrorKind.Runtime,
                $"functions of rules call each other deeper than {DepthMax}",
                RuntimeErrorIds.TooDeep,
                "does a rule's function change what has the rule?");
        }

        Depth.Value++;
        return await new Machine(caller.Program) { Activation = caller.Activation }
            .CallAsync(function, arguments).ConfigureAwait(false);
    }
}
