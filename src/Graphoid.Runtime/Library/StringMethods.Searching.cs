using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Searching and splitting strings, and calling back per character.</summary>
internal static partial class StringMethods
{
    private static readonly string[] ContainsModes = ["any", "all", "only"];

    private static void AddSearching(NativeTable table) => table
        .Add("contains", "text|sub, patterns...", "Whether a text occurs; with :any, :all or :only, whether named patterns occur.",
            Contains)
        .Add("starts_with", "text|s", "Whether the string starts with a text.",
            static (in call) => Value.Of(Text(call.Self).StartsWith(call.Text(0), StringComparison.Ordinal)))
        .Add("ends_with", "text|s", "Whether the string ends with a text.",
            static (in call) => Value.Of(Text(call.Self).EndsWith(call.Text(0), StringComparison.Ordinal)))
        .Add("index_of", "text|sub", "The index of the first occurrence of a text, -1 when it is absent.",
            static (in call) => IndexAt(Text(call.Self), OffsetOf(Text(call.Self), call.Text(0))))
        .Add("last_index_of", "text|sub", "The index of the last occurrence of a text, -1 when it is absent.",
            static (in call) => IndexAt(Text(call.Self), LastOffsetOf(Text(call.Self), call.Text(0))))
        .Add("split", "separator|sep", "The texts between the matches of a text or a regex; \"\" gives the characters.",
            Split)
        .Add("extract", "pattern|pat", "All pieces that match a named pattern, a regex or a text.",
            static (in call) => Pieces(Text(call.Self), TextPattern.Of(call.Entry, 0, call[0])))
        .Add("count", "pattern|pat|sub", "Number of matches; :digits counts characters.", Count)
        .Add("find", "pattern|pat, occurrence|n?", "The index of the first match, or of the n-th; -1 when there is none.",
            Find)
        .Add("matches", "regex", "Whether a regular expression matches somewhere.",
            static (in call) => Value.Of(RegexMethods.Argument(call, 0).For(Text(call.Self)).IsMatch(Text(call.Self))))
        .Add("find_all", "regex", "The texts that a regular expression matches, empty ones left out.",
            static (in call) => Pieces(Text(call.Self), TextPattern.OfRegex(RegexMethods.Argument(call, 0))));

    private static void AddCalling(NativeTable table) => table
        .AddAsync("map", "function|fn", "What the function gives for each character.", MapAsync)
        .AddAsync("filter", "test|fn|pat", "The characters that pass a function, or the pieces that match a pattern.",
            static call => SelectAsync(call, keep: true), hasBang: true)
        .AddAsync("reject", "test|fn|pat", "The string without what `filter` would keep.",
            static call => SelectAsync(call, keep: false), hasBang: true)
        .AddAsync("each", "function|fn", "Calls the function with each character and its index.", EachAsync);

    private static int OffsetOf(string text, string sought) => text.IndexOf(sought, StringComparison.Ordinal);

    private static int LastOffsetOf(string text, string sought) => text.LastIndexOf(sought, StringComparison.Ordinal);

    private static Value IndexAt(string text, int offset) =>
        Value.Of(offset < 0 ? -1 : ScalarText.IndexOf(text, offset));

    private static Value Contains(in NativeCall call)
    {
        var text = Text(call.Self);
        if (call[0].Reference is not Symbol mode)
        {
            return call.Rest.IsEmpty
                ? Value.Of(text.Contains(call.Text(0), StringComparison.Ordinal))
                : throw ArgumentChecks.Wrong(call.Entry, 0, "symbol", call[0]);
        }

        if (!ContainsModes.Contains(mode.Name))
        {
            throw Callbacks.UnknownSymbol("contains", "mode", mode, ContainsModes);
        }

        var patterns = new List<TextPattern>();
        for (var i = 0; i < call.Rest.Length; i++)
        {
            patterns.Add(TextPattern.Of(call.Entry, i + 1, call.Rest[i]));
        }

        return Value.Of(mode.Name switch
        {
            "any" => patterns.Any(pattern => pattern.FindIn(text).Count > 0),
            "all" => patterns.All(pattern => pattern.FindIn(text).Count > 0),
            _ => CoverTogether(patterns, text),
        });
    }

    /// <summary>Whether every code unit lies in a piece of some pattern.</summary>
    private static bool CoverTogether(List<TextPattern> patterns, string text)
    {
        var isCovered = new bool[text.Length];
        foreach (var piece in patterns.SelectMany(pattern => pattern.FindIn(text)))
        {
            isCovered.AsSpan(piece.Start, piece.Length).Fill(true);
        }

        return !isCovered.Contains(false);
    }

