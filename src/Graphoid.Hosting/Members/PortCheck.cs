using System.Net;
using System.Net.Sockets;
using Graphoid.Actors.Bootstrap;

namespace Graphoid.Hosting.Members;

/// <summary>Finds a taken port before anything is started, when there is still a clear thing to say about it.</summary>
internal static class PortCheck
{
    /// <summary>Listens for a moment.</summary>
    /// <param name="option">What the port is called in the options.</param>
    /// <exception cref="StartupException">The port is taken, or the address is not this machine's.</exception>
    public static async Task RunAsync(string host, int port, string option, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellationToken);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(addresses.FirstOrDefault() ?? throw new SocketException((int)SocketError.HostNotFound), port));
            socket.Listen(1);
        }
        catch (SocketException failure)
        {
            throw new StartupException(StartupProblem.Port, Reason(host, port, option, failure), failure);
        }
    }

    /// <summary>What to say about a socket that could not listen.</summary>
    public static string Reason(string host, int port, string option, SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"port {port} on {host} is in use by another process; choose another {option}",
        SocketError.AddressNotAvailable => $"{host} is not an address of this machine",
        SocketError.HostNotFound or SocketError.NoData => $"{host} is not a name that this machine can resolve",
        SocketError.AccessDenied => $"port {port} on {host} may not be used by this user; choose one above 1023",
        _ => $"port {port} on {host} cannot be used: {failure.Message}",
    };
}
