using System.Text.Json;

namespace Graphoid.EndToEnd.Tests.Commands;

[Trait("Category", "EndToEnd")]
public sealed class SpecTests : IDisposable
{
    private const string Sums = """
        describe "sums" {
            it "add up" { expect(1 + 1).to_equal(2) }
            context "of strings" {
                it "join" {
                    text = "a" + "b"
                    expect(text).to_equal("ba")
                }
                xit "wait" { raise "never" }
            }
        }

        """;

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Results_failures_and_their_lines_are_printed_and_the_counts_come_last()
    {
        _workspace.With("sums_spec.gr", Sums);

        var result = await _workspace.RunAsync("spec", "sums_spec.gr");

        Assert.Equal(
            """
            Running 1 spec file(s)...

            sums
                PASS: add up
              when of strings
                  FAIL: join
                    Error: Expected ab to equal ba
                    at sums_spec.gr:6
                  SKIP: wait

            ============================================================
            FINAL SUMMARY
            ============================================================
            1 passed, 1 failed, 1 skipped, 3 total

            Failed tests:
              sums > when of strings > join
                Error: Expected ab to equal ba

            SOME TESTS FAILED
            1 passed, 1 failed, 1 skipped

            """,
            result.Output);
        Assert.Equal("", result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_folder_is_searched_and_each_file_has_its_own_names_and_modules()
    {
        Directory.CreateDirectory(Path.Combine(_workspace.Folder, "b", "target"));
        Directory.CreateDirectory(Path.Combine(_workspace.Folder, ".hidden"));
        _workspace
            .With("counter.gr", "print(\"counter runs\")\n")
            .With("a_spec.gr", "import \"counter\"\nshared = 1\ndescribe \"a\" { it \"sees its name\" { expect(shared).to_equal(1) } }\n")
            .With("b/b_spec.gr", "import \"../counter\"\ndescribe \"b\" { it \"sees no other\" { expect({ || shared }).to_raise() } }\n")
            .With("b/target/c_spec.gr", "raise \"skipped\"\n")
            .With(".hidden/d_spec.gr", "raise \"skipped\"\n")
            .With("e.gr", "raise \"no test\"\n");

        var result = await _workspace.RunAsync("spec");

        Assert.StartsWith(
            "Running 2 spec file(s)...\n\ncounter runs\na\n    PASS: sees its name\ncounter runs\nb\n    PASS: sees no other\n",
            result.Output,
            StringComparison.Ordinal);
        Assert.EndsWith("\nALL TESTS PASSED\n2 passed, 0 failed, 0 skipped\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_filter_chooses_tests_by_their_full_names()
    {
        _workspace.With("sums_spec.gr", Sums);

        var result = await _workspace.RunAsync("spec", ".", "--filter", "sums > add");

        Assert.Contains("sums\n    PASS: add up\n\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 passed, 0 failed, 0 skipped\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("strings", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task For_tools_there_is_one_object_on_stdout()
    {
        _workspace.With("sums_spec.gr", Sums);

        var result = await _workspace.RunAsync("spec", ".", "--format", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(1, json.RootElement.GetProperty("failed").GetInt32());
        var failed = json.RootElement.GetProperty("tests")[1];
        Assert.Equal("sums > when of strings > join", failed.GetProperty("name").GetString());
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal("sums_spec.gr", failed.GetProperty("file").GetString());
        Assert.Equal(6, failed.GetProperty("line").GetInt32());
        Assert.Equal("Expected ab to equal ba", failed.GetProperty("message").GetString());
        Assert.Contains("PASS: add up", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("plain.gr")]
    [InlineData(".")]
    public async Task Without_tests_two_lines_say_what_was_looked_for(string place)
    {
        _workspace.With("plain.gr", "print(1)\n");

        var result = await _workspace.RunAsync("spec", place);

        Assert.Equal($"No tests found in `{place}`.\nThe names of files with tests end in `_spec.gr`.\n", result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task An_error_outside_of_every_test_ends_the_run()
    {
        _workspace
            .With("a_spec.gr", "describe \"a\" { it \"passes\" { 1 } }\nmissing()\n")
            .With("b_spec.gr", "print(\"not reached\")\n");

        var result = await _workspace.RunAsync("spec");

        Assert.StartsWith("Error: RuntimeError: `missing` is not defined [GR3001]\n  --> a_spec.gr:2:1\n", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("    PASS: passes\n1 passed, 0 failed, 0 skipped\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("it \"passes\" { 1 }\nit \"leaves\" { exit() }\n", "`exit(0)` ended `a_spec.gr` before its tests were over")]
    [InlineData("it \"passes\" { 1 }\nexit(3)\n", "`exit(3)` ended `a_spec.gr` before its tests were over")]
    public async Task A_program_that_ends_itself_in_the_middle_has_not_passed(string text, string error)
    {
        _workspace.With("a_spec.gr", text);

        var result = await _workspace.RunAsync("spec");

        Assert.Contains(error, result.Error, StringComparison.Ordinal);
        Assert.EndsWith("  PASS: passes\n1 passed, 0 failed, 0 skipped\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_filter_that_fits_no_test_says_so()
    {
        _workspace.With("sums_spec.gr", Sums);

        var result = await _workspace.RunAsync("spec", ".", "--filter", "nothing like this");

        Assert.Equal("No test has a name that contains `nothing like this`.\n", result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Tests_of_a_runner_of_its_own_are_not_counted()
    {
        _workspace.With(
            "own_spec.gr",
            """
            import "gspec"
            r = gspec.TestRunner.clone()
            r.it "fails on purpose" { expect(1).to_equal(2) }
            it "counts" { expect(r.failed).to_equal(1) }

            """);

        var result = await _workspace.RunAsync("spec", "--format", "json");

        using var report = JsonDocument.Parse(result.Output);
        var test = Assert.Single(report.RootElement.GetProperty("tests").EnumerateArray());
        Assert.Equal("counts", test.GetProperty("name").GetString());
        Assert.Equal(0, result.ExitCode);
    }

    public void Dispose() => _workspace.Dispose();
}