    private static Value Split(in NativeCall call)
    {
        var text = Text(call.Self);
        if (call[0].Reference is RegexValue regex)
        {
            return SplitBy(text, regex);
        }

        var separator = call.Text(0);
        return Value.Of(new ListValue(separator.Length == 0
            ? ScalarText.Characters(text)
            : SplitAt(text, separator)));
    }

    private static Value[] SplitAt(string text, string separator)
    {
        var parts = new Value[SizeLimits.Elements(text.AsSpan().Count(separator) + 1L)];
        var pieces = new TextPieces(text);
        var done = 0;
        for (var i = 0; i < parts.Length - 1; i++)
        {
            var end = text.IndexOf(separator, done, StringComparison.Ordinal);
            parts[i] = Value.Of(pieces[done, end]);
            done = end + separator.Length;
        }

        parts[^1] = Value.Of(pieces[done, text.Length]);
        return parts;
    }

    /// <summary>Splits at every match; an empty match splits between two characters, never at the ends.</summary>
    private static Value SplitBy(string text, RegexValue regex)
    {
        var parts = new ListValue([]);
        var pieces = new TextPieces(text);
        var done = 0;
        foreach (var match in regex.For(text).EnumerateMatches(text))
        {
            var isBetweenCharacters = match.Index > done && match.Index < text.Length
                && ScalarText.WidthAt(text, match.Index - 1) == 1;
            if (match.Length == 0 && !isBetweenCharacters)
            {
                continue;
            }

            parts.AppendInPlace(Value.Of(pieces[done, match.Index]));
            done = match.Index + match.Length;
        }

        parts.AppendInPlace(Value.Of(pieces[done, text.Length]));
        return Value.Of(parts);
    }

    private static Value Pieces(string text, TextPattern pattern) =>
        Value.Of(new ListValue([.. pattern.FindIn(text).Select(piece => Value.Of(text[piece.Start..piece.End]))]));

    private static Value Count(in NativeCall call)
    {
        var pattern = TextPattern.Of(call.Entry, 0, call[0]);
        var pieces = pattern.FindIn(Text(call.Self));
        return Value.Of(pattern.CountsCharacters ? pieces.Sum(piece => piece.Length) : pieces.Count);
    }

    private static Value Find(in NativeCall call)
    {
        var occurrence = 1;
        if (call.Has(1) && call[1].Reference is Symbol symbol)
        {
            if (symbol.Name != "first")
            {
                throw Callbacks.UnknownSymbol("find", "occurrence", symbol, ["first"]);
            }
        }
        else if (call.Has(1))
        {
            occurrence = call.Integer(1);
        }

        if (occurrence < 1)
        {
            throw GraphoidException.Library(ErrorKind.Value, $"`find`: argument `occurrence` counts from 1, not {occurrence}");
        }

        var text = Text(call.Self);
        var pieces = TextPattern.Of(call.Entry, 0, call[0]).FindIn(text);
        return IndexAt(text, occurrence <= pieces.Count ? pieces[occurrence - 1].Start : -1);
    }

    private static async ValueTask<Value> MapAsync(NativeAsyncCall call) =>
        Value.Of(new ListValue(await ElementTransform.Of(call, 0).ImagesAsync(Characters(call)).ConfigureAwait(false)));

    private static async ValueTask<Value> SelectAsync(NativeAsyncCall call, bool keep)
    {
        var text = Text(call.Self);
        if (call[0].Kind != ValueKind.Function)
        {
            var pattern = TextPattern.Of(call.Entry, 0, call[0]);
            return Value.Of(keep ? pattern.Keep(text) : pattern.Replace(text, string.Empty));
        }

        var characters = Characters(call);
        var answers = await ElementTest.Of(call, 0).AnswersAsync(characters).ConfigureAwait(false);
        var kept = new StringBuilder();
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].IsTruthy == keep)
            {
                kept.Append((string)characters[i].Reference!);
            }
        }

        return Value.Of(kept.ToString());
    }

    private static async ValueTask<Value> EachAsync(NativeAsyncCall call)
    {
        await ElementCalls.EachAsync(call.Program, call.Function(0), Characters(call)).ConfigureAwait(false);
        return Value.None;
    }

    private static Elements Characters(NativeAsyncCall call) =>
        Elements.Of(Value.Of(new ListValue(ScalarText.Characters(Text(call.Self)))));
}
