using System.Text.RegularExpressions;

namespace Graphoid.EndToEnd.Tests.Documents;

/// <summary>A program on a page, with what it prints if the page shows that.</summary>
internal sealed record PageProgram(string Heading, string Text, string? Printed);

/// <summary>Finds programs on pages: blocks fenced with <c>```graphoid</c>, each perhaps followed by one with <c>```text</c>.</summary>
internal static partial class MarkdownBlocks
{
    /// <summary>The programs of a page in order.</summary>
    public static IReadOnlyList<PageProgram> ProgramsOf(string page)
    {
        var programs = new List<PageProgram>();
        var heading = "";
        foreach (Match part in Parts().Matches(page))
        {
            if (part.Groups["heading"].Success)
            {
                heading = part.Groups["heading"].Value;
            }
            else if (part.Groups["language"].Value == "graphoid")
            {
                programs.Add(new PageProgram(heading, part.Groups["text"].Value, Printed: null));
            }
            else if (part.Groups["language"].Value == "text" && programs is [.., { Printed: null } last] && last.Heading == heading)
            {
                programs[^1] = last with { Printed = part.Groups["text"].Value };
            }
        }

        return programs;
    }

    [GeneratedRegex(@"^#+ (?<heading>.*)$|^```(?<language>\w*)\n(?<text>[\s\S]*?)^```$", RegexOptions.Multiline)]
    private static partial Regex Parts();
}
