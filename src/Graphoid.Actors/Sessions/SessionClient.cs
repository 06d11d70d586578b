using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Sessions;

/// <summary>Runs programs and imports on a member of a cluster, without being a member.</summary>
/// <remarks>Threads: one call at a time. Errors are <see cref="GraphoidException"/>s: <c>GR4011</c> when there is no member, <c>GR4012</c>
/// when it does not let the client in, <c>GR4010</c> when it was lost in the middle.</remarks>
public sealed class SessionClient : IAsyncDisposable
{
    /// <summary>What clients call their actor system, so that members can tell them from each other.</summary>
    public const string SystemName = "graphoid-client";

    private static readonly TimeSpan HelloInterval = TimeSpan.FromSeconds(1);

    private readonly SessionClientOptions _options;
    private readonly ActorSystem _system;
    private readonly ActorSelection _door;

    private SessionClient(SessionClientOptions options, ActorSystem system)
    {
        _options = options;
        _system = system;
        var scheme = options.Tls is null ? "akka.tcp" : "akka.ssl.tcp";
        _door = system.ActorSelection(
            $"{scheme}://{SessionLimits.SystemName}@{options.Host}:{options.Port}/user/{SessionLimits.DoorName}");
    }

    /// <summary>Finds the member and is let in.</summary>
    /// <exception cref="GraphoidException">There is no member (GR4011), or it refuses (GR4012).</exception>
    public static async Task<SessionClient> ConnectAsync(SessionClientOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            options = options with { Host = IPAddress.Loopback.ToString() };
        }

        var own = await ProbeAsync(options, cancellation);
        var setup = BootstrapSetup.Create().WithConfig(ConfigOf(options, own));
        var system = ActorSystem.Create(
            SystemName, options.Tls is null ? ActorSystemSetup.Create(setup) : ActorSystemSetup.Create(setup, options.Tls));
        var client = new SessionClient(options, system);
        try
        {
            await client.GreetAsync(cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program to its end, showing its output as it comes.</summary>
    /// <param name="cancellation">Cancels the program; the member then tells how it ended.</param>
    /// <exception cref="GraphoidException">The member was lost (GR4010), or does not take the program (GR4012).</exception>
    public Task<SessionEnd> RunAsync(ProgramRequest program, ISessionDisplay display, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(program);
        var words = program.Arguments.Sum(Encoding.UTF8.GetByteCount);
        if (words > SessionLimits.InlineBytesMax)
        {
            throw TooLarge("the words behind `--` are", SessionLimits.InlineBytesMax);
        }

        var names = program.Files.Sum(file => Encoding.UTF8.GetByteCount(file.Path));
        if (names > SessionLimits.InlineBytesMax)
        {
            throw TooLarge($"the names of the {program.Files.Count} files that `{program.Path}` imports are", SessionLimits.InlineBytesMax);
        }

        int[] sizes = [.. program.Files.Select(file => Encoding.UTF8.GetByteCount(file.Text))];
        var bytes = Encoding.UTF8.GetByteCount(program.Text) + sizes.Sum(size => (long)size);
        if (bytes > SessionLimits.ProgramBytesMax)
        {
            throw TooLarge($"`{program.Path}`{(sizes.Length > 0 ? " with the files that it imports" : "")} is", SessionLimits.ProgramBytesMax);
        }

        var isStreamed = bytes + words + names > SessionLimits.InlineBytesMax;
        var session = Guid.NewGuid();
        var request = new SessionProtocol.RunProgram(
            _options.Token, session, program.Path, isStreamed ? "" : program.Text, [.. program.Arguments], program.Partitions, isStreamed)
        {
            FilePaths = [.. program.Files.Select(file => file.Path)],
            FileTexts = isStreamed ? [] : [.. program.Files.Select(file => file.Text)],
            FileBytes = sizes,
            WorkingDirectory = program.WorkingDirectory,
            MillisecondsMax = (long)(program.TimeMax?.TotalMilliseconds ?? 0),
        };
        var content = isStreamed
            ? new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(program.Files.Select(file => file.Text).Prepend(program.Text))))
            : null;
        return CallAsync("program", request, session, content, isImport: false, display, cancellation);
    }

    /// <summary>Sends a file and has it read into a graph.</summary>
    /// <param name="content">Read once, to its end; not disposed of.</param>
    /// <param name="cancellation">Cancels the import; nothing is registered then.</param>
    /// <exception cref="GraphoidException">The member was lost (GR4010), or does not take the file (GR4012, GR5004).</exception>
    /// <exception cref="IOException">The content cannot be read; nothing was imported.</exception>
    public Task<SessionEnd> ImportAsync(ImportRequest import, Stream content, ISessionDisplay display, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(import);
        var session = Guid.NewGuid();
        var request = new SessionProtocol.ImportFile(
            _options.Token, session, import.Name, import.FileName, import.IsDirected, import.IsWeighted, import.Partitions, import.SkipBad);
        return CallAsync("import", request, session, content, isImport: true, display, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _system.Dispose();
    }

    /// <summary>Says quickly and clearly when nothing listens, and finds the address under which the member can answer.</summary>
    private static async Task<string> ProbeAsync(SessionClientOptions options, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Timings.HelloTimeout);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(options.Host, AddressFamily.InterNetwork, patience.Token);
            await socket.ConnectAsync(addresses, options.Port, patience.Token);
            return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
        {
            throw NoMember($"the name `{options.Host}` has no IPv4 address", "is the name right?");
        }
        catch (Exception failure) when (failure is SocketException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw NoMember(
                $"nothing answers at {options.Host}:{options.Port} within {options.Timings.HelloTimeout.TotalSeconds:0.#} s",
                "is it a member started with `graphoid node --port`?");
        }
    }

