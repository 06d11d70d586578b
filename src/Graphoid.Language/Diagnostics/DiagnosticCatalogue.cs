namespace Graphoid.Language.Diagnostics;

/// <summary>Every message id with its meaning: one list, so that ids stay unique and documented.</summary>
/// <remarks>GR1xxx text and syntax, GR2xxx names and binding, GR3xxx evaluation, GR4xxx distribution, GR5xxx formats and
/// files, GR6xxx configuration. An id never changes its meaning.</remarks>
public static class DiagnosticCatalogue
{
    /// <summary>Something else was expected here.</summary>
    public const string UnexpectedToken = "GR1001";

    /// <summary>A string is not closed.</summary>
    public const string UnterminatedString = "GR1002";

    /// <summary>A block comment is not closed.</summary>
    public const string UnterminatedComment = "GR1003";

    /// <summary>A character that no token starts with.</summary>
    public const string UnknownCharacter = "GR1004";

    /// <summary>A number that cannot be read.</summary>
    public const string MalformedNumber = "GR1005";

    /// <summary>A regular expression that cannot be read.</summary>
    public const string MalformedRegex = "GR1006";

    /// <summary>The file is not text.</summary>
    public const string NotText = "GR1007";

    /// <summary>Nested deeper than the parser allows.</summary>
    public const string TooDeeplyNested = "GR1008";

    /// <summary>A bracket is never closed, or closed by the wrong one.</summary>
    public const string UnbalancedBracket = "GR1009";

    /// <summary>A construct at a place where it has no meaning (<c>break</c> outside a loop, <c>super</c> alone).</summary>
    public const string MisplacedConstruct = "GR2001";

    /// <summary>The same name twice where it must be unique.</summary>
    public const string DuplicateName = "GR2002";

    /// <summary>A message that no handler of the file takes, while one takes a symbol that is written nearly so. A warning.</summary>
    public const string UnhandledMessage = "GR2004";

    /// <summary>A <c>catch</c> clause for a kind of error that does not exist. A warning.</summary>
    public const string UnknownErrorKind = "GR2005";

    /// <summary>Each id with the one-line title its documentation page has.</summary>
    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [UnexpectedToken] = "Something else was expected here",
        [UnterminatedString] = "A string is not closed",
        [UnterminatedComment] = "A block comment is not closed",
        [UnknownCharacter] = "A character that no token starts with",
        [MalformedNumber] = "A number that cannot be read",
        [MalformedRegex] = "A regular expression that cannot be read",
        [NotText] = "The file is not text",
        [TooDeeplyNested] = "Nested too deeply",
        [UnbalancedBracket] = "A bracket is never closed, or closed by the wrong one",
        [MisplacedConstruct] = "A construct at a place where it has no meaning",
        [DuplicateName] = "The same name twice where it must be unique",
        [UnhandledMessage] = "A message that no handler takes",
        [UnknownErrorKind] = "A kind of error that does not exist",
    };
}
