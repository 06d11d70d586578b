using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>The modules of one running program.</summary>
internal sealed class ModuleRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LoadedModule> _byPath = new(StringComparer.Ordinal);
    private readonly List<ModuleImport> _ofProgram = [];

    /// <summary>What the program itself has imported, in order of its first import.</summary>
    public IReadOnlyList<ModuleImport> OfProgram
    {
        get
        {
            lock (_lock)
            {
                return [.. _ofProgram];
            }
        }
    }

    /// <summary>The module of that path.</summary>
    /// <param name="isNew">Whether it is in the hands of the caller, who has to run its statements.</param>
    public LoadedModule Take(string path, Func<LoadedModule> create, out bool isNew)
    {
        lock (_lock)
        {
            isNew = !_byPath.TryGetValue(path, out var module);
            if (isNew)
            {
                module = create();
                _byPath.Add(path, module);
            }

            return module!;
        }
    }

    /// <summary>The module has failed.</summary>
    public void Remove(LoadedModule module)
    {
        lock (_lock)
        {
            _byPath.Remove(module.Instance.Origin.Path);
        }
    }

    /// <summary>The program has imported a module.</summary>
    public void Note(ModuleValue module)
    {
        lock (_lock)
        {
            if (!_ofProgram.Exists(import => ReferenceEquals(import.Module, module)))
            {
                _ofProgram.Add(new ModuleImport(module, []));
            }
        }
    }

    /// <summary>The program has imported one member of a module.</summary>
    public void NoteItem(ModuleValue module, string item)
    {
        lock (_lock)
        {
            var items = _ofProgram.Find(import => ReferenceEquals(import.Module, module))?.Items;
            if (items?.Contains(item) == false)
            {
                items.Add(item);
            }
        }
    }

    /// <summary>Whether waiting for a module would be waiting for oneself, over others that wait.</summary>
    public bool WouldWaitForItself(LoadedModule module, Machine waiting)
    {
        lock (_lock)
        {
            for (var next = module; next is not null; next = next.Runner?.WaitsFor)
            {
                if (ReferenceEquals(next.Runner, waiting))
                {
                    return true;
                }
            }

            waiting.WaitsFor = module;
            return false;
        }
    }
}

/// <summary>A module that the program has imported.</summary>
/// <param name="Items">Members that it selected.</param>
internal sealed record ModuleImport(ModuleValue Module, List<string> Items);
