using Akka.Actor;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Sessions;

/// <summary>Takes a client's file in parts and keeps it on the disk until it stops.</summary>
/// <remarks>The client may have <see cref="SessionLimits.ChunksInFlight"/> parts on the way; each one written allows a further one.
/// One write runs at a time, and never on the actor. When the actor stops, for whatever reason, the file is gone.</remarks>
internal sealed class UploadActor : ReceiveActor
{
    private readonly IActorRef _client;
    private readonly string _folder;
    private readonly string _path;
    private readonly long _bytesMax;
    private readonly TaskCompletionSource<string> _whole;
    private readonly Queue<SessionProtocol.FileChunk> _waiting = [];
    private FileStream? _file;
    private long _next;
    private long _bytes;
    private bool _isWriting;
    private bool _hasFailed;

    public UploadActor(IActorRef client, string folder, string name, long bytesMax, TaskCompletionSource<string> whole)
    {
        _bytesMax = bytesMax;
        _client = client;
        _folder = folder;
        _path = Path.Combine(Path.GetFullPath(folder), "file" + EndingOf(name));
        _whole = whole;
        Receive<SessionProtocol.FileChunk>(OnChunk);
        Receive<Written>(OnWritten);
        Receive<Status.Failure>(failure => Fail($"the member cannot keep the file: {failure.Cause.Message}"));
    }

    /// <summary>How to make one.</summary>
    /// <param name="name">The client's name of the file; only its ending is used, which tells the format.</param>
    /// <param name="bytesMax">A longer file fails.</param>
    /// <param name="whole">Gets the path when the file is whole, or the reason why it never will be.</param>
    public static Props PropsOf(IActorRef client, string folder, string name, long bytesMax, TaskCompletionSource<string> whole) =>
        Props.Create(() => new UploadActor(client, folder, name, bytesMax, whole));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        try
        {
            Directory.CreateDirectory(_folder);
            _file = new FileStream(_path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.Delete,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Fail($"the member cannot keep the file: {failure.Message}");
            return;
        }

        _client.Tell(new SessionProtocol.MoreChunks(SessionLimits.ChunksInFlight), Self);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _file?.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>The last two endings, as in <c>.txt.gz</c>, if they consist of letters and digits.</summary>
    private static string EndingOf(string name)
    {
        const int endingLettersMax = 32;
        var parts = name.Split('/', '\\')[^1].Split('.');
        var endings = parts.Skip(Math.Max(1, parts.Length - 2)).Select(part => "." + part);
        var ending = string.Concat(endings);
        return ending.Length <= endingLettersMax && ending.All(letter => letter == '.' || char.IsAsciiLetterOrDigit(letter)) ? ending : "";
    }

    private void OnChunk(SessionProtocol.FileChunk chunk)
    {
        if (_hasFailed)
        {
            return;
        }

        var expected = _next + _waiting.Count + (_isWriting ? 1 : 0);
        if (chunk.Index != expected)
        {
            Fail($"part {expected} of the file was lost on the way to the member");
        }
        else if (_waiting.Count >= SessionLimits.ChunksInFlight
            || chunk.Content.Length > SessionLimits.ChunkBytes
            || (_bytes += chunk.Content.Length) > _bytesMax)
        {
            Fail("the client sent more of the file than the member had asked for");
        }
        else
        {
            _waiting.Enqueue(chunk);
            WriteNext();
        }
    }

    private void WriteNext()
    {
        if (_isWriting || !_waiting.TryDequeue(out var chunk))
        {
            return;
        }

        _isWriting = true;
        _file!.WriteAsync(chunk.Content).AsTask().PipeTo(Self, success: () => new Written(chunk.IsLast));
    }

    private void OnWritten(Written written)
    {
        _isWriting = false;
        _next++;
        if (written.IsLast)
        {
            _file!.Dispose();
            _whole.TrySetResult(_path);
            return;
        }

        _client.Tell(new SessionProtocol.MoreChunks(1));
        WriteNext();
    }

    private void Fail(string reason)
    {
        _hasFailed = true;
        _waiting.Clear();
        _whole.TrySetException(new GraphoidException(
            ErrorKind.File, reason, RuntimeErrorIds.TransferFailed, "nothing was changed by it; it can be repeated"));
    }

    private sealed record Written(bool IsLast);
}
