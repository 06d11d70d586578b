using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

internal sealed partial class Machine
{
    /// <summary>A member of the module, else one of the methods that all modules have.</summary>
    private Step CallMember(ModuleValue module, string name, FunctionCode code, int cache, int at, int count, CallShape? shape)
    {
        if (module is FileModuleValue file)
        {
            if (code.Caches[cache] is MemberCache cached && ReferenceEquals(cached.Module, file))
            {
                return CallStored(file.Instance.Slots[cached.Slot], at, count, shape);
            }

            if (file.FindMember(name) is { IsUndefined: false } member)
            {
                code.Caches[cache] = new MemberCache(file, file.Instance.SlotOf(name));
                return CallStored(member, at, count, shape);
            }
        }
        else if (module.Members.Find(name) is { } entry)
        {
            return InvokeAt(entry, Value.Undefined, at, count, shape);
        }
        else if (module.FindMember(name) is { IsUndefined: false } constant)
        {
            return CallStored(constant, at, count, shape);
        }

        return MethodTables.Find(ValueKind.Module, name) is { } method
            ? InvokeAt(method, Value.Of(module), at, count, shape)
            : throw module.NoMember(name);
    }

    /// <summary>The slot of a member that was called here last; a slot once set stays so.</summary>
    private sealed record MemberCache(FileModuleValue Module, int Slot);
}
