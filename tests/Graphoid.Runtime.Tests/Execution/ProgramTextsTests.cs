using Graphoid.Language.Text;
using Graphoid.Runtime.Host;

namespace Graphoid.Runtime.Tests.Execution;

/// <summary>Which files have to go where a program goes.</summary>
[Trait("Category", "Unit")]
public sealed class ProgramTextsTests
{
    [Fact]
    public void Files_named_by_files_are_found_once_each()
    {
        var files = new SentTexts("/p", [
            new ProgramText("/p/a.gr", "import \"./lib/b\"\nimport \"math\"\n"),
            new ProgramText("/p/lib/b.gr", "import \"../a\"\nfn f() { load \"c.gr\" }\n"),
            new ProgramText("/p/c.gr", "x = exec(\"d.gr\")\n"),
            new ProgramText("/p/d.gr", ""),
            new ProgramText("/p/other.gr", ""),
        ]);

        var found = ProgramTexts.NamedBy(new SourceText("main.gr", "import \"a\"\nname = \"other\"\nload(\"missing\")\n"), files);

        Assert.Equal(["/p/a.gr", "/p/c.gr", "/p/d.gr", "/p/lib/b.gr"], found.Select(text => text.Path).Order(StringComparer.Ordinal));
    }
}
