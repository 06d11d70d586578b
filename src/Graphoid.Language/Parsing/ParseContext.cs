using Graphoid.Language.Diagnostics;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Pidgin;
using Pidgin.Configuration;

namespace Graphoid.Language.Parsing;

/// <summary>What one parse knows besides its place: the tokens with their partners, how deep it is, what went wrong.</summary>
/// <remarks>It travels as the configuration of Pidgin's parse state, so the rules themselves stay static and are built once.
/// A failing rule notes what it expected; only the furthest place counts, because that is where the mistake is.</remarks>
internal sealed class ParseContext(SourceText source, ArrangedTokens arranged) : IConfiguration<Token>
{
    /// <summary>Mistakes reported per text; nobody reads the hundredth.</summary>
    private const int DiagnosticsMax = 50;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<string> _expected = [];
    private int _furthest = -1;
    private int _lastReported = -1;

    /// <inheritdoc />
    public Func<Token, SourcePosDelta> SourcePosCalculator { get; } = DefaultConfiguration<Token>.Instance.SourcePosCalculator;

    /// <inheritdoc />
    public IArrayPoolProvider ArrayPoolProvider { get; } = DefaultConfiguration<Token>.Instance.ArrayPoolProvider;

    /// <summary>All tokens; the last one is the end of the text.</summary>
    public Token[] Tokens { get; } = arranged.Tokens;

    /// <summary>The partner of each bracket.</summary>
    public int[] Partners { get; } = arranged.Partners;

    /// <summary>The number of brackets around each token.</summary>
    public int[] Depths { get; } = arranged.Depths;

    /// <summary>How many nested rules are being read right now.</summary>
    public int Depth { get; set; }

    /// <summary>How high the tree below the current rule already is.</summary>
    public int Height { get; set; }

    /// <summary>A limit was hit: every rule gives up, and nothing more is reported.</summary>
    public bool IsAborted => AbortedAt is not null;

    /// <summary>The token at which a limit was hit.</summary>
    public int? AbortedAt { get; private set; }

    /// <summary>Where the parse went wrong, as far as it is known.</summary>
    public int Furthest => _furthest;

    /// <summary>Mistakes reported so far.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Notes that a rule wanted something else at a place.</summary>
    public void Expect(int location, string what)
    {
        if (location > _furthest)
        {
            _furthest = location;
            _expected.Clear();
        }

        if (location == _furthest && !_expected.Contains(what))
        {
            _expected.Add(what);
        }
    }

    /// <summary>Number of notes at a place, for <see cref="Replace"/>.</summary>
    public int CountAt(int location) => location == _furthest ? _expected.Count : 0;

    /// <summary>Replaces the notes made at a place since the count was taken by one name for the whole rule.</summary>
    public void Replace(int location, int count, string what)
    {
        if (location == _furthest)
        {
            _expected.RemoveRange(count, _expected.Count - count);
        }

        Expect(location, what);
    }

    /// <summary>Reports that the program is nested deeper than the parser reads, and ends the parse.</summary>
    public void Abort(int location)
    {
        if (IsAborted)
        {
            return;
        }

        AbortedAt = Math.Min(location, Tokens.Length - 1);
        var token = Tokens[AbortedAt.Value];
        _diagnostics.Add(new Diagnostic(
            DiagnosticCatalogue.TooDeeplyNested,
            Severity.Error,
            "this is nested too deeply",
            source,
            token.Span,
            "the parser stops here",
            $"at most {NestedRule.DepthMax} levels of brackets and blocks and {NestedRule.HeightMax} chained " +
            "operators or calls are read; split it with a variable or a function"));
    }

    /// <summary>Reports the furthest failure since the last report.</summary>
    /// <returns>The token to go on from: behind a body whose brace stands on the next line, else the failure itself.</returns>
    public int ReportFailure(int location)
    {
        if (_furthest < location)
        {
            _furthest = location;
            _expected.Clear();
        }

        var found = Tokens[Math.Min(_furthest, Tokens.Length - 1)];
        var isRepeated = _furthest == _lastReported;
        _lastReported = _furthest;
        if (!IsAborted && !isRepeated && _diagnostics.Count < DiagnosticsMax && found.Kind != TokenKind.Unknown && found.Span.Start < arranged.TrustedEnd)
        {
            var previous = _furthest > 0 ? Tokens[_furthest - 1] : default;
            _diagnostics.Add(SyntaxErrors.Unexpected(source, previous, found, _expected));
        }

        var wantsBody = found.Kind == TokenKind.NewLine && _expected.Contains(SyntaxErrors.OpenBrace);
        _expected.Clear();
        return wantsBody && Tokens[_furthest + 1].Kind == TokenKind.OpenBrace ? Partners[_furthest + 1] + 1 : _furthest;
    }
}
