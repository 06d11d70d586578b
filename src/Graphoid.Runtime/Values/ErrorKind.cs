namespace Graphoid.Runtime.Values;

/// <summary>The kinds of errors with their parents, as <c>catch Kind</c> sees them.</summary>
public sealed class ErrorKind
{
    private static readonly Dictionary<string, ErrorKind> All = new(StringComparer.Ordinal);

    private ErrorKind(string name, ErrorKind? parent)
    {
        Name = name;
        Parent = parent;
        All.Add(name, this);
    }

    public static ErrorKind Runtime { get; } = new("RuntimeError", null);

    public static ErrorKind Value { get; } = new("ValueError", null);

    public static ErrorKind Type { get; } = new("TypeError", null);

    public static ErrorKind IO { get; } = new("IOError", null);

    public static ErrorKind Network { get; } = new("NetworkError", null);

    public static ErrorKind Parse { get; } = new("ParseError", null);

    public static ErrorKind Syntax { get; } = new("SyntaxError", null);

    public static ErrorKind RuleViolation { get; } = new("RuleViolation", null);

    public static ErrorKind ModuleNotFound { get; } = new("ModuleNotFound", null);

    public static ErrorKind CircularDependency { get; } = new("CircularDependency", null);

    public static ErrorKind Config { get; } = new("ConfigError", null);

    public static ErrorKind File { get; } = new("FileError", IO);

    public static ErrorKind Net { get; } = new("NetError", IO);

    public static ErrorKind Timeout { get; } = new("TimeoutError", Runtime);

    public static ErrorKind Overload { get; } = new("OverloadError", Runtime);

    public static ErrorKind Partition { get; } = new("PartitionError", Runtime);

    public static ErrorKind Consistency { get; } = new("ConsistencyError", Runtime);

    public static ErrorKind Permission { get; } = new("PermissionError", Runtime);

    public static ErrorKind Cancelled { get; } = new("CancelledError", Runtime);

    /// <summary>The kinds that programs may construct by calling their name: all of them.</summary>
    /// <remarks>The reference lists six constructors and names the others as kinds of the runtime; a program that imitates
    /// the runtime, in a test for instance, raises those as well.</remarks>
    public static IReadOnlyList<ErrorKind> Constructors { get; } =
    [
        Runtime, Value, Type, IO, Network, Parse, Syntax, RuleViolation, ModuleNotFound, CircularDependency, Config, File, Net,
        Timeout, Overload, Partition, Consistency, Permission, Cancelled,
    ];

    /// <summary>The name programs use.</summary>
    public string Name { get; }

    /// <summary>The kind whose handlers also fit, or null.</summary>
    public ErrorKind? Parent { get; }

    /// <summary>The kind of that name, or null.</summary>
    public static ErrorKind? Named(string name) => All.GetValueOrDefault(name);

    /// <summary>Whether a clause for <paramref name="name"/> fits this kind.</summary>
    public bool Fits(string name) => name == "Error" || name == Name || (Parent?.Fits(name) ?? false);
}
