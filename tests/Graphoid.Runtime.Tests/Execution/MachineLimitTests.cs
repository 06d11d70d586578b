using Graphoid.Runtime.Execution;

namespace Graphoid.Runtime.Tests.Execution;

/// <summary>Programs that do not end by themselves are ended, and leave a host that goes on.</summary>
[Trait("Category", "Unit")]
public sealed class MachineLimitTests
{
    [Theory]
    [InlineData("stop() ; loop { }")]
    [InlineData("stop() ; while true { x = 1 }")]
    [InlineData("fn f(n) { return n } ; stop() ; while true { f(1) }")]
    [InlineData("stop() ; for i in range(1000000000) { }")]
    [InlineData("stop() ; [1].each(x => { loop { } })")]
    [InlineData("stop() ; range(1000000000).each(x => x)")]
    [InlineData("stop() ; loop { try { loop { } } finally { print(1) } }")]
    [InlineData("stop() ; try { loop { } } catch { loop { } }")]
    [InlineData("later(1) ; stop() ; loop { later(1) }")]
    public async Task A_cancelled_run_ends(string program) =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LaterProgram.RunAsync(program, () => true));

    [Fact]
    public async Task One_frame_too_many_is_an_error_that_can_be_caught()
    {
        var depth = Machine.FramesMax - 1;
        var program = $"fn f(n) {{ return 0 if n <= 1 ; return 1 + f(n - 1) }}\nprint(f({depth}))\ntry {{ f({depth + 1}) }} catch RuntimeError {{ print('caught') }}\nprint(f(3))\nf({depth + 1})";
        Assert.Equal(
            [$"{depth - 1}", "caught", "2", $"RuntimeError: calls are nested deeper than {Machine.FramesMax} [GR3009]"],
            await LaterProgram.RunAsync(program, () => false));
    }

    [Fact]
    public async Task Endless_recursion_through_callbacks_is_an_error_that_can_be_caught()
    {
        const string program = "fn f(n) { return [n].map(f) }\ntry { f(0) } catch RuntimeError { print('caught') }\nprint([1].map(x => x))\nf(1)";
        Assert.Equal(
            ["caught", "[1]", $"RuntimeError: callbacks of built-ins are nested deeper than {Machine.NestedCallbacksMax} [GR3009]"],
            await LaterProgram.RunAsync(program, () => false));
    }

    [Fact]
    public async Task An_actor_survives_endless_recursion_and_calls_that_fail_before_they_start()
    {
        const string program = """
            graph T { fn on_message(msg) { try { match msg { :deep => { return f(0) } ; :wrong => { return f(1, 2) } } } catch RuntimeError as e { return e } ; return "alive" } }
            fn f(n) { return f(n + 1) }
            t = spawn T { }
            for i in range(3) { print(t.request(:deep).type()) }
            for i in range(1000) { t.request(:wrong) }
            print(t.request(:ok))
            """;
        Assert.Equal(["RuntimeError", "RuntimeError", "RuntimeError", "alive"], await LaterProgram.RunAsync(program, () => false));
    }
}
