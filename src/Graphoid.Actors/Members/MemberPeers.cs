using System.Collections.Concurrent;
using Akka.Actor;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Encoding;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Members;
using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Members;

/// <summary>Asks the other members of a graph in the middle of a round.</summary>
/// <remarks>Called from threads that run handlers; answers come through <see cref="Complete"/> from the member's actor. Every call ends:
/// with its answer, or cancelled when the epoch is over.</remarks>
internal sealed class MemberPeers(MemberShare share, MemberDirectory directory, IActorRef member) : IGraphPeers
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<MemberProtocol.Answer>> _calls = new();
    private readonly Lock _shadowsLock = new();
    private long _lastCall;
    private volatile bool _isOver;
    private Task? _shadows;

    /// <inheritdoc/>
    public long EdgeCountElsewhere { get; set; }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EdgeRecordView>> EdgesOfAsync(int partition, NodeKey key, EdgeDirection direction, string? type) =>
        RequestCodec.ReadEdges(await AskOwnerAsync(partition, new GraphLook(LookKind.EdgesOf, key, type, direction)).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EdgeRecordView>> EdgesAsync()
    {
        var all = await AskAllAsync(new GraphLook(LookKind.Edges, default, null, default)).ConfigureAwait(false);
        return [.. all.SelectMany(RequestCodec.ReadEdges)];
    }

    /// <inheritdoc/>
    public async ValueTask<Value> ReadStateAsync(int partition, NodeKey key, string? name) =>
        (await AskOwnerAsync(partition, new GraphLook(LookKind.State, key, name, default)).ConfigureAwait(false)).Value();

    /// <inheritdoc/>
    public async ValueTask<Value> ReadCopyAsync(int partition, NodeKey key) =>
        (await AskOwnerAsync(partition, new GraphLook(LookKind.Copy, key, null, default)).ConfigureAwait(false)).Value();

    /// <inheritdoc/>
    public ValueTask LoadShadowsAsync()
    {
        lock (_shadowsLock)
        {
            if (share.Graph!.Graph.Store.HasShadows)
            {
                return ValueTask.CompletedTask;
            }

            // One load at a time; a rollback may have dropped what an earlier one brought.
            if (_shadows is null or { IsCompleted: true })
            {
                _shadows = FetchShadowsAsync();
            }

            return new ValueTask(_shadows);
        }
    }

    /// <summary>Takes an answer.</summary>
    public void Complete(MemberProtocol.Answer answer)
    {
        if (_calls.TryRemove(answer.Call, out var call))
        {
            call.TrySetResult(answer);
        }
    }

    /// <summary>Ends everything that is being waited for.</summary>
    public void Cancel()
    {
        _isOver = true;
        foreach (var call in _calls.Values)
        {
            call.TrySetCanceled();
        }
    }

    private async Task FetchShadowsAsync()
    {
        var own = string.Join(',', share.Own);
        var answers = await AskAllRawAsync(new GraphLook(LookKind.Shadows, default, own, default)).ConfigureAwait(false);
        lock (_shadowsLock)
        {
            foreach (var answer in answers)
            {
                share.Graph!.LoadShadows(answer.Content);
            }

            share.Graph!.Graph.Store.ShadowsLoaded();
        }
    }

    private async Task<ValueReader> AskOwnerAsync(int partition, GraphLook look) =>
        share.Graph!.NewReader(Checked(await AskAsync(share.Places[partition], look).ConfigureAwait(false)).Content);

    private async Task<ValueReader[]> AskAllAsync(GraphLook look) =>
        [.. (await AskAllRawAsync(look).ConfigureAwait(false)).Select(answer => share.Graph!.NewReader(answer.Content))];

    private async Task<MemberProtocol.Answer[]> AskAllRawAsync(GraphLook look) =>
        [.. (await Task.WhenAll(share.Peers.Select(peer => AskAsync(peer, look))).ConfigureAwait(false)).Select(Checked)];

    private MemberProtocol.Answer Checked(MemberProtocol.Answer answer) =>
        answer.Failure is { } failure ? throw new GraphoidException(share.Graph!.NewReader(failure).Error()) : answer;

    private Task<MemberProtocol.Answer> AskAsync(MemberId peer, GraphLook look)
    {
        var call = Interlocked.Increment(ref _lastCall);
        var answer = new TaskCompletionSource<MemberProtocol.Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[call] = answer;
        if (_isOver)
        {
            answer.TrySetCanceled();
            return answer.Task;
        }

        var writer = share.Graph!.NewWriter();
        RequestCodec.Write(writer, look);
        directory.MembersAt(peer).Tell(new MemberProtocol.Ask(share.Spec.Id, share.Epoch, call, writer.ToArray()), member);
        return answer.Task;
    }
}
