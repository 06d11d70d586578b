using Akka.Event;
using Akka.Hosting.Logging;
using Graphoid.Actors.Sessions;

namespace Graphoid.Hosting.Members;

/// <summary>Hands the lines of a member to the host's logging, but for those on connections of clients.</summary>
/// <remarks>Remoting reports every connection that ends as a failure. That a client's does is no concern of the member: its sessions are
/// told, and a client is not expected back. Akka's own log filters do nothing here, as the logger this one is made from does not ask
/// them.</remarks>
internal sealed class MemberLogger : LoggerFactoryLogger
{
    private static readonly string Address = $"://{SessionClient.SystemName}@";

    /// <summary>As it stands in the names of endpoints.</summary>
    private static readonly string EscapedAddress = Uri.EscapeDataString(Address);

    /// <inheritdoc/>
    protected override bool Receive(object message) =>
        (message is LogEvent line && IsOfClient(line)) || base.Receive(message);

    private static bool IsOfClient(LogEvent line) =>
        line.LogSource.Contains(EscapedAddress, StringComparison.Ordinal)
        || line.Message?.ToString()?.Contains(Address, StringComparison.Ordinal) == true;
}
