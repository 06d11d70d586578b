using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Graphoid.Language.Tests.Highlighting;

/// <summary>What an editor does with a grammar: line by line, the rule that matches first wins, and ranges stay open.</summary>
internal sealed class TextMateScanner
{
    private readonly JsonObject _grammar;
    private readonly Dictionary<JsonObject, Rule> _rules = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Rule, IReadOnlyList<Rule>> _inside = new(ReferenceEqualityComparer.Instance);
    private readonly IReadOnlyList<Rule> _top;

    public TextMateScanner(string grammar)
    {
        _grammar = JsonNode.Parse(grammar)!.AsObject();
        _top = [.. Flatten(_grammar["patterns"]!.AsArray())];
    }

    /// <summary>The scope of each character: that of the innermost rule, or an empty text.</summary>
    public string[] Scopes(string text)
    {
        var scopes = new string[text.Length];
        Array.Fill(scopes, "");
        var open = new Stack<Rule>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            ScanLine(text[start..end], scopes.AsSpan(start, end - start), open);
            start = end + 1;
        }

        return scopes;
    }

    private void ScanLine(string line, Span<string> scopes, Stack<Rule> open)
    {
        for (var at = 0; at <= line.Length;)
        {
            var current = open.TryPeek(out var range) ? range : null;
            Match? best = current?.End!.Match(line, at);
            best = best is { Success: true } ? best : null;
            Rule? found = null;
            foreach (var rule in current is null ? _top : InsideOf(current))
            {
                var match = rule.Start.Match(line, at);
                if (match.Success && (best is null || match.Index < best.Index))
                {
                    (best, found) = (match, rule);
                }
            }

            var until = best?.Index ?? line.Length;
            scopes[at..until].Fill(current?.Name ?? "");
            if (best is null)
            {
                return;
            }

            scopes.Slice(best.Index, best.Length).Fill(found?.Name ?? current?.Name ?? "");
            foreach (var (group, scope) in found?.Captures ?? [])
            {
                scopes.Slice(best.Groups[group].Index, best.Groups[group].Length).Fill(scope);
            }

            at = best.Index + best.Length;
            if (found is null)
            {
                open.Pop();
            }
            else if (found.End is not null)
            {
                open.Push(found);
            }
            else if (best.Length == 0)
            {
                at++;
            }
        }
    }

    private IReadOnlyList<Rule> InsideOf(Rule range)
    {
        if (!_inside.TryGetValue(range, out var rules))
        {
            rules = range.Json["patterns"] is JsonArray patterns ? [.. Flatten(patterns)] : [];
            _inside.Add(range, rules);
        }

        return rules;
    }

    private IEnumerable<Rule> Flatten(JsonArray patterns)
    {
        foreach (var pattern in patterns.Select(p => p!.AsObject()))
        {
            var target = pattern["include"]?.GetValue<string>() switch
            {
                null => pattern,
                "$self" => null,
                var include => _grammar["repository"]![include[1..]]!.AsObject(),
            };
            if (target is null)
            {
                foreach (var rule in Flatten(_grammar["patterns"]!.AsArray()))
                {
                    yield return rule;
                }
            }
            else if (target["match"] is null && target["begin"] is null)
            {
                foreach (var rule in Flatten(target["patterns"]!.AsArray()))
                {
                    yield return rule;
                }
            }
            else
            {
                yield return RuleOf(target);
            }
        }
    }

    private Rule RuleOf(JsonObject json)
    {
        if (!_rules.TryGetValue(json, out var rule))
        {
            rule = new Rule(json);
            _rules.Add(json, rule);
        }

        return rule;
    }

    private sealed class Rule(JsonObject json)
    {
        public JsonObject Json { get; } = json;

        public string Name { get; } = json["name"]?.GetValue<string>() ?? "";

        public Regex Start { get; } = new((json["match"] ?? json["begin"])!.GetValue<string>(), RegexOptions.Compiled | RegexOptions.CultureInvariant);

        public Regex? End { get; } = json["end"] is { } end ? new Regex(end.GetValue<string>(), RegexOptions.CultureInvariant) : null;

        public IReadOnlyList<(int Group, string Scope)> Captures { get; } = json["captures"] is JsonObject captures
            ? [.. captures.Select(c => (int.Parse(c.Key, System.Globalization.CultureInfo.InvariantCulture), c.Value!["name"]!.GetValue<string>()))]
            : [];
    }
}
