using Graphoid.Language.Text;

namespace Graphoid.Runtime.Values;

/// <summary>An error as programs see it: kind, text, and where it was raised.</summary>
public sealed class ErrorValue : ObjectValue
{
    /// <summary>An error that has not been raised yet.</summary>
    public ErrorValue(ErrorKind errorKind, string message, string id = RuntimeErrorIds.Raised)
    {
        ErrorKind = errorKind;
        Message = message;
        Id = id;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Error;

    /// <summary>The kind.</summary>
    public ErrorKind ErrorKind { get; }

    /// <summary>The text without kind and place.</summary>
    public string Message { get; }

    /// <summary>The catalogue id shown on the first line.</summary>
    public string Id { get; }

    /// <summary>Library errors also fit <c>catch RuntimeError</c> (stdlib.md 1.1); operators and <c>raise</c> do not set this.</summary>
    public bool FitsRuntimeErrorToo { get; init; }

    /// <summary>A few words beside the caret, or null.</summary>
    public string? Label { get; set; }

    /// <summary>What to do next, or null.</summary>
    public string? Help { get; set; }

    /// <summary>Where the error was raised, innermost first; set once, when it is raised.</summary>
    public IReadOnlyList<TraceFrame> Trace { get; set; } = [];

    /// <summary>The error that led to this one, or null.</summary>
    public ErrorValue? Cause { get; init; }

    /// <summary>Node, partition, round: one line each, outermost last.</summary>
    public List<string> Notes { get; } = [];

    /// <inheritdoc/>
    public override string Display => $"{ErrorKind.Name}: {Message}";

    /// <summary>The same error with a list of notes of its own.</summary>
    internal ErrorValue WithOwnNotes() => CausedBy(Cause);

    /// <summary>The same error with a cause; notes of its own.</summary>
    internal ErrorValue CausedBy(ErrorValue? cause)
    {
        var copy = new ErrorValue(ErrorKind, Message, Id)
        {
            Cause = cause,
            FitsRuntimeErrorToo = FitsRuntimeErrorToo,
            Label = Label,
            Help = Help,
            Trace = Trace,
        };
        copy.Notes.AddRange(Notes);
        return copy;
    }

    /// <summary>Whether a <c>catch</c> clause for this kind fits.</summary>
    public bool Fits(string kind) => ErrorKind.Fits(kind) || (FitsRuntimeErrorToo && kind == ErrorKind.Runtime.Name);
}

/// <summary>One step of a stack trace.</summary>
/// <param name="Function">Name of the function or method, or <c>main</c>.</param>
public sealed record TraceFrame(string Function, SourceText Source, TextSpan Span);

/// <summary>An error on its way up; carries the value that <c>catch</c> binds.</summary>
public sealed class GraphoidException : Exception
{
    /// <summary>Raises an existing error.</summary>
    public GraphoidException(ErrorValue error)
        : base(error.Display) => Error = error;

    /// <summary>Raises a new error.</summary>
    public GraphoidException(ErrorKind kind, string message, string id = RuntimeErrorIds.Raised, string? help = null)
        : this(new ErrorValue(kind, message, id) { Help = help })
    {
    }

    /// <summary>The error.</summary>
    public ErrorValue Error { get; }

    /// <summary>An error of a built-in method or library function, which also fits <c>catch RuntimeError</c>.</summary>
    public static GraphoidException Library(ErrorKind kind, string message, string id = RuntimeErrorIds.BadArgument, string? help = null) =>
        new(new ErrorValue(kind, message, id) { FitsRuntimeErrorToo = true, Help = help });

    /// <summary>A <c>TypeError</c> of a built-in: "… expected X, got Y".</summary>
    public static GraphoidException WrongType(string where, string expected, Value actual, string? help = null) =>
        Library(ErrorKind.Type, $"{where} expected {expected}, got {ValueText.TypeName(actual)}", help: help);

