using Graphoid.Actors.Wire.Parcels;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Tests.Wire.Parcels;

public sealed class ParcelAssemblyTests
{
    private const int Full = ParcelLimits.ParcelBytesMax;
    private static readonly TimeSpan Start = TimeSpan.FromHours(1);

    private readonly ParcelAssembly _assembly = new(new ParcelLimits(2, 20L * Full, TimeSpan.FromSeconds(30)));

    [Fact]
    public void Parcels_in_order_become_the_message()
    {
        var parcels = Message(3, lastBytes: 5);

        Assert.Equal(ParcelStep.Kept, Take("a", parcels[0]).Step);
        Assert.Equal(ParcelStep.Kept, Take("a", parcels[1]).Step);
        var last = Take("a", parcels[2]);

        Assert.Equal(ParcelStep.Completed, last.Step);
        Assert.Equal(parcels.SelectMany(parcel => parcel.Content), last.Whole);
        Assert.Equal((0, 0L), (_assembly.OpenCount, _assembly.BytesAnnounced));
    }

    [Fact]
    public void Messages_of_several_senders_may_be_interleaved()
    {
        var (first, second) = (Message(2), Message(2));

        Take("a", first[0]);
        Take("b", second[0]);

        Assert.Equal(ParcelStep.Completed, Take("a", first[1]).Step);
        Assert.Equal(ParcelStep.Completed, Take("b", second[1]).Step);
    }

    [Fact]
    public void A_gap_or_a_repetition_drops_the_message()
    {
        var (gap, repeated) = (Message(3), Message(3));

        Take("a", gap[0]);
        Assert.Equal(ParcelStep.Dropped, Take("a", gap[2]).Step);
        Assert.Equal(ParcelStep.Dropped, Take("a", gap[1]).Step);
        Take("a", repeated[0]);
        Assert.Equal(ParcelStep.Dropped, Take("a", repeated[0]).Step);

        Assert.Equal(0, _assembly.OpenCount);
    }

    [Fact]
    public void Another_sender_cannot_continue_a_message()
    {
        var parcels = Message(2);
        Take("a", parcels[0]);

        Assert.Equal(ParcelStep.Dropped, Take("b", parcels[1]).Step);
        Assert.Equal(ParcelStep.Completed, Take("a", parcels[1]).Step);
    }

    [Fact]
    public void One_message_too_many_drops_the_senders_oldest()
    {
        var messages = Enumerable.Range(0, 3).Select(_ => Message(2)).ToArray();
        foreach (var message in messages)
        {
            Take("a", message[0]);
        }

        Assert.Equal(2, _assembly.OpenCount);
        Assert.Equal(ParcelStep.Dropped, Take("a", messages[0][1]).Step);
        Assert.Equal(ParcelStep.Completed, Take("a", messages[1][1]).Step);
        Assert.Equal(ParcelStep.Completed, Take("a", messages[2][1]).Step);
    }

    [Fact]
    public void What_announces_more_than_fits_is_dropped_at_once()
    {
        Take("a", Message(15)[0]);
        var late = Message(6);

        Assert.Equal(ParcelStep.Dropped, Take("b", late[0]).Step);
        Assert.Equal(ParcelStep.Dropped, Take("b", late[1]).Step);
        Assert.Equal(ParcelStep.Kept, Take("c", Message(5)[0]).Step);
        Assert.Equal(20L * Full, _assembly.BytesAnnounced);
    }

    [Fact]
    public void A_silent_message_is_dropped_by_time_and_makes_room()
    {
        var parcels = Message(20);
        Take("a", parcels[0]);
        Take("a", parcels[1], Start + TimeSpan.FromSeconds(30));
        Assert.Equal(1, _assembly.OpenCount);

        _assembly.DropStale(Start + TimeSpan.FromSeconds(61));

        Assert.Equal((0, 0L), (_assembly.OpenCount, _assembly.BytesAnnounced));
        Assert.Equal(ParcelStep.Dropped, Take("a", parcels[2], Start + TimeSpan.FromSeconds(61)).Step);
    }

    [Fact]
    public void A_parcel_that_is_not_what_it_says_is_dropped()
    {
        var sound = Message(2);

        Assert.Equal(ParcelStep.Dropped, Take("a", sound[0] with { Count = 0 }).Step);
        Assert.Equal(ParcelStep.Dropped, Take("a", sound[0] with { Index = -1 }).Step);
        Assert.Equal(ParcelStep.Dropped, Take("a", sound[0] with { Index = 2 }).Step);
        Assert.Equal(ParcelStep.Dropped, Take("a", sound[0] with { Count = int.MaxValue }).Step);
        Assert.Equal(ParcelStep.Dropped, Take("a", sound[0] with { Content = new byte[Full - 1] }).Step);
        Assert.Equal(ParcelStep.Dropped, Take("a", sound[0] with { Content = new byte[Full + 1] }).Step);
        Take("a", sound[0]);
        Assert.Equal(ParcelStep.Dropped, Take("a", sound[1] with { Content = [] }).Step);
        Take("a", sound[0]);
        Assert.Equal(ParcelStep.Dropped, Take("a", sound[1] with { Manifest = "other" }).Step);
        Assert.Equal(0, _assembly.OpenCount);
    }

    [Fact]
    public void Whatever_comes_the_bounds_hold()
    {
        var random = new Random(7);
        var ids = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
        var now = Start;
        for (var step = 0; step < 20_000; step++)
        {
            var count = random.Next(1, 9);
            var index = random.Next(-1, count + 1);
            var content = new byte[index == count - 1 ? random.Next(0, 3) : Full];
            now += TimeSpan.FromSeconds(random.NextDouble());
            _assembly.Take("s" + random.Next(5), new ParcelProtocol.Parcel(ids[random.Next(6)], index, count, "m", content), now);

            Assert.InRange(_assembly.BytesAnnounced, 0, 20L * Full);
            Assert.InRange(_assembly.OpenCount, 0, 10);
        }

        _assembly.DropStale(now + TimeSpan.FromHours(1));
        Assert.Equal((0, 0L), (_assembly.OpenCount, _assembly.BytesAnnounced));
    }

    private static ParcelProtocol.Parcel[] Message(int count, int lastBytes = 1)
    {
        var id = Guid.NewGuid();
        return [.. Enumerable.Range(0, count).Select(index =>
        {
            var content = new byte[index == count - 1 ? lastBytes : Full];
            Array.Fill(content, (byte)(index + 1));
            return new ParcelProtocol.Parcel(id, index, count, "m", content);
        })];
    }

    private ParcelTaken Take(string sender, ParcelProtocol.Parcel parcel, TimeSpan? now = null) => _assembly.Take(sender, parcel, now ?? Start);
}
