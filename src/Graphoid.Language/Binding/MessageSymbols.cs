using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;

namespace Graphoid.Language.Binding;

/// <summary>Finds symbols of messages that are probably misspelt: no handler takes them, and one takes a symbol like it.</summary>
/// <remarks>
/// A message that no arm fits is no error (reference, 7.2), and whose handler gets it shows only at run time. So this warns about
/// a symbol only when it stands nowhere in the file but in messages, and when it is a near miss of one that a handler takes.
/// </remarks>
internal sealed class MessageSymbols
{
    private const string Handler = "on_message";

    private static readonly string[] Senders = ["send", "request", "broadcast"];

    private readonly Dictionary<string, int> _mentions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inPatterns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<SymbolLiteral> _sent = [];
    private readonly HashSet<FunctionScope> _choosy = [];
    private bool _takesAll;

    /// <summary>A symbol stands in an expression, that of a message included.</summary>
    public void Mention(string symbol) => _mentions[symbol] = _mentions.GetValueOrDefault(symbol) + 1;

    /// <summary>A symbol stands in a pattern.</summary>
    public void Take(string symbol, FunctionScope scope)
    {
        _inPatterns.Add(symbol);
        if (HandlerOf(scope) is { } handler)
        {
            _taken.Add(symbol);
            _choosy.Add(handler);
        }
    }

    /// <summary>An arm binds whatever comes.</summary>
    public void TakeAll(FunctionScope scope) => _takesAll |= HandlerOf(scope) is not null;

    /// <summary>Handlers may stand in other files, too.</summary>
    public void Import() => _takesAll = true;

    /// <summary>A call that may send a message.</summary>
    public void Call(CallExpression call)
    {
        // A `send` without named arguments may be that of a channel, which takes every value.
        if (call.Callee is MemberExpression { Name: var name } && Senders.Contains(name) && call.Arguments is [{ Name: null } first, ..]
            && (name != "send" || call.Arguments.Any(a => a.Name is not null))
            && (first.Value is ListLiteral { Items: [var tag, ..] } ? tag.Value : first.Value) is SymbolLiteral symbol)
        {
            _sent.Add(symbol);
        }
    }

    /// <summary>A warning for each such message, in order.</summary>
    /// <param name="scopes">All functions of the file: methods of its own that are called like those that send may do anything, and
    /// a handler without a symbol in a pattern takes everything.</param>
    public IEnumerable<Diagnostic> Unhandled(SourceText source, IEnumerable<FunctionScope> scopes)
    {
        if (_takesAll || _taken.Count == 0 || _sent.Count == 0
            || scopes.Any(s => Senders.Contains(s.Name) || (s.Name == Handler && !_choosy.Contains(s))))
        {
            yield break;
        }

        var sent = _sent.CountBy(s => s.Name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        foreach (var symbol in _sent)
        {
            if (_inPatterns.Contains(symbol.Name) || _mentions.GetValueOrDefault(symbol.Name) > sent[symbol.Name])
            {
                continue;
            }

            var near = NearMiss.Find(symbol.Name, _taken);
            if (near.Count > 0)
            {
                yield return new Diagnostic(
                    DiagnosticCatalogue.UnhandledMessage,
                    Severity.Warning,
                    $"no handler here takes `:{symbol.Name}`",
                    source,
                    symbol.Span,
                    Help: $"did you mean {string.Join(" or ", near.Select(n => $"`:{n}`"))}?");
            }
        }
    }

    private static FunctionScope? HandlerOf(FunctionScope scope)
    {
        var inner = scope;
        while (inner is not null && inner.Name != Handler)
        {
            inner = inner.Parent;
        }

        return inner;
    }
}
