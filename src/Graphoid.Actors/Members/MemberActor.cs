using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Protocols;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Members;
using Graphoid.Runtime.Partitions.Images;
using Graphoid.Runtime.Values;

namespace Graphoid.Actors.Members;

/// <summary>One graph's share of this process: holds the partitions that live here and runs them, all cores in one address space.</summary>
/// <remarks>
/// <code>
///   partitions deposit their state ; Assemble: load, exchange directories -> Assembled
///   then operations, one at a time, as the coordinator says (MemberActor.Operations.cs);
///   looks by drivers between them and by peers within them.
/// </code>
/// Everything belongs to an epoch: a deposit or an assembly of a newer one ends what is here, messages of an older one are ignored.
/// Long work runs beside the actor and comes back as a message, so that it always answers. What survives a crash of the process is
/// in the journals of the partitions and of the graph, nothing here.
/// </remarks>
internal sealed partial class MemberActor : UntypedActor
{
    private readonly GraphId _graph;
    private readonly MemberDirectory _directory;
    private readonly ConcurrentDictionary<string, byte[]> _contents = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (LocalProtocol.Deposit State, IActorRef Partition)> _deposits = [];
    private readonly List<MemberProtocol.Directory> _earlyDirectories = [];
    private readonly Dictionary<int, DirectoryReader?> _missingDirectories = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly ParcelReceiver _parcels = new(Context);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IProgramHost _host;
    private readonly List<(PartitionProtocol.TurnsGranted Granted, IActorRef Partition)> _settling = [];
    private long _epoch;
    private MemberShare? _share;
    private MemberPeers? _peers;
    private int _reading;

    public MemberActor(GraphId graph, MemberDirectory directory)
    {
        _graph = graph;
        _directory = directory;
        _host = new MemberHost(_log);
    }

    /// <summary>How to make one.</summary>
    public static Props Props(GraphId graph, MemberDirectory directory) => Akka.Actor.Props.Create(() => new MemberActor(graph, directory));

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        if (_parcels.TryTake(message, out var whole))
        {
            Handle(whole);
        }
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case LocalProtocol.Deposit deposit:
                Take(deposit);
                break;
            case LocalProtocol.Withdraw withdraw when withdraw.Epoch == _epoch:
                _deposits.Remove(withdraw.Partition);
                break;
            case MemberProtocol.Assemble assemble:
                Assemble(assemble);
                break;
            case Loaded loaded when loaded.Share == _share:
                StartExchange(loaded.Graph);
                break;
            case LoadFailed failed when failed.Share == _share:
                LoadAgain(failed.Cause);
                break;
            case MemberProtocol.Directory directory when directory.Epoch >= _epoch:
                Take(directory);
                break;
            case MemberProtocol.Blob blob:
                Take(blob);
                break;
            case MemberProtocol.Ask ask when ask.Epoch == _share?.Epoch && _share.Graph is not null:
                Answer(ask);
                break;
            case MemberProtocol.Answer answer when answer.Epoch == _share?.Epoch:
                _peers!.Complete(answer);
                break;
            case MemberProtocol.Read read when read.Epoch == _share?.Epoch && _share.Graph is not null:
                Read(read);
                break;
            case ReadEnded ended:
                Reply(ended.Share, ended.Asker, ended.Done);
                if (ended.Share == _share)
                {
                    _reading--;
                    BeginWaiting();
                }

                break;
            case LookEnded ended:
                Reply(ended.Share, ended.Asker, ended.Answer);
                break;
            case MemberProtocol.WriteCheckpoint write when write.Epoch == _share?.Epoch:
                if (IsAt(write.Number))
                {
                    WriteCheckpoint(write);
                }

