using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>A partitioner that asks a function written in Graphoid: <c>fn(id, count)</c> gives the index of a partition.</summary>
internal sealed class FunctionPartitioner : IPartitioner
{
    private readonly DelegatePartitioner _checked;
    private readonly ProgramInstance _program;

    public FunctionPartitioner(Value function, ProgramInstance program)
    {
        Function = function;
        _program = program;
        _checked = new DelegatePartitioner(Choose);
    }

    /// <inheritdoc/>
    public string Name => "function";

    /// <summary>The function.</summary>
    public Value Function { get; }

    /// <inheritdoc/>
    /// <exception cref="GraphoidException">The function waits, or answers something that is no index.</exception>
    public int PartitionOf(in NodeKey key, int partitions) => _checked.PartitionOf(key, partitions);

    private int Choose(NodeKey key, int partitions)
    {
        // A machine of its own per call: partitions may be looked up from many threads.
        var answer = new Machine(_program).CallAsync(Waves.Payload.FreshCall(Function), [Value.Of(key.ToString()), Value.Of(partitions)]);
        return answer.IsCompletedSuccessfully && answer.Result is { IsNumber: true } index
            ? (int)index.Number
            : throw new GraphoidException(
                ErrorKind.Config,
                "`strategy` must be a function (id, count) that gives the index of a partition without waiting",
                RuntimeErrorIds.BadConfiguration);
    }
}
