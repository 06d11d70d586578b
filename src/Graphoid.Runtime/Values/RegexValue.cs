using System.Text.RegularExpressions;

namespace Graphoid.Runtime.Values;

/// <summary>A compiled regular expression; runs on the non-backtracking engine, so no pattern can hang a node.</summary>
/// <remarks>Patterns for which backtracking cannot take more than linear time either (<see cref="LinearPatterns"/>) run on the other
/// engine, which finds their short matches several times faster.</remarks>
public sealed class RegexValue : ObjectValue, IStructurallyEqual
{
    /// <summary>Groups inside each other; the engine takes time proportional to the square of their number.</summary>
    private const int DepthMax = 1000;

    /// <summary>Letters of a pattern; the engine needs time and memory for each of them before it looks at a text.</summary>
    private const int LengthMax = 50_000;

    private readonly Regex _regex;
    private readonly Regex? _backtracking;

    /// <summary>Compiles a literal.</summary>
    /// <param name="flags">Any of <c>i m s x</c>.</param>
    /// <exception cref="GraphoidException">The pattern cannot be read, or needs backtracking.</exception>
    public RegexValue(string body, string flags)
    {
        Body = body;
        Flags = flags;
        var options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        foreach (var flag in flags)
        {
            options |= flag switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw new GraphoidException(ErrorKind.Value, $"unknown regex flag `{flag}`"),
            };
        }

        if (body.Length > LengthMax)
        {
            throw new GraphoidException(
                ErrorKind.Value, $"a regular expression has at most {LengthMax} characters, not {body.Length}", help: "`contains` and `split` take long texts");
        }

        if (DepthOf(body) > DepthMax)
        {
            throw new GraphoidException(ErrorKind.Value, $"the groups of a regular expression are nested deeper than {DepthMax}");
        }

        try
        {
            _regex = new Regex(RegexClasses.WriteOut(body, flags.Contains('x'), flags.Contains('s')), options);
        }
        catch (NotSupportedException)
        {
            throw new GraphoidException(
                ErrorKind.Value, $"the regular expression /{Language.Diagnostics.CodeFrame.Quote(body)}/ cannot be used: look-around and back-references are not supported");
        }
        catch (ArgumentException failure)
        {
            throw new GraphoidException(ErrorKind.Value, $"the regular expression /{Language.Diagnostics.CodeFrame.Quote(body)}/ cannot be used: {Reason(body, options, failure)}");
        }

        // A pattern that cannot be read has been refused by now. Flags stay with one engine: the two see the letters that are equal
        // without regard to case (k and the Kelvin sign) differently.
        if (flags.Length == 0 && LinearPatterns.Contains(body))
        {
            // This option gives classes the meaning they have here, as long as there are no characters of two units.
            _backtracking = new Regex(body, RegexOptions.ECMAScript | RegexOptions.CultureInvariant);
        }
    }

    /// <summary>The pattern as written.</summary>
    public string Body { get; }

    /// <summary>The flags as written.</summary>
    public string Flags { get; }

    /// <summary>The engine for a text.</summary>
    public Regex For(string text) => _backtracking is { } fast && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? fast : _regex;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Regex;

    /// <inheritdoc/>
    public override string Display => $"/{Body}/{Flags}";

    /// <inheritdoc/>
    public int StructuralHash => HashCode.Combine(Body, Flags);

    /// <inheritdoc/>
    public bool EqualsStructurally(ObjectValue other) => other is RegexValue r && r.Body == Body && r.Flags == Flags;

    /// <summary>What the engine says about the pattern as it was written, so that its offsets fit.</summary>
    private static string Reason(string body, RegexOptions options, ArgumentException failure)
    {
        try
        {
            _ = new Regex(body, options);
            return failure.Message;
        }
        catch (Exception original) when (original is ArgumentException or NotSupportedException)
        {
            return original.Message;
        }
    }

    /// <summary>How deep round brackets can stand inside each other at most.</summary>
    private static int DepthOf(string body)
    {
        var (depth, deepest) = (0, 0);
        foreach (var sign in body)
        {
            depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }
}
