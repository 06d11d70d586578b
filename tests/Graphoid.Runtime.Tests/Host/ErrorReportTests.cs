using Graphoid.Language.Text;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Host;

public sealed class ErrorReportTests
{
    private static readonly SourceText Source = new("ranks.gr", "share = rank / degree\nupdate()\n");

    [Fact]
    public void An_error_shows_kind_text_id_place_notes_help_and_callers()
    {
        var error = new ErrorValue(ErrorKind.Runtime, "Division by zero", "GR3007")
        {
            Label = "this is 0 here",
            Help = "check `degree > 0` first",
            Trace = [new TraceFrame("share_of", Source, new TextSpan(15, 6)), new TraceFrame("main", Source, new TextSpan(22, 8))],
        };
        error.Notes.Add("node \"carol\"");

        Assert.Equal(
            """
            Error: RuntimeError: Division by zero [GR3007]
              --> ranks.gr:1:16
              |
            1 | share = rank / degree
              |                ^^^^^^ this is 0 here
              = node "carol"
            help: check `degree > 0` first
              in main at ranks.gr:2:1

            """,
            ErrorReport.Of(error));
    }

    [Fact]
    public void An_error_without_a_place_still_shows_notes_and_help()
    {
        var error = new ErrorValue(ErrorKind.File, "broken line", "GR5002") { Help = "repair it" };
        error.Notes.Add("edges.txt, line 3");

        Assert.Equal("Error: FileError: broken line [GR5002]\n  = edges.txt, line 3\nhelp: repair it\n", ErrorReport.Of(error));
    }

    [Fact]
    public void The_first_line_stays_one_line_when_the_text_has_several()
    {
        var error = new ErrorValue(ErrorKind.Value, "first\nsecond");

        Assert.Equal("Error: ValueError: first [GR3000]\n  second\n", ErrorReport.Of(error));
    }

    [Fact]
    public void At_most_ten_callers_are_shown_and_the_others_counted()
    {
        var frames = Enumerable.Range(0, 100).Select(_ => new TraceFrame("again", Source, new TextSpan(22, 8)));
        var error = new ErrorValue(ErrorKind.Runtime, "too deep") { Trace = [.. frames] };

        var lines = ErrorReport.Of(error).TrimEnd('\n').Split('\n');

        Assert.Equal(10, lines.Count(line => line == "  in again at ranks.gr:2:1"));
        Assert.Equal("  and 89 more", lines[^1]);
    }
}
