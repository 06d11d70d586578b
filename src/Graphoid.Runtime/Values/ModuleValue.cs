using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Library;

namespace Graphoid.Runtime.Values;

/// <summary>A namespace or a module that the host implements, such as <c>distributed</c> or <c>math</c>.</summary>
public class ModuleValue : ObjectValue
{
    private const string VersionName = "__version";

    /// <summary>A namespace over a table.</summary>
    public ModuleValue(string name, NativeTable members)
    {
        Name = name;
        Members = members;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Module;

    /// <summary>The name that the module declares.</summary>
    public string Name { get; }

    /// <summary>What it offers.</summary>
    public NativeTable Members { get; }

    /// <summary>Members that are values and no functions (<c>math.pi</c>), by name.</summary>
    public IReadOnlyDictionary<string, Value> Constants { get; init; } = new Dictionary<string, Value>(StringComparer.Ordinal);

    /// <summary>What the module answers for its version, a member that it does not export; or null.</summary>
    public string? Version { get; init; }

    /// <summary>What a call of the namespace itself runs (<c>string(x)</c>), or null.</summary>
    public NativeEntry? Function { get; init; }

    /// <summary>The name under which programs see it in lists: the alias if there is one.</summary>
    public virtual string ShownName => StandardModules.Of(this) is { Bound: [var bound, ..] } ? bound : Name;

    /// <summary>Where its text is, or <c>&lt;native:name&gt;</c>.</summary>
    public virtual string Path => $"<native:{StandardModules.Of(this)?.Name ?? Name}>";

    /// <summary>Names of the members that others may use, in order of declaration.</summary>
    public virtual IEnumerable<string> MemberNames => Constants.Keys.Union(Members.Names);

    /// <summary>Keys of the modules that it has imported itself.</summary>
    public virtual IReadOnlyList<string> Imports => [];

    /// <inheritdoc/>
    public override string Display => $"<module {Name}>";

    /// <summary>The member of that name, or <see cref="Value.Undefined"/>.</summary>
    /// <exception cref="GraphoidException">The member is private.</exception>
    public virtual Value FindMember(string name) => Constants.TryGetValue(name, out var constant) ? constant
        : Members.Find(name) is { } entry ? Value.Of(new NativeFunctionValue(entry, Value.Undefined))
        : name == VersionName && Version is { } version ? Value.Of(version)
        : Value.Undefined;

    /// <summary>The error for a member that is not there.</summary>
    internal GraphoidException NoMember(string name) => Accessor.UnknownMember(Members.Owner, name, MemberNames);
}
