using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>The built-in methods of every kind of value.</summary>
public static class MethodTables
{
    private static readonly NativeTable[] ByKind = Build();

    /// <summary>The methods of every value.</summary>
    public static NativeTable Common => ValueMethods.Table;

    /// <summary>The methods that values of a kind have besides the common ones.</summary>
    public static NativeTable For(ValueKind kind) => ByKind[(int)kind];

    /// <summary>The method that a value of this kind answers a name with, or null.</summary>
    /// <remarks>The kind's own methods come before the common ones.</remarks>
    public static NativeEntry? Find(ValueKind kind, string name) => For(kind).Find(name) ?? Common.Find(name);

    /// <summary>Whether some kind of value answers this name.</summary>
    public static bool IsMethod(string name) =>
        Common.Find(name) is not null || Array.Exists(ByKind, table => table.Find(name) is not null);

    /// <summary>All names that <see cref="Find"/> knows for a kind.</summary>
    public static IEnumerable<string> NamesFor(ValueKind kind) => For(kind).Names.Union(Common.Names);

    private static NativeTable[] Build()
    {
        var tables = new NativeTable[ValueKinds.Count];
        for (var kind = 0; kind < tables.Length; kind++)
        {
            tables[kind] = (ValueKind)kind switch
            {
                ValueKind.Number => NumberMethods.Table,
                ValueKind.BigNumber => BigNumberMethods.Table,
                ValueKind.String => StringMethods.Table,
                ValueKind.Symbol => SymbolMethods.Table,
                ValueKind.Regex => RegexMethods.Table,
                ValueKind.List => ListMethods.Table,
                ValueKind.Map => MapMethods.Table,
                ValueKind.Range => RangeMethods.Table,
                ValueKind.Function => FunctionMethods.Table,
                ValueKind.Error => ErrorMethods.Table,
                ValueKind.Graph => GraphMethods.Table,
                ValueKind.Node => NodeMethods.Table,
                ValueKind.Edge => NodeMethods.EdgeTable,
                ValueKind.Partition => NodeMethods.PartitionTable,
                ValueKind.Actor => ActorMethods.Table,
                ValueKind.Module => ModuleMethods.Table,
                ValueKind.PatternNode or ValueKind.PatternEdge or ValueKind.PatternPath => PatternMethods.StepTable,
                ValueKind.PatternMatchResults => PatternMethods.ResultTable,
                ValueKind.Channel => ChannelMethods.Table,
                ValueKind.Time => TimeMethods.Table,
                ValueKind.None => new NativeTable("none"),
                var other => new NativeTable("a " + ValueKinds.NameOf(other)),
            };
        }

        return tables;
    }
}
