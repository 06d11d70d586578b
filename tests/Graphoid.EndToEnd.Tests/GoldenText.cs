namespace Graphoid.EndToEnd.Tests;

/// <summary>Texts that the tool prints, kept as files; a changed one is reviewed like code.</summary>
internal static class GoldenText
{
    /// <summary>The text of a file in <c>Golden</c>.</summary>
    public static string Of(string name) => Repository.Read("tests", "Graphoid.EndToEnd.Tests", "Golden", name);
}
