using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>regex</c> (library reference, section 12); patterns are strings or regex values.</summary>
internal static class RegexModule
{
    public static NativeTable Table { get; } = new NativeTable("`regex`")
        .Add("matches", "pattern, text", "Whether the pattern matches somewhere in the text.",
            static (in call) => Value.Of(Pattern(call).For(call.Text(1)).IsMatch(call.Text(1))))
        .Add("find", "pattern, text", "The text of the first match, empty when there is none.", Find)
        .Add("find_all", "pattern, text", "The texts of all matches that are not empty.", FindAll)
        .Add("replace", "pattern, text, replacement", "The text with every match that is not empty replaced by a text as it stands.",
            static (in call) => Value.Of(TextPattern.OfRegex(Pattern(call)).Replace(call.Text(1), call.Text(2))));

    private static RegexValue Pattern(in NativeCall call)
    {
        if (call[0].Reference is RegexValue regex)
        {
            return regex;
        }

        var body = call[0].Reference as string ?? throw ArgumentChecks.Wrong(call.Entry, 0, "string or regex", call[0]);
        try
        {
            return new RegexValue(body, string.Empty);
        }
        catch (GraphoidException failure)
        {
            throw GraphoidException.Library(failure.Error.ErrorKind, $"`{call.Entry.Name}`: {failure.Error.Message}");
        }
    }

    private static Value Find(in NativeCall call)
    {
        var text = call.Text(1);
        foreach (var match in Pattern(call).For(text).EnumerateMatches(text))
        {
            return Value.Of(text.Substring(match.Index, match.Length));
        }

        return Value.Of(string.Empty);
    }

    private static Value FindAll(in NativeCall call)
    {
        var text = call.Text(1);
        var pieces = TextPattern.OfRegex(Pattern(call)).FindIn(text);
        return Value.Of(new ListValue([.. pieces.Select(piece => Value.Of(text.Substring(piece.Start, piece.Length)))]));
    }
}
