using System.Text.RegularExpressions;

namespace Graphoid.Language.Tests.Generation;

/// <summary>Ways to spoil a program.</summary>
internal sealed partial class Damage
{
    private const string Signs = "(){}[]|:=>.,\"'/#;$\\!-+*%&^~<?\n\0\té@ 0aeEx_\ud83d\ude00\u2028\u200b\ufeff";

    private static readonly string[] Awkward =
    [
        "0", "-1", "1e308", "9007199254740993", "10 ** 400", "100000000", "none", "true", ":a", "\"\"", "[]", "{}", "/(a+)+$/", "self", "super", "x!",
        "...", "graph { }", "(x => x)", "fn(a) { return a }", "return", "break", "precision 20 {", "}", "pattern { a -> b }", "await", "spawn { 1 }",
        "\"${1}\"", "range(3)", "loop {", "try {", "} catch {", "raise 1", "[1, [2, {a: 3}]]", "\"\\u{10FFFF}\"", "int", "bignum", "-0",
        ".map(x => x)", ".each { |v| print(v) }", ".sort()", "[0]", "[-1]", "[:]", ".to_string()", ".copy()", "append!(1)", ".freeze()",
    ];

    private readonly List<string> _words;

    /// <summary>Damage with words of these programs.</summary>
    public Damage(IEnumerable<string> programs) => _words = [.. programs.SelectMany(Split).Where(word => !string.IsNullOrWhiteSpace(word)).Distinct(), .. Awkward];

    /// <summary>Drops, doubles, exchanges and replaces a few words.</summary>
    public string Words(string text, Random random)
    {
        var words = Split(text).ToList();
        for (var i = random.Next(1, 6); i > 0 && words.Count > 0; i--)
        {
            var at = random.Next(words.Count);
            var other = random.Next(words.Count);
            switch (random.Next(7))
            {
                case 0:
                    words.RemoveAt(at);
                    break;
                case 1:
                    words.Insert(at, words[other]);
                    break;
                case 2:
                    (words[at], words[other]) = (words[other], words[at]);
                    break;
                case 3:
                    words[at] = Awkward[random.Next(Awkward.Length)];
                    break;
                case 4:
                    words[at] = words[other];
                    break;
                default:
                    words[at] = Similar(words[at], random);
                    break;
            }
        }

        return string.Concat(words);
    }

    /// <summary>Removes, doubles, moves and overwrites a few letters.</summary>
    public string Letters(string text, Random random)
    {
        for (var i = random.Next(1, 8); i > 0 && text.Length > 2; i--)
        {
            var start = random.Next(text.Length - 1);
            var length = Math.Min(random.Next(1, 9), text.Length - start);
            var piece = text.Substring(start, length);
            text = random.Next(5) switch
            {
                0 => text.Remove(start, length),
                1 => text.Insert(start, piece),
                2 => text.Remove(start, length).Insert(random.Next(text.Length - length), piece),
                3 => text.Insert(start, string.Concat(Enumerable.Repeat(piece, random.Next(1, 60)))),
                _ => text.Remove(start, 1).Insert(start, Signs[random.Next(Signs.Length)].ToString()),
            };
        }

        return text;
    }

    /// <summary>Drops, doubles and moves whole lines.</summary>
    public string Lines(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (var i = random.Next(1, 5); i > 0 && lines.Count > 1; i--)
        {
            var line = lines[random.Next(lines.Count)];
            if (random.Next(2) == 0)
            {
                lines.Remove(line);
            }

            lines.Insert(random.Next(lines.Count), random.Next(4) == 0 ? Words(line, random) : line);
        }

        return string.Join('\n', lines);
    }

    /// <summary>The words, signs and blanks that a text consists of.</summary>
    public static IEnumerable<string> Split(string text) => Word().Matches(text).Select(match => match.Value);

    /// <summary>A word for a word and a sign for a sign, so that most of the damage gets past the parser.</summary>
    private string Similar(string word, Random random)
    {
        for (var attempt = 0; attempt < 30; attempt++)
        {
            var candidate = _words[random.Next(_words.Count)];
            if (char.IsLetter(candidate[0]) == char.IsLetter(word[0]) && char.IsDigit(candidate[0]) == char.IsDigit(word[0]))
            {
                return candidate;
            }
        }

        return word;
    }

    [GeneratedRegex(@"#[^\n]*|\w+[!?]?|\s+|[-+*/<>=!.&|]+|\S", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
