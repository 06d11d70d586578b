using System.Xml.Linq;

namespace Graphoid.EndToEnd.Tests.Architecture;

public sealed class DocumentationTests
{
    public static TheoryData<string> Assemblies => new(ProductAssemblies.All.Select(assembly => assembly.GetName().Name!));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_public_type_says_in_a_sentence_what_it_is(string name)
    {
        var assembly = ProductAssemblies.Named(name);
        var summaries = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, member => ((string?)member.Element("summary"))?.Trim());

        var silent = assembly.GetExportedTypes()
            .Select(type => "T:" + type.FullName!.Replace('+', '.'))
            .Where(key => string.IsNullOrEmpty(summaries.GetValueOrDefault(key)));

        Assert.Empty(silent);
    }
}
