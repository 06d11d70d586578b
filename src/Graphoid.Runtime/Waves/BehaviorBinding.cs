using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Waves;

/// <summary>A graph type bound to nodes: handler, layout of the fields, and the slot its columns have in every partition.</summary>
/// <remarks>The representation the kernels start from: fields are columns by index, the handler is one function whose arms
/// are in its syntax tree.</remarks>
internal sealed class BehaviorBinding
{
    public BehaviorBinding(int slot, GraphType type)
        : this(slot, type, type.Template.Layout, [.. type.Template.Layout.Names.Select((_, i) => type.Template.GetProperty(i).Share())])
    {
    }

    /// <summary>A binding as an image has it: its fields are those of the time it was made, whatever became of the template.</summary>
    public BehaviorBinding(int slot, GraphType type, PropertyLayout layout, IReadOnlyList<Value> initial)
    {
        Slot = slot;
        Type = type;
        Layout = layout;
        Initial = initial;
        Handler = type.FindMethod("on_message") ?? throw new GraphoidException(
            ErrorKind.Runtime,
            $"`{type.Name}` cannot be a behaviour: it has no `fn on_message(msg)`",
            RuntimeErrorIds.BadConfiguration);
    }

    /// <summary>Index of the field table in every partition.</summary>
    public int Slot { get; }

    /// <summary>The type.</summary>
    public GraphType Type { get; }

    /// <summary>Field names; index = column.</summary>
    public PropertyLayout Layout { get; }

    /// <summary><c>on_message</c>.</summary>
    public FunctionValue Handler { get; }

    /// <summary>Initial values by column.</summary>
    public IReadOnlyList<Value> Initial { get; }
}
