using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>A module of a running program; it runs once, whoever imports it.</summary>
internal sealed class LoadedModule
{
    private readonly TaskCompletionSource<Value> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Machine? _runner;

    /// <summary>A module whose statements are about to run.</summary>
    public LoadedModule(ModuleInstance instance, Machine runner)
    {
        Instance = instance;
        Value = new FileModuleValue(instance);
        _runner = runner;
        instance.Loading = this;
    }

    /// <summary>Its variables.</summary>
    public ModuleInstance Instance { get; }

    /// <summary>What importers get.</summary>
    public FileModuleValue Value { get; }

    /// <summary>Who runs its statements; null when they have run.</summary>
    public Machine? Runner => Volatile.Read(ref _runner);

    /// <summary>Whether its statements have failed; the next import tries again with a fresh one.</summary>
    public bool IsFailed => _ready.Task.IsFaulted;

    /// <summary>For those who come while it runs.</summary>
    public Task<Value> Ready => _ready.Task;

    /// <summary>Its statements have run.</summary>
    public void Complete()
    {
        Instance.Loading = null;
        Volatile.Write(ref _runner, null);
        _ready.TrySetResult(Values.Value.Of(Value));
    }

    /// <summary>Its statements have failed: who waits for it fails too.</summary>
    public void Fail(GraphoidException failure)
    {
        Instance.Loading = null;
        Volatile.Write(ref _runner, null);
        _ready.TrySetException(new GraphoidException(failure.Error));

        // Nobody may have waited.
        _ = _ready.Task.Exception;
    }
}