    /// <summary>Data nested deeper than the stack allows.</summary>
    public static GraphoidException TooDeeplyNested() =>
        new(ErrorKind.Runtime, "the data is nested too deeply", RuntimeErrorIds.TooDeep);
}

/// <summary>Ids of run-time messages (GR3xxx evaluation, GR4xxx distribution, GR5xxx files, GR6xxx configuration).</summary>
public static class RuntimeErrorIds
{
    /// <summary>Raised by the program or without a closer id.</summary>
    public const string Raised = "GR3000";

    /// <summary>A name that nothing defines.</summary>
    public const string UnknownName = "GR3001";

    /// <summary>A method that the value does not have.</summary>
    public const string UnknownMethod = "GR3002";

    /// <summary>A named argument that the function does not have.</summary>
    public const string UnknownArgument = "GR3003";

    /// <summary>Too few or too many arguments.</summary>
    public const string WrongArgumentCount = "GR3004";

    /// <summary>An argument of the wrong type or out of range.</summary>
    public const string BadArgument = "GR3005";

    /// <summary>An operator on types it does not fit.</summary>
    public const string OperatorTypes = "GR3006";

    /// <summary>Division by zero.</summary>
    public const string DivisionByZero = "GR3007";

    /// <summary>An index outside a list, or a key a map does not have.</summary>
    public const string MissingElement = "GR3008";

    /// <summary>Calls or data nested too deeply.</summary>
    public const string TooDeep = "GR3009";

    /// <summary>Something that is not callable was called.</summary>
    public const string NotCallable = "GR3010";

    /// <summary>A private member was used from outside.</summary>
    public const string Private = "GR3011";

    /// <summary>The host does not permit this call.</summary>
    public const string NotPermitted = "GR3013";

    /// <summary>The run was cancelled.</summary>
    public const string Cancelled = "GR3014";

    /// <summary>A change that would break a rule of a graph, list or map, or that a method constraint forbids.</summary>
    public const string RuleViolated = "GR3020";

    /// <summary>A channel that is closed.</summary>
    public const string ChannelState = "GR3031";

    /// <summary>A wait for a channel that nobody is left to serve.</summary>
    public const string WaitsForEver = "GR3032";

    /// <summary>More tasks or timers at a time than a program may have.</summary>
    public const string TooManyFlows = "GR3033";

    /// <summary>A graph of that name does not exist.</summary>
    public const string UnknownGraph = "GR4001";

    /// <summary>A node of that id does not exist.</summary>
    public const string UnknownNode = "GR4002";

    /// <summary>A wave did not come to rest.</summary>
    public const string EndlessWave = "GR4003";

    /// <summary>Only suspended handlers were left in a wave.</summary>
    public const string WaveDeadlock = "GR4004";

    /// <summary>A call that is not possible inside a wave.</summary>
    public const string NotInWave = "GR4005";

    /// <summary>A name that is taken, or a call on a graph that is gone.</summary>
    public const string GraphState = "GR4006";

    /// <summary>A request that was not answered in time.</summary>
    public const string RequestTimeout = "GR4007";

    /// <summary>A graph or partition that does not answer or cannot begin; nothing has happened.</summary>
    public const string GraphUnavailable = "GR4008";

    /// <summary>More calls at a time than this process keeps.</summary>
    public const string TooManyCalls = "GR4009";

    /// <summary>Whether something took effect is not known: its answer did not arrive, or the member that ran the program was lost.</summary>
    public const string OutcomeUnknown = "GR4010";

    /// <summary>No member answers at an address.</summary>
    public const string NoMember = "GR4011";

    /// <summary>A member does not let a client in, or does not take its request.</summary>
    public const string NotLetIn = "GR4012";

    /// <summary>A file that cannot be read.</summary>
    public const string UnreadableFile = "GR5001";

    /// <summary>A line of a graph file that cannot be read.</summary>
    public const string BrokenLine = "GR5002";

    /// <summary>A file that could not be brought to a member.</summary>
    public const string TransferFailed = "GR5004";

    /// <summary>An unknown configuration key or an ill-typed value.</summary>
    public const string BadConfiguration = "GR6001";
}
