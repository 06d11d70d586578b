using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Library;

namespace Graphoid.Runtime.Values;

/// <summary>A module written in Graphoid: its members are the names of its module level.</summary>
internal sealed class FileModuleValue : ModuleValue
{
    public FileModuleValue(ModuleInstance instance)
        : base(NameOf(instance), new NativeTable($"module `{NameOf(instance)}`")) => Instance = instance;

    /// <summary>The running module.</summary>
    public ModuleInstance Instance { get; }

    /// <inheritdoc/>
    public override string ShownName => Instance.Names.Alias ?? Name;

    /// <inheritdoc/>
    public override string Path => Instance.Origin.Path;

    /// <inheritdoc/>
    public override IEnumerable<string> MemberNames => Instance.Exports;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Imports => Instance.ImportKeys;

    /// <inheritdoc/>
    public override Value FindMember(string name)
    {
        var slot = Instance.SlotOf(name);
        return slot < 0 || Instance.Slots[slot].IsUndefined ? Value.Undefined
            : Instance.Names.IsPrivate(name) ? throw Private(name)
            : Instance.Slots[slot].Share();
    }

    private GraphoidException Private(string name) => new(
        ErrorKind.Runtime,
        $"`{name}` of module `{Name}` is private",
        RuntimeErrorIds.Private,
        "names behind `priv` or with a leading `_` are for the module itself");

    private static string NameOf(ModuleInstance instance) => instance.Names.Name ?? instance.Origin.FileName;
}
