using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>What the test library, written in Graphoid, needs from the host; no program can name these.</summary>
internal static class SpecHost
{
    public static NativeTable Table { get; } = new NativeTable("the test library")
        .Add("__fits", "error, kind", "Whether a `catch` for this kind would take the error.", static (in c) =>
            Value.Of(((ErrorValue)c[0].Reference!).Fits(c[1].Reference as string ?? ValueText.Display(c[1]))))
        .Add("__place_of", "error", "File and line where an error was raised.", static (in c) =>
            Value.Of(((ErrorValue)c[0].Reference!).Trace is [var frame, ..] ? Place(frame.Source, frame.Span) : string.Empty))
        .Add("__end_of", "block", "File and line of the last statement of a block.", static (in c) => Value.Of(EndOf(c[0])))
        .Add("__filters", "", "Whether some tests may be left out.", static (in c) => Value.Of(TestsOf(c) is { Filters: true }))
        .Add("__selected", "name", "Whether a test is to run.", static (in c) => Value.Of(TestsOf(c)?.Selects(c.Text(0)) ?? true))
        .Add("__shows_places", "", "Whether places are printed.", static (in c) => Value.Of(TestsOf(c) is not null))
        .Add("__report", "status, name, message, place", "A test has ended.", Report);

    private static ISpecListener? TestsOf(in NativeCall call) => ((Machine)call.Program).Program.Tests;

    private static Value Report(in NativeCall call)
    {
        TestsOf(call)?.Ended(new SpecTest(call.Text(1), call.Text(0), call.Text(2), call.Text(3)));
        return Value.None;
    }

    private static string EndOf(Value block)
    {
        if (block.Reference is not FunctionValue { Code: var code })
        {
            return string.Empty;
        }

        var statements = code.Scope.Node switch
        {
            LambdaExpression { Body: { } body } => body.Statements,
            FunctionDeclaration { Body: { } body } => body.Statements,
            _ => [],
        };
        return Place(code.Source, statements.Count > 0 ? statements[^1].Span : code.Scope.Node.Span);
    }

    private static string Place(SourceText source, TextSpan span) => $"{source.Name}:{source.PositionOf(span.Start).Line}";
}
