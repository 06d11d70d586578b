namespace Graphoid.Runtime.Tests.Concurrency;

/// <summary>Whole programs with many tasks, and what is left when they end.</summary>
[Trait("Category", "Unit")]
public sealed class ConcurrentProgramTests
{
    [Theory]
    [InlineData("ch = channel()\nch.receive()", "RuntimeError [GR3032]")]
    [InlineData("ch = channel()\nch.send(1)\nch.send(2)", "RuntimeError [GR3032]")]
    [InlineData("select(channel(), channel())", "RuntimeError [GR3032]")]
    [InlineData("for x in channel() { print(x) }", "RuntimeError [GR3032]")]
    [InlineData("a = channel()\nb = channel()\nspawn { a.receive() ; b.send(1) }\nb.receive()", "RuntimeError [GR3032]")]
    [InlineData("a = channel()\nfor i in range(20) { spawn { timer.sleep(1) ; a.receive() } }\ntry { channel().receive() } catch as e { print('caught') }", "caught")]
    [InlineData("graph A { fn on_message(m) { m.receive() } }\na = spawn A { }\nc = channel()\na.send(c)\nc.receive()", "RuntimeError [GR3032]")]
    public async Task Waiting_for_nobody_is_an_error(string program, string expected) =>
        Assert.Equal(expected, await ConcurrentProgram.OutputOfAsync(program));

    [Theory]
    [InlineData("ch = channel()\nspawn { timer.sleep(20) ; ch.send(1) }\nprint(ch.receive())", "1")]
    [InlineData("t = timer.after(20)\nprint(t.receive())", ":tick")]
    [InlineData("graph A { fn on_message(m) { timer.sleep(10) ; m.send(2) } }\na = spawn A { }\nc = channel()\na.send(c)\nprint(c.receive())", "2")]
    [InlineData("a = channel()\nb = channel()\nspawn { for x in a { b.send(x + 1) } ; b.close() }\nspawn { for i in range(3) { a.send(i) } ; a.close() }\nfor x in b { print(x) }", "1|2|3")]
    [InlineData("print(select(channel(), timeout: 20))", "[:timeout, none]")]
    public async Task Waiting_for_somebody_is_none(string program, string expected) =>
        Assert.Equal(expected, await ConcurrentProgram.OutputOfAsync(program));

    [Fact]
    public async Task Ten_thousand_tasks_and_channels_are_cheap()
    {
        const string Text = """
            starts = range(10000).map(i => channel())
            ends = channel(100)
            for c in starts { spawn { ends.send(c.receive() * 2) } }
            spawn { for i in range(10000) { starts[i].send(i) } }
            print(range(10000).map(i => ends.receive()).sum())
            """;
        Assert.Equal("99990000", await ConcurrentProgram.OutputOfAsync(Text));
    }

    [Theory]
    [InlineData("for i in range(100000) { spawn { i } }\nprint('started')", "started")]
    [InlineData("xs = range(200000).map(i => i)\nd = channel()\nfor i in range(5000) { spawn { if i == 4999 { d.send(xs.length()) } } }\nprint(d.receive())", "200000")]
    [InlineData("try { while true { timer.every(60000) } } catch RuntimeError as e { print(e.message()) }", "there are 100000 timers already")]
    [InlineData("d = channel()\nfor i in range(20000) { spawn { spawn { spawn { if i == 0 { d.send(i) } } } } }\nprint(d.receive())", "0")]
    public async Task Neither_tasks_nor_timers_fill_the_memory(string program, string expected) =>
        Assert.Equal(expected, await ConcurrentProgram.OutputOfAsync(program));

    [Fact]
    public async Task A_ring_of_tasks_passes_values_around()
    {
        const string Text = """
            links = range(200).map(i => channel())
            for i in range(199) { spawn { for x in links[i] { links[i + 1].send(x + 1) } ; links[i + 1].close() } }
            spawn { for round in range(50) { links[0].send(round) } ; links[0].close() }
            total = 0
            for x in links[199] { total = total + x }
            print(total)
            """;
        Assert.Equal("11175", await ConcurrentProgram.OutputOfAsync(Text));
    }

    [Fact]
    public async Task Senders_of_an_actor_wait_and_every_message_is_handled_once()
    {
        const string Text = """
            graph Sum { total = 0 ; count = 0 ; fn on_message(x) { if x == :get { return [count, total] } ; count = count + 1 ; total = total + x } }
            sum = spawn Sum { }
            done = channel()
            for t in range(20) { spawn { for i in range(500) { sum.send(i) } ; done.send(1) } }
            for t in range(20) { done.receive() }
            print(sum.request(:get))
            """;
        Assert.Equal("[10000, 2495000]", await ConcurrentProgram.OutputOfAsync(Text));
    }

