using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution.Compilation;

/// <summary>Machine code of one function: runs the frame on top of the machine.</summary>
/// <param name="machine">The machine; its top frame belongs to the function.</param>
/// <param name="entry">0 to begin, or the number of the loop whose head the frame stands at.</param>
/// <returns>The function's result, its frame taken away; or <see cref="CompiledExit.Waiting"/> or
/// <see cref="CompiledExit.Interpret"/>, with the whole state of the frame written back for the interpreter.</returns>
internal delegate Value CompiledBody(Machine machine, int entry);

/// <summary>Results of compiled code that are no values of the program.</summary>
internal static class CompiledExit
{
    /// <summary>Something has to be waited for; the interpreter goes on when it has arrived.</summary>
    public static Value Waiting => Value.Undefined;

    /// <summary>The interpreter has to go on with the frame now.</summary>
    public static Value Interpret => Value.Of(Marker);

    internal static readonly InterpretMarker Marker = new();

    internal sealed class InterpretMarker : ObjectValue
    {
        /// <inheritdoc/>
        public override ValueKind Kind => ValueKind.Undefined;
    }
}
