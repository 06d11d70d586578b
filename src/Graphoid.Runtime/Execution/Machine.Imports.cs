using Graphoid.Language.Binding;
using Graphoid.Language.Diagnostics;
using Graphoid.Language.Parsing;
using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Modules: an import that finds a new file runs it in a frame of its own, above the one that imports.</summary>
internal sealed partial class Machine
{
    /// <summary>Files that run inside each other; a file that loads itself would go on for ever.</summary>
    private const int NestedFilesMax = 200;

    /// <summary>The module that somebody else runs and this machine waits for; guarded by the registry.</summary>
    public LoadedModule? WaitsFor { get; set; }

    /// <summary>Pushes a module that is there, or enters the file of a new one.</summary>
    private Step Import(ModuleInstance importing, string text)
    {
        if (StandardModules.Find(text) is { } standard)
        {
            _stack[_sp++] = Value.Of(standard.Value);
            return Step.Done;
        }

        if (!importing.Resolved.TryGetValue(text, out var module) || module.IsFailed)
        {
            module = Take(importing, text, out var isNew);
            importing.Resolved[text] = module;
            if (isNew)
            {
                EnterFile(module.Instance);
                return Step.Entered;
            }
        }

        if (module.Runner is null)
        {
            _stack[_sp++] = Value.Of(module.Value);
            return Step.Done;
        }

        return Program.Modules.WouldWaitForItself(module, this)
            ? throw Circular(importing, text, module.Instance.Origin.Path)
            : Wait(WaitFor(module));
    }

    private async ValueTask<Value> WaitFor(LoadedModule module)
    {
        try
        {
            return await module.Ready.ConfigureAwait(false);
        }
        finally
        {
            WaitsFor = null;
        }
    }

    private LoadedModule Take(ModuleInstance importing, string text, out bool isNew)
    {
        if (LibrarySources.Find(text) is { } library)
        {
            return Program.Modules.Take(ModuleOrigin.Library(text).Path, () => new LoadedModule(LibrarySources.NewInstance(text, library), this), out isNew);
        }

        var files = Sources("import", text);
        var found = ModuleSearch.Import(files, importing, text);
        if (IsRunning(found.Path))
        {
            throw Circular(importing, text, found.Path);
        }

        return Program.Modules.Take(found.Path, Create, out isNew);

        LoadedModule Create()
        {
            var code = Compile(new SourceText(found.ShownPath, files.Read(found.Path)));
            return new LoadedModule(new ModuleInstance(code, new ModuleOrigin(found.Path, text, false)), this);
        }
    }

    /// <summary>Puts the module in place of what its statements left, and binds what goes with it.</summary>
    private Value FinishImport(ModuleInstance importing, string text, Value imported, bool bindsNames)
    {
        if (imported.Reference is not ModuleValue module)
        {
            var loaded = importing.Resolved[text];
            loaded.Complete();
            module = loaded.Value;
        }

        var standard = StandardModules.Find(text);
        var isNamespace = standard is { Bound.Count: 0 };
        if (!isNamespace)
        {
            var key = module is FileModuleValue { Instance.Origin.Path: var path } && !path.StartsWith('<') ? path : text;
            importing.NoteImport(key);
            if (importing.Origin.IsProgram)
            {
                Program.Modules.Note(module);
            }
        }

        if (bindsNames)
        {
            importing.BindNames(standard?.Bound ?? [module.ShownName], Value.Of(module));
        }

        return Value.Of(module);
    }

    private Value ImportMember(ModuleInstance importing, Value imported, string name)
    {
        var module = (ModuleValue)imported.Reference!;
        var member = module.FindMember(name);
        if (member.IsUndefined)
        {
            throw module.NoMember(name);
        }

        if (importing.Origin.IsProgram)
        {
            Program.Modules.NoteItem(module, name);
        }

        if (module.Path == SpecRun.LibraryPath)
        {
            // A test that names some of the test library has all of it (library reference, 3.2).
            foreach (var bare in SpecRun.BareNames.Where(bare => importing.SlotOf(bare) is var slot and >= 0 && importing.Slots[slot].IsUndefined))
            {
                importing.BindNames([bare], module.FindMember(bare));
            }
        }

        return member.Share();
    }

