using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Graphs;

/// <summary>Which properties a method reads and writes, as its body says (reference, section 6.1, introspection).</summary>
/// <param name="Reads">In order of first use.</param>
/// <param name="Writes">In order of first use.</param>
internal sealed record PropertyUsage(IReadOnlyCollection<string> Reads, IReadOnlyCollection<string> Writes)
{
    /// <summary>What all definitions of a method and the functions inside them use. Cost: O(length of the bodies).</summary>
    public static PropertyUsage Of(Instance self, FunctionValue method)
    {
        var (reads, writes) = (new List<string>(), new List<string>());
        for (var definition = method; definition is not null; definition = definition.Overload)
        {
            Collect(definition.Code, reads, writes);
        }

        return new PropertyUsage([.. Known(reads)], [.. Known(writes)]);

        IEnumerable<string> Known(List<string> names) => names.Distinct().Where(name => self.Layout.IndexOf(name) >= 0);
    }

    /// <summary>Names of the methods whose usage fits, nearest type first, in order of declaration.</summary>
    public static IEnumerable<string> MethodsOf(Instance self, Func<PropertyUsage, bool> fits) =>
        All(self).Where(m => fits(m.Usage)).Select(m => m.Name);

    /// <summary>What the methods that write a property read, the property itself left out.</summary>
    public static IEnumerable<string> DependenciesOf(Instance self, string property) => All(self)
        .Where(m => m.Usage.Writes.Contains(property))
        .SelectMany(m => m.Usage.Reads)
        .Where(name => name != property)
        .Distinct();

    /// <summary>The properties whose dependencies contain a property.</summary>
    public static IEnumerable<string> DependentsOf(Instance self, string property) =>
        self.Layout.Names.Where(name => DependenciesOf(self, name).Contains(property));

    /// <summary>All properties, each behind its dependencies, otherwise in order of declaration; a circle is cut where it closes.</summary>
    public static IReadOnlyList<string> Order(Instance self)
    {
        var order = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(string Name, Queue<string> Left)>();
        foreach (var name in self.Layout.Names)
        {
            Open(name);
            while (open.TryPeek(out var top))
            {
                if (top.Left.TryDequeue(out var dependency))
                {
                    Open(dependency);
                }
                else
                {
                    order.Add(open.Pop().Name);
                }
            }
        }

        return order;

        void Open(string name)
        {
            if (seen.Add(name))
            {
                open.Push((name, new Queue<string>(DependenciesOf(self, name))));
            }
        }
    }

    private static List<(string Name, PropertyUsage Usage)> All(Instance self)
    {
        var all = new List<(string, PropertyUsage)>();
        foreach (var name in self.Type.MethodNames.Distinct())
        {
            // A private method also stands under its name with an underscore.
            if (self.Type.FindMethod(name) is { } method && method.Code.Name == name)
            {
                all.Add((name, Of(self, method)));
            }
        }

        return all;
    }

    private static void Collect(FunctionCode code, List<string> reads, List<string> writes)
    {
        var instructions = code.Instructions;
        for (var i = 0; i < instructions.Length; i++)
        {
            ref readonly var at = ref instructions[i];
            switch (at.Op)
            {
                case OpCode.LoadSelfProperty or OpCode.LoadSelfOr when !IsRootOfWrite(instructions, i):
                    reads.Add(code.Names[at.A]);
                    break;
                case OpCode.StoreSelfProperty or OpCode.StoreSelfOr:
                    writes.Add(code.Names[at.A]);
                    break;
                case OpCode.Member when instructions[i - 1].Op == OpCode.LoadSelf:
                    reads.Add(code.Names[at.A]);
                    break;
                case OpCode.PathRead or OpCode.PathOwn when instructions[i - 1].Op == OpCode.LoadSelf && code.Paths[at.A].Members[0] is { } read:
                    reads.Add(read);
                    break;
                case OpCode.PathWrite when instructions[i - 1].Op == OpCode.LoadSelf && code.Paths[at.A].Members[0] is { } written:
                    writes.Add(written);
                    break;
                default:
                    break;
            }
        }

        foreach (var inner in code.Functions)
        {
            Collect(inner, reads, writes);
        }
    }

    /// <summary><c>items[k] = v</c> loads the property only to put the changed one back.</summary>
    private static bool IsRootOfWrite(Instruction[] instructions, int load)
    {
        // Behind a property that may also be something else stand the other places it is looked for.
        var at = load + 1;
        while (instructions[at].Op is OpCode.LoadCapturedOr or OpCode.LoadModuleOr or OpCode.LoadOwnTypeOr or OpCode.LoadReceiverOr or OpCode.LoadBuiltin
            or OpCode.UnknownName)
        {
            at++;
        }

        return instructions[at].Op == OpCode.PathWrite;
    }
}
