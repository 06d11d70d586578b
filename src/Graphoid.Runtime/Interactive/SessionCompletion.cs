using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Interactive;

/// <summary>Words that may stand at a place in a text that somebody is typing.</summary>
/// <param name="Start">Where the word begins that they would replace; it ends at the place asked for.</param>
/// <param name="Words">In alphabetical order.</param>
public sealed record Completions(int Start, IReadOnlyList<string> Words);

/// <summary>Finds completions: names, methods of the value before a dot, symbols, names of graphs.</summary>
/// <remarks>Looks only; nothing that the text calls is called.</remarks>
public static class SessionCompletion
{
    /// <summary>The completions at a place.</summary>
    /// <param name="at">Offset of the cursor in the text.</param>
    public static async Task<Completions> AtAsync(InteractiveSession session, string text, int at)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(text);
        var before = text[..at];
        var tokens = Lexer.Read(new SourceText("input", before)).Tokens[..^1];
        if (tokens.Length > 0 && tokens[^1].Kind == TokenKind.String && IsOpen(before, tokens[^1]))
        {
            var start = tokens[^1].Span.Start + 1;
            return tokens.Length > 2 && tokens[^2].Kind == TokenKind.OpenParenthesis && tokens[^3].Text is "load" or "drop" or "exists"
                ? Fitting(start, before, await session.Graphs.NamesAsync(new GraphCaller(null, session.Program)).ConfigureAwait(false))
                : new Completions(at, []);
        }

        var wordStart = WordStart(before);
        if (wordStart > 0 && before[wordStart - 1] == '.')
        {
            var receiver = Array.FindLastIndex(tokens, token => token.Kind == TokenKind.Dot && token.Span.Start == wordStart - 1);
            return receiver > 0 ? Fitting(wordStart, before, MembersOf(session, tokens, receiver)) : new Completions(at, []);
        }

        if (wordStart > 0 && before[wordStart - 1] == ':')
        {
            return Fitting(wordStart, before, session.Texts.Append(text).SelectMany(SymbolsIn).Distinct(StringComparer.Ordinal));
        }

        var names = session.Level.DefinedNames.Concat(session.Level.Globals.Names).Where(name => name is not "_" && !name.StartsWith("__", StringComparison.Ordinal))
            .Concat(Keywords.Reserved.Keys)
            .Concat(Keywords.Contextual)
            .Distinct(StringComparer.Ordinal);
        return wordStart == at ? new Completions(at, []) : Fitting(wordStart, before, names);
    }

    private static Completions Fitting(int start, string before, IEnumerable<string> words)
    {
        var prefix = before[start..];
        return new Completions(
            start,
            [
                .. words.Where(word => word.StartsWith(prefix, StringComparison.Ordinal) && (prefix.Length > 0 || !word.StartsWith('_')))
                    .Where(word => word != prefix)
                    .Order(StringComparer.Ordinal),
            ]);
    }

    private static int WordStart(string before)
    {
        var start = before.Length;
        while (start > 0 && (char.IsLetterOrDigit(before[start - 1]) || before[start - 1] == '_'))
        {
            start--;
        }

        return start;
    }

    private static bool IsOpen(string before, Token text) =>
        text.Span.Length == 1 || text.Span.End == before.Length && before[^1] != before[text.Span.Start];

    private static IEnumerable<string> SymbolsIn(string text) =>
        Lexer.Read(new SourceText("input", text)).Tokens.Where(token => token.Kind == TokenKind.Symbol).Select(token => token.Text);

    /// <summary>Members of what stands before a dot: a literal, or names joined by dots whose values are there already.</summary>
    private static IEnumerable<string> MembersOf(InteractiveSession session, Token[] tokens, int dot)
    {
        var last = tokens[dot - 1];
        switch (last.Kind)
        {
            case TokenKind.Number:
                return MethodTables.NamesFor(ValueKind.Number);
            case TokenKind.String or TokenKind.StringTail:
                return MethodTables.NamesFor(ValueKind.String);
            case TokenKind.Symbol:
                return MethodTables.NamesFor(ValueKind.Symbol);
            case TokenKind.Regex:
                return MethodTables.NamesFor(ValueKind.Regex);
            case TokenKind.CloseBracket:
                return MethodTables.NamesFor(ValueKind.List);
            case TokenKind.CloseBrace:
                return MethodTables.NamesFor(ValueKind.Map);
            case TokenKind.Identifier:
                return MembersOf(Follow(session, tokens, dot));
            default:
                return MethodTables.Common.Names;
        }
    }

    private static Value Follow(InteractiveSession session, Token[] tokens, int dot)
    {
        var first = dot - 1;
        while (first >= 2 && tokens[first - 1].Kind == TokenKind.Dot && tokens[first - 2].Kind == TokenKind.Identifier)
        {
            first -= 2;
        }

        if (first > 0 && tokens[first - 1].Kind == TokenKind.Dot)
        {
            return Value.Undefined;
        }

        var value = session.Find(tokens[first].Text);
        for (var i = first + 2; i < dot; i += 2)
        {
            value = value.Reference switch
            {
                Instance instance when instance.TryGetProperty(tokens[i].Text, out var property) => property,
                MapValue map when map.TryGet(tokens[i].Text, out var entry) => entry,
                ModuleValue { Constants: var constants } when constants.TryGetValue(tokens[i].Text, out var constant) => constant,
                _ => Value.Undefined,
            };
        }

        return value;
    }

    private static IEnumerable<string> MembersOf(Value value)
    {
        var own = value.Reference switch
        {
            Instance instance => instance.Type.MethodNames.Concat(instance.Layout.Names),
            MapValue map => map.Entries.Select(e => e.Key.Reference).OfType<string>().Where(key => key.All(char.IsLetterOrDigit)),
            ModuleValue module => module.MemberNames,
            _ => [],
        };
        return value.IsUndefined ? MethodTables.Common.Names
            : value.Reference is ModuleValue ? own.Distinct(StringComparer.Ordinal)
            : own.Concat(MethodTables.NamesFor(value.Kind)).Distinct(StringComparer.Ordinal);
    }
}