                break;
            case LocalProtocol.Settle settle when settle.Granted.Epoch == _share?.Epoch:
                _settling.Add((settle.Granted, Sender));
                Settle();
                break;
            case LocalProtocol.CheckpointPartKept kept when kept.Epoch == _share?.Epoch:
                NextPart(kept.Partition, kept.Number);
                break;
            case MemberProtocol.Dissolve dissolve when dissolve.Epoch >= _epoch:
                Context.Stop(Self);
                break;
            default:
                ReceiveInOperation(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop() => EndEpoch();

    private void Take(LocalProtocol.Deposit deposit)
    {
        if (deposit.Epoch < _epoch)
        {
            return;
        }

        StartEpoch(deposit.Epoch);
        _deposits[deposit.Partition] = (deposit, Sender);
        var epoch = deposit.Epoch;
        var host = new PartitionHost(() => _share is { } share && share.Epoch == epoch ? share : null, deposit.Partition, _contents);
        Sender.Tell(new LocalProtocol.Deposited(_graph, deposit.Epoch, deposit.Partition, host, _directory.Self));
    }

    private void Assemble(MemberProtocol.Assemble assemble)
    {
        if (assemble.Epoch < _epoch || _share?.Epoch == assemble.Epoch)
        {
            return;
        }

        StartEpoch(assemble.Epoch);
        _share = new MemberShare(assemble, _directory.Self, Sender);
        _peers = _share.Peers.Count > 0 ? new MemberPeers(_share, _directory, Self) : null;
        if (_share.Own.Any(partition => !_deposits.ContainsKey(partition)))
        {
            Fail("a partition that is said to be here has not been deposited");
            return;
        }

        Load();
    }

    private void Load()
    {
        var share = _share!;
        var chunks = share.Own.ToDictionary(partition => partition, partition => _deposits[partition].State.Chunks);
        Task.Run(() => share.Load(chunks, _contents, _peers, _host)).PipeTo(
            Self, success: graph => new Loaded(share, graph), failure: cause => new LoadFailed(share, cause));
    }

    private void LoadAgain(Exception cause)
    {
        if (Find<MissingContentException>(cause) is { } missing)
        {
            AskFor(missing.Hash);
            return;
        }

        Fail(cause.Message);
        _log.Error(cause, "The state of graph {0} cannot be loaded.", _graph);
    }

    /// <summary>The partitions here are loaded; now the ids of all others.</summary>
    private void StartExchange(MemberGraph graph)
    {
        var share = _share!;
        share.Graph = graph;
        foreach (var peer in share.Peers)
        {
            foreach (var partition in share.Own)
            {
                SendDirectory(peer, partition, graph);
            }
        }

        foreach (var partition in Enumerable.Range(0, share.Places.Length).Except(share.Own))
        {
            _missingDirectories[partition] = null;
        }

        foreach (var early in _earlyDirectories.ToList())
        {
            Take(early);
        }

        _earlyDirectories.Clear();
        EndExchange();
    }

    private void SendDirectory(MemberId peer, int partition, MemberGraph graph)
    {
        var target = _directory.MembersAt(peer);
        var index = 0;
        byte[] last = [];
        foreach (var chunk in graph.WriteDirectory(partition))
        {
            if (index++ > 0)
            {
                target.Tell(new MemberProtocol.Directory(_graph, _epoch, partition, index - 2, false, last), Self);
            }

            last = chunk;
        }

        target.Tell(new MemberProtocol.Directory(_graph, _epoch, partition, Math.Max(0, index - 1), true, last), Self);
    }

    private void Take(MemberProtocol.Directory directory)
    {
        if (_share?.Graph is not { } graph || directory.Epoch != _share.Epoch)
        {
            _earlyDirectories.Add(directory);
            return;
        }

        if (!_missingDirectories.TryGetValue(directory.Partition, out var reader))
        {
            return;
        }

        reader ??= graph.LoadDirectory(directory.Partition);
        _missingDirectories[directory.Partition] = reader;
        if (directory.Content.Length > 0)
        {
            reader.Take(directory.Content);
        }

        if (directory.IsLast)
        {
            reader.Complete();
            _missingDirectories.Remove(directory.Partition);
            EndExchange();
        }
    }

    private void EndExchange()
    {
        if (_missingDirectories.Count > 0 || _share is not { } share)
        {
            return;
        }

        if (RedoTurns(share.Checkpoint))
        {
            share.Coordinator.Tell(
                new MemberProtocol.Assembled(_graph, _epoch, _directory.Self, share.OwnNodes, share.OwnEdges), Self);
        }
    }

    /// <summary>Carries out the journaled turns that follow an operation.</summary>
    /// <returns>Whether it was possible; if not, content has been asked for and its arrival goes on.</returns>
    private bool RedoTurns(long number)
    {
        try
        {
            foreach (var partition in _share!.Own)
            {
                var turns = _share.Graph!.TurnsOf(partition);
                foreach (var (_, turn) in _deposits[partition].State.Turns.Where(turn => turn.Number == number))
                {
                    turns.Redo(turn.Key, turn.Changes);
                }
            }

            return true;
        }
        catch (MissingContentException missing)
        {
            // Redoing a turn twice is the same as once, so the whole stretch is simply done again.
            _redo = number;
            AskFor(missing.Hash);
            return false;
        }
    }

    private void AskFor(string hash)
    {
        if (_asked.Add(hash))
        {
            _share!.Coordinator.Tell(new MemberProtocol.NeedBlob(_graph, new ContentHash(hash)), Self);
        }
    }

    private void Take(MemberProtocol.Blob blob)
    {
        _asked.Remove(blob.Hash.Text);
        if (_share is null)
        {
            return;
        }

        if (blob.Content is null)
        {
            Fail($"the content {blob.Hash} that the graph refers to is not kept anywhere");
            return;
        }

        _contents[blob.Hash.Text] = blob.Content;
        if (_share.Graph is null)
        {
            Load();
        }
        else if (_redo is { } number)
        {
            _redo = null;
            if (_operation is null)
            {
                EndExchange();
            }
            else if (RedoTurns(number))
            {
                EndOperation();
            }
        }
        else
        {
            BeginWaiting();
            TakeBatches();
        }
    }

    /// <summary>Whether exactly the operations up to this one have been carried out here. If not, a message was lost on the way,
    /// and the graph has to be opened anew.</summary>
    private bool IsAt(long number)
    {
        if (_share!.Number == number)
        {
            return true;
        }

        Fail($"it has carried out operations up to {_share.Number} and was asked for the state after {number}");
        return false;
    }

    /// <summary>Lets partitions run turns that were waiting for the end of an operation.</summary>
    private void Settle()
    {
        foreach (var (granted, partition) in _settling.Where(waiting => waiting.Granted.Number <= _share!.Number).ToList())
        {
            _settling.Remove((granted, partition));
            partition.Tell(new LocalProtocol.Settled(granted), Self);
        }
    }

    private void StartEpoch(long epoch)
    {
        if (epoch == _epoch)
        {
            return;
        }

        EndEpoch();
        _epoch = epoch;
        _deposits.Clear();
        _missingDirectories.Clear();
        _earlyDirectories.RemoveAll(directory => directory.Epoch < epoch);
        _asked.Clear();
        _reading = 0;
        _redo = null;
        _settling.Clear();
    }

    private void EndEpoch()
    {
        _peers?.Cancel();
        _peers = null;
        _share = null;
        ForgetOperation();
    }

    /// <summary>This member cannot go on in this epoch.</summary>
    private void Fail(string reason) =>
        _share?.Coordinator.Tell(new MemberProtocol.MemberFailed(_graph, _epoch, _directory.Self, reason), Self);

    /// <summary>An error as the other side shows it; a mistake in our code is one too, so that nobody waits for an answer.</summary>
    private byte[] ErrorBytes(MemberShare share, Exception cause)
    {
        if (Find<GraphoidException>(cause) is not { } error)
        {
            _log.Error(cause, "A look at graph {0} failed.", _graph);
            error = new GraphoidException(ErrorKind.Partition, $"the graph could not be read: {cause.Message}", RuntimeErrorIds.GraphState);
        }

        var writer = share.Graph!.NewWriter();
        writer.Error(error.Error);
        return writer.ToArray();
    }

    private static T? Find<T>(Exception cause)
        where T : Exception => cause as T ?? (cause as AggregateException)?.Flatten().InnerExceptions.OfType<T>().FirstOrDefault();

    private sealed record Loaded(MemberShare Share, MemberGraph Graph) : INoSerializationVerificationNeeded;

    private sealed record LoadFailed(MemberShare Share, Exception Cause) : INoSerializationVerificationNeeded;

    private sealed record ReadEnded(MemberShare Share, IActorRef Asker, GraphProtocol.ReadDone Done) : INoSerializationVerificationNeeded;

    private sealed record LookEnded(MemberShare Share, IActorRef Asker, MemberProtocol.Answer Answer) : INoSerializationVerificationNeeded;
}
