using Akka.Actor;
using Akka.TestKit.Xunit2;
using Graphoid.Actors.Members;
using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Tests.Members;

/// <summary>The door of a process for members' messages.</summary>
public sealed class MembersActorTests : TestKit
{
    private static readonly GraphId Graph = new("g");
    private static readonly MemberId Here = new("akka.tcp://graphoid@here:1");

    [Fact]
    public async Task A_message_in_parcels_keeps_its_sender_and_its_place_before_a_small_one()
    {
        var members = Sys.ActorOf(MembersActor.Props(new MemberDirectory(Here, _ => ActorRefs.Nobody)));
        foreach (var part in ParcelSender.PartsOf(Assemble(1, new string('x', ParcelLimits.WholeBytesMax))).Append(Assemble(2, "x")))
        {
            members.Tell(part, TestActor);
        }

        // Nothing has been deposited, so each is answered; an older one behind a newer would not be.
        Assert.Equal(1, (await ExpectMsgAsync<MemberProtocol.MemberFailed>()).Epoch);
        Assert.Equal(2, (await ExpectMsgAsync<MemberProtocol.MemberFailed>()).Epoch);
    }

    private static MemberProtocol.Assemble Assemble(long epoch, string partition) => new(
        new GraphSpec(Graph, null, [partition], "hash", null, true, true), epoch, 0, [Here]);
}
