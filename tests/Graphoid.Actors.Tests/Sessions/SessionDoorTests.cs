using System.Net;
using System.Net.Sockets;
using Graphoid.Actors.Sessions;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Tests.Sessions;

/// <summary>Who is let in, and what a client says when it is not.</summary>
[Trait("Category", "Cluster")]
public sealed class SessionDoorTests : IAsyncLifetime
{
    private readonly SessionMember _member = new(settings => settings with { Token = "swordfish" });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _member.DisposeAsync();

    [Fact]
    public async Task The_right_token_opens_the_door()
    {
        var screen = new SessionScreen();
        await using var client = await SessionClient.ConnectAsync(_member.Address with { Token = "swordfish" }, CancellationToken.None);

        await client.RunAsync(new ProgramRequest("hello.gr", "print(\"hello\")\n", []), screen, CancellationToken.None);

        Assert.Equal(["hello"], screen.Printed);
    }

    [Theory]
    [InlineData("Swordfish", "the token is not the member's")]
    [InlineData(null, "the member asks for a token: give it with --token or in GRAPHOID_TOKEN")]
    public async Task Without_the_right_token_nobody_is_let_in(string? token, string reason)
    {
        var refused = await RefusalAsync(_member.Address with { Token = token });

        Assert.Equal(RuntimeErrorIds.NotLetIn, refused.Error.Id);
        Assert.Equal($"the member at 127.0.0.1:{_member.Address.Port} does not let this client in: {reason}", refused.Error.Message);
    }

    /// <summary>The token is asked for again with each request, so a client that leaves out the greeting gains nothing.</summary>
    [Fact]
    public async Task A_request_without_the_token_is_refused_whatever_came_before()
    {
        var probe = new Probe(_member.System);

        probe.Tell(_member.Door, new SessionProtocol.RunProgram(null, Guid.NewGuid(), "p.gr", "print(1)\n", [], null));
        await probe.ExpectAsync<SessionProtocol.Refused>();
        probe.Tell(_member.Door, new SessionProtocol.ImportFile("wrong", Guid.NewGuid(), "g", "g.txt", true, false, null, false));
        await probe.ExpectAsync<SessionProtocol.Refused>();

        Assert.Null(_member.Runtime);
    }

    [Fact]
    public async Task A_client_of_another_version_is_told_which_one_to_use()
    {
        var probe = new Probe(_member.System);

        probe.Tell(_member.Door, new SessionProtocol.Hello("swordfish", "0.999.0"));
        var (refused, _) = await probe.ExpectAsync<SessionProtocol.Refused>();

        Assert.Equal($"the member is graphoid {SessionVersion.Current} and this is 0.999.0: use the same version", refused.Reason);
    }

    [Theory]
    [InlineData("1.2.3", "1.2.9", true)]
    [InlineData("1.2.3", "1.2.3-preview", true)]
    [InlineData("1.2.3", "1.3.3", false)]
    [InlineData("1.2.3", "2.2.3", false)]
    [InlineData("1.2.3", "nonsense", false)]
    [InlineData("nonsense", "nonsense", false)]
    public void Versions_fit_when_their_first_two_numbers_agree(string one, string other, bool fits) =>
        Assert.Equal(fits, SessionVersion.Fits(one, other));

    [Fact]
    public async Task An_address_where_nothing_listens_is_said_to_be_one()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        var failure = await RefusalAsync(_member.Address with { Port = port });

        Assert.Equal(RuntimeErrorIds.NoMember, failure.Error.Id);
        Assert.Equal($"nothing answers at 127.0.0.1:{port} within 5 s", failure.Error.Message);
        Assert.Equal("is it a member started with `graphoid node --port`?", failure.Error.Help);
    }

    [Fact]
    public async Task A_listener_that_is_no_member_is_said_to_be_none()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var hasty = SessionMember.Timings with { HelloTimeout = TimeSpan.FromSeconds(2) };

        var failure = await RefusalAsync(_member.Address with { Port = port, Timings = hasty });

        Assert.Equal(RuntimeErrorIds.NoMember, failure.Error.Id);
        Assert.Equal($"something listens at 127.0.0.1:{port}, but did not answer like a member within 2 s", failure.Error.Message);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_said_to_be_none()
    {
        var failure = await RefusalAsync(_member.Address with { Host = "no-such-host.invalid" });

        Assert.Equal(RuntimeErrorIds.NoMember, failure.Error.Id);
        Assert.Contains("no-such-host.invalid", failure.Error.Message, StringComparison.Ordinal);
    }

    private static Task<GraphoidException> RefusalAsync(SessionClientOptions address) =>
        Assert.ThrowsAsync<GraphoidException>(() => SessionClient.ConnectAsync(address, CancellationToken.None));
}