    /// <summary>Runs a file at the module level of the one that loads it, every time.</summary>
    private void LoadFile(ModuleInstance loading)
    {
        var path = _stack[--_sp];
        var text = path.Reference as string ?? throw GraphoidException.WrongType("`load`", "string", path);
        var files = Sources("load", text);
        var found = ModuleSearch.Load(files, loading, text);
        var source = new SourceText(found.ShownPath, files.Read(found.Path));
        var origin = new ModuleOrigin(found.Path, loading.Origin.WrittenAs, loading.Origin.IsProgram);
        EnterFile(loading.Join(source.Hash + found.Path, origin, level => Compile(source, level)));
    }

    private void EnterFile(ModuleInstance module)
    {
        var nested = 0;
        for (var i = _depth - 1; i >= 0; i--)
        {
            nested += _frames[i].Code.Scope.Kind == ScopeKind.Module ? 1 : 0;
        }

        if (nested > NestedFilesMax)
        {
            throw TooDeep($"files are loaded inside each other deeper than {NestedFilesMax}");
        }

        EnsureStack(_sp + 1);
        _stack[_sp++] = Value.None;
        EnterFunction(new FunctionValue(module.Program.Main, module, [], null, null), null, _sp, 0);
    }

    /// <summary>A frame is left by an error; when it is that of a module, the module is not there and may be tried again.</summary>
    private void EndImport(in Frame frame, GraphoidException failure)
    {
        if (frame.Code.Scope.Kind == ScopeKind.Module && frame.Function.Module.Loading is { } module
            && ReferenceEquals(frame.Code, module.Instance.Program.Main))
        {
            Program.Modules.Remove(module);
            module.Fail(failure);
        }
    }

    /// <summary>A text as a program of its own.</summary>
    /// <exception cref="GraphoidException">SyntaxError at the first mistake in it.</exception>
    public GraphoidProgram Parse(SourceText source)
    {
        var program = GraphoidProgram.Load(source);
        CheckRunnable(program.Diagnostics);
        return program;
    }

    private ProgramCode Compile(SourceText source, IReadOnlyList<string>? level = null)
    {
        Program.RecordCallsOf(source.Text);
        _calls = Program.Calls;
        var parsed = Parser.Parse(source);
        CheckRunnable(parsed.Diagnostics);
        var bound = Binder.Bind(parsed.Unit, level);
        CheckRunnable(bound.Diagnostics);
        return ProgramCode.Compile(bound);
    }

    private void CheckRunnable(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } mistake)
        {
            throw new GraphoidException(new ErrorValue(ErrorKind.Syntax, mistake.Message, mistake.Id)
            {
                Label = mistake.Label,
                Help = mistake.Help,
                Trace = [new TraceFrame("main", mistake.Source, mistake.Span), .. Trace()],
            });
        }
    }

    /// <summary>The files that this code may read; code on its way through partitions never may.</summary>
    public ISourceFiles Sources(string member, string text)
    {
        if (Activation is null && (Program.Host.Withheld & HostPermissions.Files) == 0 && Program.Host.Sources is { } files)
        {
            return files;
        }

        throw GraphoidException.Library(
            ErrorKind.Permission,
            $"`{member}`: reading files is not permitted here",
            RuntimeErrorIds.NotPermitted,
            member == "import" ? StandardModules.HelpFor(text, []) : null);
    }

    private bool IsRunning(string path)
    {
        for (var i = 0; i < _depth; i++)
        {
            if (_frames[i].Code.Scope.Kind == ScopeKind.Module && PathOf(_frames[i].Function.Module) == path)
            {
                return true;
            }
        }

        return false;
    }

    private string PathOf(ModuleInstance module) =>
        module.Origin is { IsProgram: true, Path: "" } && Program.Host.Sources is { } files
            ? files.FullPath(module.Program.Source.Name, null)
            : module.Origin.Path;

    private GraphoidException Circular(ModuleInstance importing, string text, string path)
    {
        var chain = new List<string>();
        for (var i = 0; i < _depth; i++)
        {
            var module = _frames[i].Function.Module;
            if (_frames[i].Code.Scope.Kind == ScopeKind.Module && (chain.Count > 0 || PathOf(module) == path))
            {
                chain.Add(module.Program.Source.Name);
            }
        }

        if (chain.Count > 0)
        {
            chain.Add(chain[0]);
        }

        return new GraphoidException(
            ErrorKind.CircularDependency,
            $"\"{text}\" is imported while it is still running"
                + (chain.Count > 0 ? $": {string.Join(" imports ", chain)}" : string.Empty),
            RuntimeErrorIds.UnknownName,
            "move what both need into a module of its own");
    }
}
