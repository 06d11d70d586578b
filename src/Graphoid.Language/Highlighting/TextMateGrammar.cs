using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Graphoid.Language.Syntax;

namespace Graphoid.Language.Highlighting;

/// <summary>The grammar that editors colour programs with, made from the tables of the lexer.</summary>
/// <remarks>Format: https://macromates.com/manual/en/language_grammars. A regular expression cannot know everything that the lexer
/// knows (whether a <c>/</c> divides depends on what stands before it), so rules look at the characters before them. Kept in
/// <c>docs/reference/graphoid.tmLanguage.json</c>; a test compares.</remarks>
public static class TextMateGrammar
{
    private const string WordStart = @"[\p{L}_]";
    private const string WordPart = @"[\p{L}\p{Nd}_]";
    private const string NotInWord = @"(?<![\p{L}\p{Nd}_])";
    private const string WordEnd = @"(?![\p{L}\p{Nd}_])";
    private const string RegexBody = @"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[imsx]*";

    private static readonly TokenKind[] Constants = [TokenKind.True, TokenKind.False, TokenKind.None];

    private static readonly TokenKind[] WordOperators = [TokenKind.And, TokenKind.Or, TokenKind.Not, TokenKind.In];

    private static readonly TokenKind[] Punctuation = [TokenKind.Comma, TokenKind.Colon, TokenKind.Dot];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>The grammar as a JSON text that ends in a line end.</summary>
    public static string Generate()
    {
        var grammar = new JsonObject
        {
            ["name"] = "Graphoid",
            ["scopeName"] = "source.graphoid",
            ["fileTypes"] = new JsonArray("gr"),
            ["patterns"] = Includes("comments", "strings", "regexes", "members", "numbers", "symbols", "words", "signs"),
            ["repository"] = new JsonObject
            {
                ["comments"] = Patterns(
                    Match("comment.line.number-sign.graphoid", "#.*$"),
                    Range("comment.block.graphoid", @"/\*", @"\*/")),
                ["strings"] = Patterns(String("double", "\""), String("single", "'")),
                ["interpolation"] = Range("meta.embedded.graphoid", @"\$\{", @"\}", "braces", "$self"),
                ["braces"] = Range("meta.braces.graphoid", @"\{", @"\}", "braces", "$self"),
                ["regexes"] = Patterns(
                    Captured(@"(?:^|(?<=[=(\[{,:|&!~<>+*%^;-]))\s*(" + RegexBody + ")", (1, "string.regexp.graphoid")),
                    Captured(
                        $@"{NotInWord}({Alternatives(Reserved(kind => !Constants.Contains(kind) && kind != TokenKind.Super))})\s+({RegexBody})",
                        (1, "keyword.control.graphoid"),
                        (2, "string.regexp.graphoid"))),
                ["members"] = Captured(
                    $@"(?<!\.)(\.)(?!\.)\s*({WordStart}{WordPart}*)",
                    (1, "punctuation.separator.graphoid"),
                    (2, "variable.other.member.graphoid")),
                ["numbers"] = Match("constant.numeric.graphoid", NumberPattern()),
                // In `x[:2]` the colon makes a slice; in `[:32bit]` it starts a symbol.
                ["symbols"] = Match(
                    "constant.other.symbol.graphoid",
                    $@"(?<![\p{{L}}\p{{Nd}}_""')\]:]):(?:{WordStart}{WordPart}*|(?<![\p{{L}}\p{{Nd}}_""')\]]\[:)\p{{Nd}}{WordPart}*)"),
                ["words"] = Patterns(
                    Captured(
                        $@"{NotInWord}(fn)\s+({WordStart}{WordPart}*)(?=\s*[({{=])",
                        (1, "keyword.control.graphoid"),
                        (2, "entity.name.function.graphoid")),
                    Captured(
                        $@"{NotInWord}(graph)\s+(?!from{WordEnd})({WordStart}{WordPart}*)",
                        (1, "storage.type.graphoid"),
                        (2, "entity.name.type.graphoid")),
                    Word("constant.language.graphoid", Reserved(Constants.Contains)),
                    Word("keyword.operator.word.graphoid", Reserved(WordOperators.Contains)),
                    Word("keyword.control.graphoid", Reserved(kind => !Constants.Contains(kind) && !WordOperators.Contains(kind))),
                    Word("variable.language.graphoid", ["self"]),
                    Match(
                        "storage.modifier.graphoid",
                        $@"{NotInWord}(?:{Alternatives(Keywords.Contextual.Where(w => w != "self"))})(?=\s*\{{|\s+[\p{{L}}_:""'])"),
                    Match("variable.other.graphoid", $"32bit{WordEnd}|{WordStart}{WordPart}*")),
                ["signs"] = Patterns(
                    Match("keyword.operator.graphoid", Alternatives(Operators())),
                    Match("punctuation.separator.graphoid", Alternatives(Signs(Punctuation.Contains).Append(";"))),
                    Match("punctuation.section.graphoid", @"[()\[\]{}]")),
            },
        };
        return grammar.ToJsonString(Readable) + "\n";
    }

