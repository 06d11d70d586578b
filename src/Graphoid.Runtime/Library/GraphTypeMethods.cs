using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Built-in methods of graphs about types and methods (reference, section 6.1).</summary>
internal static class GraphTypeMethods
{
    /// <summary>Adds them to the methods of graphs.</summary>
    public static NativeTable AddTypeMethods(this NativeTable table) => table
        .Add("is_a", "type", "Whether this is of a type, comes from it or includes it.", IsA)
        .Add("type_of", "", "Name of the graph's type.", (in NativeCall c) => Value.Of(Self(c).Type.Declared.Name))
        .Add("template", "", "The graph this was made from.", (in NativeCall c) => Value.Of(Self(c).Type.Declared.Template))
        .Add("ancestors", "", "Names of the types this comes from, nearest first.", Ancestors)
        .Add("responds_to", "name", "Whether a call of this name finds a method.", RespondsTo)
        .Add("include", "mixin", "Adds the methods of another graph and the properties that are missing here.", Include)
        .Add("remove_method", "name", "Takes a method from this graph: its own, so that the one it overrode answers again, or else the one it has from its template. Yields whether there was one.", RemoveMethod)
        .Add("method_reads", "name", "The properties that a method reads.", (in NativeCall c) => Names(UsageOf(c).Reads))
        .Add("method_writes", "name", "The properties that a method writes.", (in NativeCall c) => Names(UsageOf(c).Writes))
        .Add("property_readers", "name", "The methods that read a property.", (in NativeCall c) =>
            Names(PropertyUsage.MethodsOf(Self(c), Reading(Name(c)))))
        .Add("property_writers", "name", "The methods that write a property.", (in NativeCall c) =>
            Names(PropertyUsage.MethodsOf(Self(c), Writing(Name(c)))))
        .Add("dependencies", "name", "The properties that the methods which write a property read.", (in NativeCall c) =>
            Names(PropertyUsage.DependenciesOf(Self(c), Name(c))))
        .Add("dependents", "name", "The properties that depend on a property.", (in NativeCall c) =>
            Names(PropertyUsage.DependentsOf(Self(c), Name(c))))
        .Add("dependency_order", "", "The properties, each behind those it depends on.", (in NativeCall c) =>
            Names(PropertyUsage.Order(Self(c))));

    private static Instance Self(in NativeCall call) => (Instance)call.Self.Reference!;

    private static string Name(in NativeCall call) => call[0].Reference is Symbol symbol ? symbol.Name : call.Text(0);

    private static Func<PropertyUsage, bool> Reading(string name) => usage => usage.Reads.Contains(name);

    private static Func<PropertyUsage, bool> Writing(string name) => usage => usage.Writes.Contains(name);

    private static Value Names(IEnumerable<string> names) => Value.Of(new ListValue([.. names.Select(Value.Of)]));

    private static PropertyUsage UsageOf(in NativeCall call)
    {
        var self = Self(call);
        var name = Name(call);
        return self.Type.FindMethod(name) is { } method
            ? PropertyUsage.Of(self, method)
            : throw Machine.UnknownMethod(call.Self, name);
    }

    private static Value IsA(in NativeCall call)
    {
        var type = Self(call).Type;
        if (call[0].Reference is Instance other)
        {
            return Value.Of(type.IsA(other.Type.Declared));
        }

        var name = call.Text(0);
        for (var t = type; t is not null; t = t.Parent)
        {
            if (t.Name == name || t.Included.Any(mixin => mixin.Name == name))
            {
                return Value.True;
            }
        }

        return Value.False;
    }

    private static Value Ancestors(in NativeCall call)
    {
        var names = new List<string>();
        for (var type = Self(call).Type.Declared.Parent; type is not null; type = type.Parent)
        {
            names.Add(type.Name);
        }

        return Names(names);
    }

    private static Value RespondsTo(in NativeCall call)
    {
        var (self, name) = (Self(call), Name(call));
        if (self.Type.FindMethod(name) is { } method)
        {
            return Value.Of(!method.Code.IsStatic || self is GraphObject { IsTemplate: true });
        }

        return Value.Of((self.TryGetProperty(name, out var property) && property.Kind == ValueKind.Function)
            || MethodTables.Find(ValueKind.Graph, name) is not null);
    }

    private static Value Include(in NativeCall call)
    {
        var graph = ToChange(call);
        var mixin = call[0].Reference as GraphObject ?? throw ArgumentChecks.Wrong(call.Entry, 0, "graph", call[0]);
        graph.TypeToChange().Include(mixin.Type);
        var names = mixin.Layout.Names;
        for (var i = 0; i < names.Count; i++)
        {
            if (graph.Layout.IndexOf(names[i]) < 0)
            {
                graph.AddProperty(names[i], mixin.GetProperty(i).Share());
            }
        }

        return Value.None;
    }

    private static Value RemoveMethod(in NativeCall call)
    {
        var (graph, name) = (ToChange(call), Name(call));
        if (graph.Type.FindMethod(name) is null)
        {
            return Value.False;
        }

        graph.TypeToChange().RemoveMethod(name);
        return Value.True;
    }

    /// <summary>The receiver, when its methods may be changed here.</summary>
    private static GraphObject ToChange(in NativeCall call)
    {
        var graph = call.Self.Reference as GraphObject
            ?? throw GraphoidException.WrongType($"`{call.Entry.Name}`", "a graph of the program", call.Self);
        ((Machine)call.Program).CheckWritable(graph);
        return graph;
    }
}
