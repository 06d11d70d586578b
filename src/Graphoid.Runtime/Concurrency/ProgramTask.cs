using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;
using Graphoid.Runtime.Waves;

namespace Graphoid.Runtime.Concurrency;

/// <summary>A task: a block that runs beside the flow that spawned it, on copies of what it sees (reference, section 7.1).</summary>
internal static class ProgramTask
{
    /// <summary>Starts a task; an error that it does not catch goes to the log and ends only the task.</summary>
    public static ValueTask<Value> StartAsync(FunctionValue block, Machine spawner)
    {
        if (spawner.Activation is not null)
        {
            throw GraphErrors.NotInWave("a task (`spawn { … }`)");
        }

        var program = spawner.Program;
        var copy = new DeepCopy(isTask: true).Copy(block);
        var machine = Machine.ForTask(program, spawner);
        program.Flows.Start(async () =>
        {
            try
            {
                await machine.RunAsync(copy, null, []).ConfigureAwait(false);
            }
            catch (GraphoidException failure)
            {
                program.Host.Log(ErrorText.OneLine(failure.Error));
            }
        });
        var room = program.Flows.RoomAsync();
        return room.IsCompletedSuccessfully ? new ValueTask<Value>(Value.None) : Wait(room);

        static async ValueTask<Value> Wait(ValueTask room)
        {
            await room.ConfigureAwait(false);
            return Value.None;
        }
    }
}
