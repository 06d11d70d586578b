using System.Text;
using System.Text.RegularExpressions;
using Graphoid.Language.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>What string methods search for: a text, a regular expression, or one of the named patterns.</summary>
/// <remarks>A pattern cuts a text into its pieces: matches from left to right that do not overlap and are not empty. A named
/// class of characters matches runs of them.</remarks>
internal sealed class TextPattern
{
    private static readonly TextPattern Digits = OfClass(static c => c.Value is >= '0' and <= '9', countsCharacters: true);
    private static readonly TextPattern Spaces = OfClass(Rune.IsWhiteSpace);

    private static readonly Dictionary<string, TextPattern> Named = new(StringComparer.Ordinal)
    {
        ["digits"] = Digits,
        ["numbers"] = Digits,
        ["letters"] = OfClass(Rune.IsLetter),
        ["uppercase"] = OfClass(Rune.IsUpper),
        ["lowercase"] = OfClass(Rune.IsLower),
        ["alphanumeric"] = OfClass(Rune.IsLetterOrDigit),
        ["spaces"] = Spaces,
        ["whitespace"] = Spaces,
        ["punctuation"] = OfClass(Rune.IsPunctuation),
        ["symbols"] = OfClass(Rune.IsSymbol),
        ["words"] = OfClass(static c => c.Value == '_' || Rune.IsLetterOrDigit(c)),
        ["emails"] = OfEngine(new Regex(
            @"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)),
    };

    private readonly Func<string, List<TextSpan>> _find;

    private TextPattern(Func<string, List<TextSpan>> find, bool countsCharacters = false)
    {
        _find = find;
        CountsCharacters = countsCharacters;
    }

    /// <summary>Whether <c>count</c> means characters rather than pieces.</summary>
    public bool CountsCharacters { get; }

    /// <summary>A text to search for; an empty one is found nowhere.</summary>
    public static TextPattern OfText(string sought) => new(text => FindText(text, sought));

    /// <summary>A regular expression.</summary>
    public static TextPattern OfRegex(RegexValue regex) => new(text => FindRegex(text, regex.For(text)));

    /// <summary>One of the named patterns.</summary>
    /// <exception cref="GraphoidException">There is none of that name.</exception>
    public static TextPattern OfName(string method, Symbol name) =>
        Named.GetValueOrDefault(name.Name) ?? throw Callbacks.UnknownSymbol(method, "pattern", name, Named.Keys);

    /// <summary>The pattern given as an argument.</summary>
    public static TextPattern Of(NativeEntry entry, int argument, Value value) => value.Reference switch
    {
        RegexValue regex => OfRegex(regex),
        Symbol name => OfName(entry.Name, name),
        _ => OfText(ArgumentChecks.Text(entry, argument, value)),
    };

    /// <summary>The pieces of a text in order.</summary>
    public List<TextSpan> FindIn(string text) => _find(text);

    /// <summary>Whether the pieces cover the text without a gap.</summary>
    public bool Covers(string text) => FindIn(text).Sum(piece => piece.Length) == text.Length;

    /// <summary>The text with every piece replaced.</summary>
    public string Replace(string text, string replacement)
    {
        var result = new StringBuilder(text.Length);
        var done = 0;
        foreach (var piece in FindIn(text))
        {
            result.Append(text, done, piece.Start - done).Append(replacement);
            done = piece.End;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>The pieces as one text.</summary>
    public string Keep(string text)
    {
        var result = new StringBuilder();
        foreach (var piece in FindIn(text))
        {
            result.Append(text, piece.Start, piece.Length);
        }

        return result.ToString();
    }

    private static TextPattern OfEngine(Regex regex) => new(text => FindRegex(text, regex));

    private static TextPattern OfClass(Func<Rune, bool> contains, bool countsCharacters = false) =>
        new(text => FindRuns(text, contains), countsCharacters);

    private static List<TextSpan> FindText(string text, string sought)
    {
        var pieces = new List<TextSpan>();
        if (sought.Length > 0)
        {
            for (var at = text.IndexOf(sought, StringComparison.Ordinal);
                at >= 0;
                at = text.IndexOf(sought, at + sought.Length, StringComparison.Ordinal))
            {
                pieces.Add(new TextSpan(at, sought.Length));
            }
        }

        return pieces;
    }

    private static List<TextSpan> FindRegex(string text, Regex regex)
    {
        var pieces = new List<TextSpan>();
        foreach (var match in regex.EnumerateMatches(text))
        {
            if (match.Length > 0)
            {
                pieces.Add(new TextSpan(match.Index, match.Length));
            }
        }

        return pieces;
    }

    private static List<TextSpan> FindRuns(string text, Func<Rune, bool> contains)
    {
        var pieces = new List<TextSpan>();
        var start = -1;
        for (var at = 0; at < text.Length;)
        {
            // Half a surrogate pair is no scalar value and belongs to no class.
            var isMember = Rune.TryGetRuneAt(text, at, out var character) && contains(character);
            if (isMember && start < 0)
            {
                start = at;
            }
            else if (!isMember && start >= 0)
            {
                pieces.Add(TextSpan.FromBounds(start, at));
                start = -1;
            }

            at += ScalarText.WidthAt(text, at);
        }

        if (start >= 0)
        {
            pieces.Add(TextSpan.FromBounds(start, text.Length));
        }

        return pieces;
    }
}
