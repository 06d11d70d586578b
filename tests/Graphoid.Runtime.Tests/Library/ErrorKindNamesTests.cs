using System.Reflection;
using Graphoid.Language.Binding;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Library;

[Trait("Category", "Unit")]
public sealed class ErrorKindNamesTests
{
    [Fact]
    public void The_checker_knows_every_kind_that_the_runtime_has()
    {
        var kinds = typeof(ErrorKind).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)).OfType<ErrorKind>().Select(kind => kind.Name);

        Assert.Equal(kinds.Append("Error").Order(StringComparer.Ordinal), ErrorKindNames.All.Order(StringComparer.Ordinal));
    }
}