    [Fact]
    public async Task Lines_of_several_tasks_do_not_mix()
    {
        using var program = new ConcurrentProgram();
        await program.RunAsync("""
            done = channel()
            for t in range(8) { spawn { for i in range(100) { print(t, t, t) } ; done.send(1) } }
            for t in range(8) { done.receive() }
            """);
        Assert.Equal(800, program.Output.Count);
        Assert.All(program.Output, line => Assert.Single(line.Split(' ').Distinct()));
    }

    [Fact]
    public async Task The_end_of_a_program_ends_tasks_actors_timers_and_listeners()
    {
        var clock = new ManualClock();
        using var program = new ConcurrentProgram(clock);
        await program.RunAsync("""
            ch = channel()
            graph Busy { fn on_message(m) { while true { } } }
            (spawn Busy { }).send(1)
            spawn { while true { } }
            spawn { timer.sleep(1000) ; print("never") }
            spawn { ch.receive() }
            spawn { for t in timer.every(5) { print("never") } }
            on = signal.on(:sigterm)
            print("end")
            """);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["end"], program.Output);
        Assert.Empty(program.LogLines);
        Assert.Equal((0, 0), (clock.TimersSet, program.Listeners));
    }

    [Fact]
    public async Task A_program_that_waits_can_be_cancelled()
    {
        using var program = new ConcurrentProgram();
        var run = program.RunAsync("keeps = timer.every(60000)\nprint('waits')\nchannel().receive()");
        await program.PrintedAsync("waits");
        program.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Theory]
    [InlineData("exit(7)", 7)]
    [InlineData("print(1)", 0)]
    [InlineData("spawn { exit(9) }\ntimer.sleep(60000)", 9)]
    [InlineData("graph A { fn on_message(m) { exit(m) } }\n(spawn A { }).request(5)", 5)]
    [InlineData("spawn { exit(4) }\nwhile true { }", 4)]
    public async Task Exit_gives_the_code(string text, int code)
    {
        using var program = new ConcurrentProgram();
        Assert.Equal(code, await program.RunAsync(text));
    }

    [Fact]
    public async Task Timers_follow_the_clock_of_the_host()
    {
        var clock = new ManualClock();
        using var program = new ConcurrentProgram(clock);
        var run = program.RunAsync("""
            t = timer.after(1000, "after")
            e = timer.every(400)
            print("ready")
            for i in range(2) { print(e.receive()) }
            print(t.receive(), select(channel(), timeout: 500))
            e.close()
            timer.sleep(86400000)
            print("a day")
            """);
        await program.PrintedAsync("ready");
        while (!run.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
            if (program.Output.Count == 4)
            {
                clock.Advance(TimeSpan.FromDays(1));
            }
        }

        await run;
        Assert.Equal(["ready", ":tick", ":tick", "after [:timeout, none]", "a day"], program.Output);
    }

    [Fact]
    public async Task Restarts_are_counted_within_a_minute()
    {
        var clock = new ManualClock();
        using var program = new ConcurrentProgram(clock);
        var run = program.RunAsync("""
            graph Bad { fn on_message(m) { raise ValueError("bad") } }
            graph Guard from supervisor { max_restarts = 2 }
            sup = spawn Guard { }
            b = spawn Bad { }
            sup.supervise(b)
            fn fail() { try { b.request(1) } catch as e { return e.type() } }
            fail() ; fail()
            timer.sleep(61000)
            fail() ; fail()
            print(b.is_closed())
            fail()
            print(b.is_closed(), sup.is_closed())
            """);
        while (!run.IsCompleted)
        {
            clock.Advance(clock.TimersSet > 0 && program.Output.Count == 0 ? TimeSpan.FromMilliseconds(500) : TimeSpan.Zero);
            await Task.Yield();
        }

        await run;
        Assert.Equal(["false", "true true"], program.Output);
    }

    [Fact]
    public async Task Signals_come_as_values_while_a_channel_listens()
    {
        using var program = new ConcurrentProgram();
        var run = program.RunAsync("""
            a = signal.on(:sigint)
            b = signal.on(:sigint)
            c = signal.on(:sighup)
            print("ready")
            print(a.receive(), b.receive(), c.try_receive(), a.try_receive())
            a.close() ; b.close()
            print("closed")
            print(c.receive())
            """);
        await program.PrintedAsync("ready");
        program.Raise("sigint");
        program.Raise("sigint");
        await program.PrintedAsync("closed");
        Assert.Equal(1, program.Listeners);
        program.Raise("sighup");
        await run;
        Assert.Equal(0, program.Listeners);
        Assert.Equal(":sighup", program.Output[^1]);
    }
}
