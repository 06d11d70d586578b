using System.Text;
using Graphoid.Language.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of errors (reference, section 4.9).</summary>
internal static class ErrorMethods
{
    public static NativeTable Table { get; } = new NativeTable("an error")
        .Add("type|type_name|get_type", "", "The kind of the error, such as ValueError.",
            static (in call) => Value.Of(Self(call).ErrorKind.Name))
        .Add("message", "", "The text without the kind.", static (in call) => Value.Of(Self(call).Message))
        .Add("line", "", "The line where the error was raised, none before that.",
            static (in call) => Origin(call) is { } at ? Value.Of(PositionOf(at).Line) : Value.None)
        .Add("column", "", "The column where the error was raised, none before that.",
            static (in call) => Origin(call) is { } at ? Value.Of(PositionOf(at).Column) : Value.None)
        .Add("file", "", "The file where the error was raised, none before that.",
            static (in call) => Origin(call) is { } at ? Value.Of(at.Source.Name) : Value.None)
        .Add("stack_trace", "", "The functions on the way to the error, one per line, innermost first.", StackTrace)
        .Add("stack", "", "The functions on the way to the error as maps of function, file and line, innermost first.",
            Stack)
        .Add("caused_by", "cause|e2", "The error with another one as its cause.", CausedBy)
        .Add("cause", "", "The error that led to this one, or none.",
            static (in call) => Self(call).Cause is { } cause ? Value.Of(cause) : Value.None)
        .Add("full_chain", "", "The error and its causes, one per line, the first cause last.", FullChain);

    /// <summary>Longer chains are cut: causes are values, so a program can stack them without end.</summary>
    private const int ChainMax = 1000;

    private static ErrorValue Self(in NativeCall call) => (ErrorValue)call.Self.Reference!;

    private static TraceFrame? Origin(in NativeCall call) => Self(call).Trace is [var innermost, ..] ? innermost : null;

    private static LinePosition PositionOf(TraceFrame frame) => frame.Source.PositionOf(frame.Span.Start);

    private static Value CausedBy(in NativeCall call) => call[0].Reference is ErrorValue cause
        ? Value.Of(Self(call).CausedBy(cause))
        : throw ArgumentChecks.Wrong(call.Entry, 0, "error", call[0]);

    private static Value FullChain(in NativeCall call)
    {
        var text = new StringBuilder(Self(call).Display);
        var count = 1;
        for (var cause = Self(call).Cause; cause is not null && count < ChainMax; cause = cause.Cause, count++)
        {
            text.Append("\nCaused by: ").Append(cause.Display);
        }

        return Value.Of(text.ToString());
    }

    private static Value StackTrace(in NativeCall call)
    {
        var text = new StringBuilder();
        foreach (var frame in Self(call).Trace)
        {
            var place = PositionOf(frame);
            text.Append(text.Length > 0 ? "\n" : string.Empty)
                .Append($"at {frame.Function} ({frame.Source.Name}:{place.Line}:{place.Column})");
        }

        return Value.Of(text.ToString());
    }

    private static Value Stack(in NativeCall call)
    {
        var frames = new ListValue([]);
        foreach (var frame in Self(call).Trace)
        {
            var entry = new MapValue();
            entry.Set("function", Value.Of(frame.Function));
            entry.Set("file", Value.Of(frame.Source.Name));
            entry.Set("line", Value.Of(PositionOf(frame).Line));
            frames.AppendInPlace(Value.Of(entry));
        }

        return Value.Of(frames);
    }
}