    private static string NumberPattern()
    {
        var units = Alternatives(Keywords.DurationUnits.Keys.OrderByDescending(unit => unit.Length).ThenBy(unit => unit, StringComparer.Ordinal));
        return $@"{NotInWord}(?:0[bB][01_]+|0[oO][0-7_]+|0[xX][0-9a-fA-F_]+"
            + $@"|(?:[0-9][0-9_]*(?:\.[0-9][0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9][0-9_]*)?(?:{units})?){WordEnd}";
    }

    private static IEnumerable<string> Operators() =>
        Lexer.ElementWiseTexts.Concat(Lexer.LinkTexts).Select(sign => sign.Text)
            .Concat(Signs(kind => !Punctuation.Contains(kind)))
            .OrderByDescending(text => text.Length)
            .ThenBy(text => text, StringComparer.Ordinal);

    private static IEnumerable<string> Signs(Func<TokenKind, bool> where) =>
        Lexer.SignTexts.Where(sign => where(sign.Kind)).Select(sign => sign.Text);

    private static IEnumerable<string> Reserved(Func<TokenKind, bool> where) =>
        Keywords.Reserved.Where(word => where(word.Value)).Select(word => word.Key).Order(StringComparer.Ordinal);

    private static string Alternatives(IEnumerable<string> texts) =>
        string.Join("|", texts.Select(text => Regex.Escape(text).Replace("}", @"\}", StringComparison.Ordinal)));

    private static JsonObject Word(string scope, IEnumerable<string> words) =>
        Match(scope, $"{NotInWord}(?:{Alternatives(words)}){WordEnd}");

    private static JsonObject Match(string scope, string pattern) => new() { ["name"] = scope, ["match"] = pattern };

    private static JsonObject Captured(string pattern, params (int Group, string Scope)[] scopes)
    {
        var captures = new JsonObject();
        foreach (var (group, scope) in scopes)
        {
            captures[group.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new JsonObject { ["name"] = scope };
        }

        return new JsonObject { ["match"] = pattern, ["captures"] = captures };
    }

    private static JsonObject Range(string scope, string begin, string end, params string[] inside)
    {
        var range = new JsonObject { ["name"] = scope, ["begin"] = begin, ["end"] = end };
        if (inside.Length > 0)
        {
            range["patterns"] = Includes(inside);
        }

        return range;
    }

    private static JsonObject String(string kind, string quote) => new()
    {
        ["name"] = $"string.quoted.{kind}.graphoid",
        ["begin"] = quote,
        ["end"] = quote,
        ["patterns"] = new JsonArray(
            Match("constant.character.escape.graphoid", @"\\(?:u\{[0-9a-fA-F]+\}|.)"),
            new JsonObject { ["include"] = "#interpolation" }),
    };

    private static JsonObject Patterns(params JsonObject[] patterns) => new() { ["patterns"] = new JsonArray([.. patterns]) };

    private static JsonArray Includes(params string[] names) =>
        new([.. names.Select(name => new JsonObject { ["include"] = name.StartsWith('$') ? name : "#" + name })]);
}
