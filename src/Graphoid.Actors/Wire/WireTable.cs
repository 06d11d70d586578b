using System.Collections.Frozen;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Wire;

/// <summary>All records that may leave a process or stand in a journal, each under its wire name.</summary>
/// <remarks>
/// <para>A name is an area, a word and a version, as in <c>g.run1</c>. Areas: <c>g</c> graphs, <c>m</c> members, <c>p</c> partitions,
/// <c>r</c> registry, <c>s</c> sessions, <c>w</c> the wire itself; journal records begin with <c>j</c>: <c>jg</c>, <c>jp</c>, <c>jr</c>.</para>
/// <para>A new record is one line here; then <c>contract.txt</c> and the fixtures get theirs from a run of the tests with
/// <c>GRAPHOID_UPDATE_WIRE=1</c>. A name is never used for another record. When a journal record changes its meaning, its name gets the
/// next version and a line of its own, and the old line stays for as long as old journals are to be read; the last line of a type is the
/// one that is written.</para>
/// </remarks>
internal static class WireTable
{
    /// <summary>The lines in the order of the contract file.</summary>
    public static IReadOnlyList<WireRecord> All { get; } =
    [
        WireRecord.Of<GraphProtocol.CreateGraph>("g.create1"),
        WireRecord.Of<GraphProtocol.CompleteImport>("g.imported1"),
        WireRecord.Of<GraphProtocol.DescribeGraph>("g.describe1"),
        WireRecord.Of<GraphProtocol.GraphDescription>("g.description1"),
        WireRecord.Of<GraphProtocol.RunOperation>("g.run1"),
        WireRecord.Of<GraphProtocol.CancelOperation>("g.cancel1"),
        WireRecord.Of<GraphProtocol.OperationDone>("g.done1"),
        WireRecord.Of<GraphProtocol.OperationProgress>("g.progress1"),
        WireRecord.Of<GraphProtocol.ReadGraph>("g.read1"),
        WireRecord.Of<GraphProtocol.ReadDone>("g.readdone1"),
        WireRecord.Of<GraphProtocol.CallRefused>("g.refused1"),
        WireRecord.Of<GraphProtocol.KeepBlob>("g.keep1"),
        WireRecord.Of<GraphProtocol.BlobKept>("g.kept1"),
        WireRecord.Of<GraphProtocol.BlobRefused>("g.notkept1"),
        WireRecord.Of<GraphProtocol.DropGraph>("g.drop1"),
        WireRecord.Of<GraphProtocol.GraphDropped>("g.dropped1"),

        WireRecord.Of<MemberProtocol.Assemble>("m.assemble1"),
        WireRecord.Of<MemberProtocol.Assembled>("m.assembled1"),
        WireRecord.Of<MemberProtocol.Directory>("m.directory1"),
        WireRecord.Of<MemberProtocol.Begin>("m.begin1"),
        WireRecord.Of<MemberProtocol.Selected>("m.selected1"),
        WireRecord.Of<MemberProtocol.Round>("m.round1"),
        WireRecord.Of<MemberProtocol.RoundDone>("m.rounddone1"),
        WireRecord.Of<MemberProtocol.ApplyChanges>("m.apply1"),
        WireRecord.Of<MemberProtocol.ChangesApplied>("m.applied1"),
        WireRecord.Of<MemberProtocol.End>("m.end1"),
        WireRecord.Of<MemberProtocol.Batch>("m.batch1"),
        WireRecord.Of<MemberProtocol.Credit>("m.credit1"),
        WireRecord.Of<MemberProtocol.Ask>("m.ask1"),
        WireRecord.Of<MemberProtocol.Answer>("m.answer1"),
        WireRecord.Of<MemberProtocol.NeedBlob>("m.needblob1"),
        WireRecord.Of<MemberProtocol.Blob>("m.blob1"),
        WireRecord.Of<MemberProtocol.WriteCheckpoint>("m.checkpoint1"),
        WireRecord.Of<MemberProtocol.Read>("m.read1"),
        WireRecord.Of<MemberProtocol.Dissolve>("m.dissolve1"),
        WireRecord.Of<MemberProtocol.MemberFailed>("m.failed1"),

        WireRecord.Of<PartitionProtocol.OpenPartition>("p.open1"),
        WireRecord.Of<PartitionProtocol.PartitionOpened>("p.opened1"),
        WireRecord.Of<PartitionProtocol.PartitionClosed>("p.closed1"),
        WireRecord.Of<PartitionProtocol.PartitionUnreadable>("p.unreadable1"),
        WireRecord.Of<PartitionProtocol.LoadChunk>("p.load1"),
        WireRecord.Of<PartitionProtocol.ChunkKept>("p.loaded1"),
        WireRecord.Of<PartitionProtocol.CheckpointWritten>("p.written1"),
        WireRecord.Of<PartitionProtocol.CheckpointWanted>("p.checkpointwanted1"),
        WireRecord.Of<PartitionProtocol.CheckpointCommitted>("p.checkpoint1"),
        WireRecord.Of<PartitionProtocol.TurnsWanted>("p.turnswanted1"),
        WireRecord.Of<PartitionProtocol.TurnsGranted>("p.turnsgranted1"),
        WireRecord.Of<PartitionProtocol.TurnsRevoked>("p.turnsrevoked1"),
        WireRecord.Of<PartitionProtocol.TurnsReturned>("p.turnsreturned1"),
        WireRecord.Of<PartitionProtocol.RunTurn>("p.turn1"),
        WireRecord.Of<PartitionProtocol.TurnDone>("p.turndone1"),
        WireRecord.Of<PartitionProtocol.LeaveWanted>("p.leavewanted1"),
        WireRecord.Of<PartitionProtocol.LeaveGranted>("p.leavegranted1"),
        WireRecord.Of<PartitionProtocol.DropPartition>("p.drop1"),
        WireRecord.Of<PartitionProtocol.PartitionDropped>("p.dropped1"),

        WireRecord.Of<RegistryProtocol.FindName>("r.find1"),
        WireRecord.Of<RegistryProtocol.NameFound>("r.found1"),
        WireRecord.Of<RegistryProtocol.BindName>("r.bind1"),
        WireRecord.Of<RegistryProtocol.NameBound>("r.bound1"),
        WireRecord.Of<RegistryProtocol.UnbindName>("r.unbind1"),
        WireRecord.Of<RegistryProtocol.ListNames>("r.list1"),
        WireRecord.Of<RegistryProtocol.Names>("r.names1"),

        WireRecord.Of<SessionProtocol.Hello>("s.hello1"),
        WireRecord.Of<SessionProtocol.Welcome>("s.welcome1"),
        WireRecord.Of<SessionProtocol.Refused>("s.refused1"),
        WireRecord.Of<SessionProtocol.RunProgram>("s.run1"),
        WireRecord.Of<SessionProtocol.ImportFile>("s.import1"),
        WireRecord.Of<SessionProtocol.FileChunk>("s.chunk1"),
        WireRecord.Of<SessionProtocol.MoreChunks>("s.more1"),
        WireRecord.Of<SessionProtocol.ImportProgressed>("s.progress1"),
        WireRecord.Of<SessionProtocol.Output>("s.output1"),
        WireRecord.Of<SessionProtocol.OutputSeen>("s.seen1"),
        WireRecord.Of<SessionProtocol.Cancel>("s.cancel1"),
        WireRecord.Of<SessionProtocol.Signalled>("s.signal1"),
        WireRecord.Of<SessionProtocol.Ended>("s.ended1"),
        WireRecord.Of<SessionProtocol.EndSeen>("s.endseen1"),
        WireRecord.Of<SessionProtocol.Alive>("s.alive1"),

        WireRecord.Of<ParcelProtocol.Parcel>("w.parcel1"),

        WireRecord.Of<GraphEvents.GraphDefined>("jg.defined1"),
        WireRecord.Of<GraphEvents.ImportCompleted>("jg.imported1"),
        WireRecord.Of<GraphEvents.EpochStarted>("jg.epoch1"),
        WireRecord.Of<GraphEvents.BlobStored>("jg.blob1"),
        WireRecord.Of<GraphEvents.OperationCommitted>("jg.committed1"),
        WireRecord.Of<GraphEvents.AnsweredOperation>("jg.answered1"),
        WireRecord.Of<GraphEvents.CheckpointCommitted>("jg.checkpoint1"),
        WireRecord.Of<GraphEvents.GraphDropped>("jg.dropped1"),
        WireRecord.Of<PartitionEvents.EpochStarted>("jp.epoch1"),
        WireRecord.Of<PartitionEvents.CheckpointChunk>("jp.chunk1"),
        WireRecord.Of<PartitionEvents.TurnsCommitted>("jp.turns1"),
        WireRecord.Of<PartitionEvents.TurnsAnswered>("jp.answered1"),
        WireRecord.Of<RegistryEvents.NameBound>("jr.bound1"),
        WireRecord.Of<RegistryEvents.NameUnbound>("jr.unbound1"),
    ];

    /// <summary>By wire name.</summary>
    public static FrozenDictionary<string, WireRecord> ByManifest { get; } =
        All.ToFrozenDictionary(record => record.Manifest, StringComparer.Ordinal);

    /// <summary>By type, how it is written.</summary>
    public static FrozenDictionary<Type, WireRecord> ByType { get; } =
        All.GroupBy(record => record.Type).ToFrozenDictionary(group => group.Key, group => group.Last());
}
