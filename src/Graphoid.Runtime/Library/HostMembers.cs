using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Adds members to a module that need a permission of the host when they are called (library reference, section 2).</summary>
/// <remarks>Importing the module and naming the member are always allowed.</remarks>
internal sealed class HostMembers(string module, NativeTable table)
{
    /// <summary>The table with everything that was added.</summary>
    public NativeTable Table => table;

    /// <summary>Adds a member that finishes at once.</summary>
    /// <param name="inHandlers">Whether code of nodes may call it although it has no permissions.</param>
    public HostMembers Add(HostPermissions need, string names, string signature, string doc, NativeBody body, bool inHandlers = false)
    {
        foreach (var name in names.Split('|'))
        {
            table.Add(name, signature, doc, (in call) =>
            {
                Require(call.Program, name, need, inHandlers);
                return body(call);
            });
        }

        return this;
    }

    /// <summary>Adds a member that may have to wait.</summary>
    public HostMembers AddTask(HostPermissions need, string name, string signature, string doc, NativeTaskBody body)
    {
        table.AddTask(name, signature, doc, (in call) =>
        {
            Require(call.Program, name, need, inHandlers: false);
            return body(call);
        });
        return this;
    }

    private void Require(IProgramCalls program, string name, HostPermissions need, bool inHandlers)
    {
        var machine = (Machine)program;
        var isShipped = machine.Activation is not null && !inHandlers;
        if (isShipped || (machine.Program.Host.Withheld & need) != 0)
        {
            throw NotPermitted($"{module}.{name}", need, isShipped);
        }
    }

    private static GraphoidException NotPermitted(string member, HostPermissions need, bool isShipped)
    {
        var word = need.ToString().ToLowerInvariant();
        return new GraphoidException(
            ErrorKind.Permission,
            isShipped
                ? $"`{member}` is not permitted here: it needs the permission \"{word}\", which code of nodes never has"
                : $"`{member}` is not permitted: the host of this program withholds the permission \"{word}\"",
            RuntimeErrorIds.NotPermitted,
            isShipped ? "call it outside of handlers and pass what it gives in the message" : null);
    }
}