    private static Config ConfigOf(SessionClientOptions options, string own) => ConfigurationFactory.ParseString($$"""
        akka {
          # Stdout and stderr are the program's.
          loglevel = OFF
          stdout-loglevel = OFF
          loggers = []
          actor {
            provider = remote
            serialization-settings {
              allow-unregistered-types = off
              primitive.use-legacy-behavior = off
            }
          }
          remote {
            flush-wait-on-shutdown = 500ms
            dot-netty.tcp {
              hostname = "{{own}}"
              port = 0
              enable-ssl = {{(options.Tls is null ? "off" : "on")}}
            }
          }
        }
        """).WithFallback(options.Serialization);

    private static GraphoidException TooLarge(string what, int bytesMax) =>
        new(ErrorKind.File, $"{what} too large to be run on a member: at most {bytesMax / 1024} KiB", RuntimeErrorIds.NotLetIn);

    private static GraphoidException NoMember(string message, string help) =>
        new(ErrorKind.Network, message, RuntimeErrorIds.NoMember, help);

    /// <summary>Says the first word each second, because it may be lost while the connection is made; any answer to any of them counts.</summary>
    private async Task GreetAsync(CancellationToken cancellation)
    {
        var timeout = _options.Timings.HelloTimeout;
        var hello = new SessionProtocol.Hello(_options.Token, SessionVersion.Current);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(timeout);
        var asked = new List<Task<object>>();
        while (!patience.IsCancellationRequested)
        {
            asked.Add(_door.Ask<object>(hello, timeout: null, patience.Token));
            try
            {
                var answered = await Task.WhenAny(asked).WaitAsync(HelloInterval, patience.Token);
                Check(await answered);
                return;
            }
            catch (TimeoutException)
            {
                continue;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                break;
            }
        }

        cancellation.ThrowIfCancellationRequested();
        throw NoMember(
            $"something listens at {_options.Host}:{_options.Port}, but did not answer like a member within {timeout.TotalSeconds:0.#} s",
            "is it started with `graphoid node --port`, under exactly this name or address, and do both sides use TLS or both not?");
    }

    private void Check(object answer)
    {
        if (answer is SessionProtocol.Refused refused)
        {
            throw new GraphoidException(
                ErrorKind.Permission,
                $"the member at {_options.Host}:{_options.Port} does not let this client in: {refused.Reason}",
                RuntimeErrorIds.NotLetIn);
        }
    }

    private async Task<SessionEnd> CallAsync(
        string what, object request, Guid session, Stream? content, bool isImport, ISessionDisplay display, CancellationToken cancellation)
    {
        using var call = new ClientCall(what);
        var actor = _system.ActorOf(ClientActor.PropsOf(_door, request, session, _options.Timings, call, display.Listens));
        await using var cancelled = cancellation.Register(() => actor.Tell(ClientActor.Local.CancelWanted));
        using var sending = new CancellationTokenSource();
        var upload = content is null ? Task.CompletedTask : UploadAsync(content, call, actor, isImport ? display : null, sending.Token);
        try
        {
            var shown = new ShownOutput(display);
            await foreach (var item in call.Shown.Reader.ReadAllAsync(CancellationToken.None))
            {
                switch (item)
                {
                    case SessionProtocol.Output output:
                        shown.Show(output);
                        actor.Tell(new ClientActor.Shown(output.Index));
                        break;
                    case SessionProtocol.ImportProgressed progress:
                        display.Read(new ImportProgress(progress.Bytes, progress.BytesTotal, progress.Edges));
                        break;
                }
            }
        }
        finally
        {
            _system.Stop(actor);
            await sending.CancelAsync();
            await upload;
        }

        return call.End ?? throw new InvalidOperationException("The client was stopped while a program was running.");
    }

    private static async Task UploadAsync(
        Stream content, ClientCall call, IActorRef actor, ISessionDisplay? display, CancellationToken cancellation)
    {
        try
        {
            var index = 0L;
            var sent = 0L;
            var next = await ReadChunkAsync(content, cancellation);
            for (var isLast = false; !isLast; index++)
            {
                // An empty part after a file of exactly so many parts costs nothing, and nobody has to know the size before.
                isLast = next.Length < SessionLimits.ChunkBytes;
                var uploader = await call.NextAllowedAsync(cancellation);
                uploader.Tell(new SessionProtocol.FileChunk(index, isLast, next), actor);
                sent += next.Length;
                display?.Sent(sent, content.CanSeek ? content.Length : 0);
                next = isLast ? [] : await ReadChunkAsync(content, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The import has ended without the rest.
            return;
        }
        catch
        {
            actor.Tell(ClientActor.Local.CancelWanted);
            throw;
        }
    }

    private static async Task<byte[]> ReadChunkAsync(Stream content, CancellationToken cancellation)
    {
        var chunk = new byte[SessionLimits.ChunkBytes];
        var count = await content.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellation);
        return count == chunk.Length ? chunk : chunk[..count];
    }
}

/// <summary>Puts output messages together again to lines.</summary>
internal sealed class ShownOutput(ISessionDisplay display)
{
    private readonly StringBuilder _begun = new();

    /// <summary>Shows what has become whole.</summary>
    public void Show(SessionProtocol.Output output)
    {
        for (var i = 0; i < output.Lines.Length; i++)
        {
            if (output.GoesOn && i == output.Lines.Length - 1)
            {
                _begun.Append(output.Lines[i]);
                return;
            }

            var line = _begun.Length == 0 ? output.Lines[i] : _begun.Append(output.Lines[i]).ToString();
            _begun.Clear();
            if (output.AreLog[i])
            {
                display.Log(line);
            }
            else
            {
                display.Print(line);
            }
        }
    }
}
