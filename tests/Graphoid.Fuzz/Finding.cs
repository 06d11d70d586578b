using System.Text.RegularExpressions;

namespace Graphoid.Fuzz;

/// <summary>What is wrong with how an input was answered.</summary>
/// <param name="Stage">Where: <c>read</c>, <c>print</c>, <c>format</c>, <c>bind</c>, <c>run</c>, <c>compare</c>.</param>
/// <param name="Signature">The same for findings that are probably one mistake.</param>
internal sealed partial record Finding(string Stage, string Signature, string Details)
{
    /// <summary>An exception that is no diagnostic and no error of the program.</summary>
    public static Finding Of(string stage, Exception failure)
    {
        var places = Place().Matches(failure.StackTrace ?? string.Empty).Take(2).Select(match => match.Groups[1].Value);
        return new Finding(stage, $"{failure.GetType().Name} {string.Join(" < ", places)}", failure.ToString());
    }

    [GeneratedRegex(@"^\s+at (Graphoid\.[\w.`<>]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
