using System.Text;
using Graphoid.Actors.Sessions;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Tests.Sessions;

/// <summary>Files that a client streams to a member.</summary>
[Trait("Category", "Cluster")]
public sealed class SessionImportTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionMember _member = new();
    private readonly SessionScreen _screen = new();
    private SessionClient _client = null!;

    public async Task InitializeAsync() => _client = await _member.ConnectAsync();

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _member.DisposeAsync();
    }

    [Fact]
    public async Task A_file_of_many_parts_becomes_a_graph_and_leaves_nothing_behind()
    {
        var text = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i}\t{i + 1}\n"));

        var end = await ImportAsync(text);

        Assert.Equal(new SessionEnd(false, null, false, 300_001, 300_000), end);
        Assert.True(text.Length > 3 * SessionLimits.ChunksInFlight * SessionLimits.ChunkBytes);
        Assert.Equal(text.Length, _screen.SentBytes);
        AssertNothingIsLeft();
    }

    /// <summary>A part that is full may be the last one.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SessionLimits.ChunkBytes)]
    [InlineData(2 * SessionLimits.ChunkBytes)]
    public async Task A_file_of_any_size_arrives_whole(int bytes)
    {
        var text = bytes < 4 ? new string('\n', bytes) : "a b\n" + new string('\n', bytes - 4);

        var end = await ImportAsync(text);

        Assert.Equal((null, bytes < 4 ? 0 : 1), (end.ErrorReport, end.Edges));
        Assert.Equal(bytes, _screen.SentBytes);
    }

    [Fact]
    public async Task A_broken_line_is_named_as_the_client_knows_the_file()
    {
        var end = await ImportAsync("a b\nb c much\n", "data/friends.txt");

        Assert.StartsWith("Error: ParseError: `data/friends.txt` line 2: ", end.ErrorReport, StringComparison.Ordinal);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Lines_left_out_are_counted_on_the_log()
    {
        await using var content = ContentOf("a b\nb c much\n");

        var end = await _client.ImportAsync(
            new ImportRequest("friends", "friends.txt") { SkipBad = true }, content, _screen, CancellationToken.None);

        Assert.Equal(1, end.Edges);
        Assert.Equal(["Warning: friends.txt: 1 broken lines were left out"], _screen.Logged);
    }

    [Fact]
    public async Task The_ending_of_the_clients_name_tells_the_format()
    {
        var end = await ImportAsync("a b\n", "friends.unknown");

        Assert.StartsWith("Error: ConfigError: cannot tell the format of `friends.unknown` by its ending", end.ErrorReport, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_folders_in_it_stays_in_the_members_folder()
    {
        var end = await ImportAsync("a b\n", "../../../x/friends.txt");

        Assert.Null(end.ErrorReport);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_to_its_end_imports_nothing()
    {
        await using var content = new FailingStream();

        await Assert.ThrowsAsync<IOException>(
            () => _client.ImportAsync(new ImportRequest("friends", "friends.txt"), content, _screen, CancellationToken.None).WaitAsync(Patience));

        await _member.UntilIdleAsync();
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_member_that_cannot_keep_the_file_says_so()
    {
        // No folder can be made below a file.
        await File.WriteAllTextAsync(_member.UploadDirectory, "in the way");

        var end = await ImportAsync("a b\n");

        Assert.StartsWith("Error: FileError: the member cannot keep the file: ", end.ErrorReport, StringComparison.Ordinal);
        Assert.Contains($"[{RuntimeErrorIds.TransferFailed}]", end.ErrorReport, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_without_a_data_directory_takes_no_files()
    {
        await using var member = new SessionMember(settings => settings with { UploadDirectory = null });
        await using var client = await member.ConnectAsync();
        await using var content = ContentOf("a b\n");

        var refused = await Assert.ThrowsAsync<GraphoidException>(
            () => client.ImportAsync(new ImportRequest("friends", "friends.txt"), content, _screen, CancellationToken.None));

        Assert.Equal("the member did not take the import: this member has no data directory, and takes no files", refused.Error.Message);
    }

    [Theory]
    [InlineData(1, 10, "part 0 of the file was lost on the way to the member")]
    [InlineData(0, SessionLimits.ChunkBytes + 1, "the client sent more of the file than the member had asked for")]
    public async Task A_part_that_is_not_the_next_one_or_too_large_fails_the_import(long index, int bytes, string reason)
    {
        var probe = new Probe(_member.System);
        var session = Guid.NewGuid();
        probe.Tell(_member.Door, new SessionProtocol.ImportFile(null, session, "friends", "friends.txt", true, false, null, false));
        var (more, uploader) = await probe.ExpectAsync<SessionProtocol.MoreChunks>();

        probe.Tell(uploader, new SessionProtocol.FileChunk(index, false, new byte[bytes]));
        var (end, _) = await probe.ExpectAsync<SessionProtocol.Ended>();

        Assert.Equal(SessionLimits.ChunksInFlight, more.Chunks);
        Assert.StartsWith($"Error: FileError: {reason} [{RuntimeErrorIds.TransferFailed}]", end.ErrorReport, StringComparison.Ordinal);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task What_a_killed_member_left_behind_is_removed_at_the_next_start()
    {
        var left = Path.Combine(_member.UploadDirectory, "left", "file.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        await File.WriteAllTextAsync(left, "a b\n");

        await using var next = new SessionMember(settings => settings with { UploadDirectory = _member.UploadDirectory });
        await using var client = await next.ConnectAsync();

        Assert.False(File.Exists(left));
    }

    private static MemoryStream ContentOf(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<SessionEnd> ImportAsync(string text, string fileName = "friends.txt")
    {
        await using var content = ContentOf(text);
        return await _client.ImportAsync(new ImportRequest("friends", fileName), content, _screen, CancellationToken.None).WaitAsync(Patience);
    }

    private void AssertNothingIsLeft() =>
        Assert.Empty(Directory.Exists(_member.UploadDirectory) ? Directory.GetFileSystemEntries(_member.UploadDirectory) : []);

    /// <summary>Some parts, and then an error of the disk.</summary>
    private sealed class FailingStream : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _reads++ < 3 ? new(buffer.Length) : throw new IOException("the disk is gone");
    }
}
