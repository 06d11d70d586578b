namespace Graphoid.Language.Binding;

/// <summary>The kinds of errors that a <c>catch</c> clause may name (reference, section 4.9); programs cannot make others.</summary>
public static class ErrorKindNames
{
    /// <summary>All of them, and <c>Error</c>, which fits every one.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Error", "RuntimeError", "ValueError", "TypeError", "IOError", "NetworkError", "ParseError", "SyntaxError", "RuleViolation",
        "ModuleNotFound", "CircularDependency", "ConfigError", "FileError", "NetError", "TimeoutError", "OverloadError",
        "PartitionError", "ConsistencyError", "PermissionError", "CancelledError",
    };
}
