using System.Net.Sockets;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Members;

/// <summary>Finds out, after a start has failed, what each seed does to a connection.</summary>
internal static class SeedProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>One line for each seed. Takes about a second.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(IEnumerable<string> seeds) =>
        await Task.WhenAll(seeds.Select(RunAsync));

    private static async Task<string> RunAsync(string seed)
    {
        var address = SeedAddress.Parse(seed);
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, deadline.Token);
            return $"{seed} accepts connections but did not admit this member (another cluster name, other certificates, or no member at all)";
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => $"{seed} refuses connections (nothing listens there)",
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"{seed} has no address (the name is not known here)",
                _ => $"{seed} cannot be reached ({failure.Message})",
            };
        }
        catch (OperationCanceledException)
        {
            return $"{seed} does not answer";
        }
    }
}
