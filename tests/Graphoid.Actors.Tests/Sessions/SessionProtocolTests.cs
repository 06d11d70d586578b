using Graphoid.Actors.Sessions;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Tests.Sessions;

/// <summary>What member and client do when the other side loses messages, is silent, or does not keep to the protocol.</summary>
[Trait("Category", "Cluster")]
public sealed class SessionProtocolTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionMember _member = new();

    private readonly Guid _session = Guid.NewGuid();
    private Probe _client = null!;

    public Task InitializeAsync()
    {
        _client = new Probe(_member.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _member.DisposeAsync();

    [Fact]
    public async Task Output_that_was_lost_on_the_way_is_sent_again()
    {
        Run("print(\"one\")\n");
        var (lost, session) = await _client.ExpectAsync<SessionProtocol.Output>();

        _client.Tell(session, new SessionProtocol.Alive(_session, 0));
        _client.Tell(session, new SessionProtocol.Alive(_session, 0));
        var (again, _) = await _client.ExpectAsync<SessionProtocol.Output>();

        Assert.Equal((0, "one"), (again.Index, Assert.Single(again.Lines)));
        Assert.Equal(lost.Index, again.Index);
    }

    [Fact]
    public async Task The_end_is_repeated_until_the_client_has_seen_it()
    {
        Run("print(\"one\")\n");
        var (end, _) = await _client.ExpectAsync<SessionProtocol.Ended>();

        var (again, session) = await _client.ExpectAsync<SessionProtocol.Ended>();
        _client.Tell(session, new SessionProtocol.EndSeen(_session));
        await _member.UntilIdleAsync().WaitAsync(Patience);

        Assert.Equal(end, again);
        Assert.Equal(1, end.Outputs);
    }

    [Fact]
    public async Task No_more_output_is_on_the_way_than_the_client_has_not_acknowledged()
    {
        Run("line = \"z\".repeat(1000)\nwhile true {\n    print(line)\n}\n");
        for (var i = 0; i < SessionLimits.OutputsInFlight; i++)
        {
            Assert.Equal(i, (await _client.ExpectAsync<SessionProtocol.Output>()).Message.Index);
        }

        // The one after those is the answer to the acknowledgement, and not an older one: nothing else acknowledges.
        var (alive, session) = await _client.ExpectAsync<SessionProtocol.Alive>();
        _client.Tell(session, new SessionProtocol.OutputSeen(2));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SessionLimits.OutputsInFlight + i, (await _client.ExpectAsync<SessionProtocol.Output>()).Message.Index);
        }

        Assert.Equal(_session, alive.Session);
    }

    [Fact]
    public async Task A_client_that_says_nothing_loses_its_program_and_is_told_why()
    {
        await using var member = new SessionMember(settings => settings with
        {
            Timings = SessionMember.Timings with { ClientSilenceMax = TimeSpan.FromSeconds(1) },
        });
        var client = new Probe(member.System);
        client.Tell(member.Door, new SessionProtocol.RunProgram(null, _session, "p.gr", "i = 0\nwhile true {\n    i = i + 1\n}\n", [], null));

        var (end, _) = await client.ExpectAsync<SessionProtocol.Ended>();

        Assert.True(end.IsCancelled);
        Assert.StartsWith(
            "Error: TimeoutError: the member cancelled the program: it had not heard of this client for 1 s", end.ErrorReport, StringComparison.Ordinal);
        await member.UntilIdleAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_repeated_request_does_not_run_the_program_twice()
    {
        Run("distributed.graphs()\n");
        Run("distributed.graphs()\n");

        await _client.ExpectAsync<SessionProtocol.Ended>();

        Assert.Equal(1, _member.Runtime!.NamesCalls);
    }

    [Fact]
    public async Task A_member_that_says_nothing_more_counts_as_lost()
    {
        await using var mute = new SessionMember(asDoor: system => new Probe(system, SessionLimits.DoorName));
        var connecting = SessionClient.ConnectAsync(mute.Address with { Timings = Hasty }, CancellationToken.None);
        var (_, asker) = await mute.Probe!.ExpectAsync<SessionProtocol.Hello>();
        mute.Probe.Tell(asker, new SessionProtocol.Welcome(SessionVersion.Current, new MemberId("mute")));
        await using var client = await connecting;

        var run = client.RunAsync(new ProgramRequest("p.gr", "print(1)\n", []), new SessionScreen(), CancellationToken.None);
        var (request, starter) = await mute.Probe.ExpectAsync<SessionProtocol.RunProgram>();
        mute.Probe.Tell(starter, new SessionProtocol.Alive(request.Session, 0));
        var lost = await Assert.ThrowsAsync<GraphoidException>(() => run.WaitAsync(Patience));

        Assert.Equal(RuntimeErrorIds.OutcomeUnknown, lost.Error.Id);
        Assert.Equal(["it said nothing for 1 s"], lost.Error.Notes);
    }

    [Fact]
    public async Task A_client_does_not_take_the_end_before_it_has_all_output()
    {
        await using var member = new SessionMember(asDoor: system => new Probe(system, SessionLimits.DoorName));
        var connecting = member.ConnectAsync();
        var (_, asker) = await member.Probe!.ExpectAsync<SessionProtocol.Hello>();
        member.Probe.Tell(asker, new SessionProtocol.Welcome(SessionVersion.Current, new MemberId("probe")));
        await using var client = await connecting;
        var screen = new SessionScreen();
        var run = client.RunAsync(new ProgramRequest("p.gr", "print(1)\n", []), screen, CancellationToken.None);
        var (request, starter) = await member.Probe.ExpectAsync<SessionProtocol.RunProgram>();
        var first = new SessionProtocol.Output(0, ["a"], [false], false);
        var second = new SessionProtocol.Output(1, ["b"], [false], false);
        var end = new SessionProtocol.Ended(false, null, 0, 0, Outputs: 2);

        member.Probe.Tell(starter, second);
        member.Probe.Tell(starter, end);
        Assert.Equal(0, (await member.Probe.ExpectAsync<SessionProtocol.Alive>()).Message.Received);
        member.Probe.Tell(starter, first);
        member.Probe.Tell(starter, first);
        member.Probe.Tell(starter, second);
        member.Probe.Tell(starter, end);
        await run.WaitAsync(Patience);
        await member.Probe.ExpectAsync<SessionProtocol.EndSeen>();

        Assert.Equal(["a", "b"], screen.Printed);
        Assert.NotEqual(Guid.Empty, request.Session);
    }

    private static SessionTimings Hasty => SessionMember.Timings with { MemberSilenceMax = TimeSpan.FromSeconds(1) };

    private void Run(string text) => _client.Tell(
        _member.Door, new SessionProtocol.RunProgram(null, _session, "program.gr", text, [], null));
}
