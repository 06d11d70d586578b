using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

public class MethodTablesTests
{
    [Fact]
    public void Every_kind_has_a_table_with_an_owner() =>
        Assert.All(Enum.GetValues<ValueKind>(), kind => Assert.NotEmpty(MethodTables.For(kind).Owner));

    [Fact]
    public void Own_methods_come_before_common_ones()
    {
        Assert.NotSame(MethodTables.Common.Find("type"), MethodTables.Find(ValueKind.Error, "type"));
        Assert.Same(MethodTables.Common.Find("type"), MethodTables.Find(ValueKind.List, "type"));
        Assert.Null(MethodTables.Find(ValueKind.Bool, "append"));
    }

    [Fact]
    public void Ranges_answer_every_name_of_lists() =>
        Assert.Equal(MethodTables.NamesFor(ValueKind.List).Order(), MethodTables.NamesFor(ValueKind.Range).Order());

    [Fact]
    public void Every_entry_is_documented_in_one_sentence()
    {
        var tables = Enum.GetValues<ValueKind>().Select(MethodTables.For)
            .Append(MethodTables.Common).Append(Constructors.List).Append(Constructors.String);
        Assert.All(tables.SelectMany(table => table.Names.Select(name => table.Find(name)!)), entry =>
        {
            Assert.EndsWith(".", entry.Doc, StringComparison.Ordinal);
            Assert.True(char.IsUpper(entry.Doc[0]), entry.Name);
        });
    }
}
