using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Graphoid.Actors.Wire;
using Graphoid.Distribution.Protocols;
using MemoryPack;

namespace Graphoid.Actors.Tests.Wire;

/// <summary>The closed serializer inside of a real actor system.</summary>
public sealed class GraphoidSerializerTests : Akka.TestKit.Xunit2.TestKit
{
    public GraphoidSerializerTests()
        : base(ConfigurationFactory.ParseString(WireSettings.Hocon))
    {
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_record_comes_back_as_it_was(bool isFull)
    {
        Assert.All(WireTable.All, record =>
        {
            var sample = WireSamples.Of(record.Type, isFull);

            var serializer = Assert.IsType<GraphoidSerializer>(Sys.Serialization.FindSerializerFor(sample));
            var back = Sys.Serialization.Deserialize(serializer.ToBinary(sample), serializer.Identifier, serializer.Manifest(sample));

            Assert.Equal(GraphoidSerializer.WireIdentifier, serializer.Identifier);
            Assert.Equal(sample.GetType(), back.GetType());
            Assert.Equal(WireSamples.TextOf(sample), WireSamples.TextOf(back));
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_bound_of_a_records_size_is_never_below_its_size(bool isFull)
    {
        Assert.All(WireTable.All, record =>
        {
            var sample = WireSamples.Of(record.Type, isFull);

            Assert.InRange(record.Write(sample).Length, 1, record.BytesMax(sample));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("g.run")]
    [InlineData("g.run2")]
    [InlineData("System.String")]
    [InlineData("Graphoid.Distribution.Protocols.GraphProtocol+RunOperation, Graphoid.Distribution")]
    [InlineData("j")]
    public void An_unknown_name_is_refused(string manifest)
    {
        var refused = Assert.Throws<SerializationException>(() => GraphoidSerializer.Read(new byte[8], manifest));

        Assert.Contains("no record of Graphoid has the wire name", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_form_of_a_journal_record_names_the_record_and_the_newer_version()
    {
        var refused = Assert.Throws<SerializationException>(() => GraphoidSerializer.Read(new byte[8], "jg.committed2"));

        Assert.Equal(
            "the journal was written by a newer version of Graphoid: it holds `jg.committed2`, a later form of GraphEvents.OperationCommitted (`jg.committed1`); use that version",
            refused.Message);
    }

    [Fact]
    public void A_journal_record_that_is_new_altogether_is_named_too()
    {
        var refused = Assert.Throws<SerializationException>(() => GraphoidSerializer.Read(new byte[8], "jp.lease1"));

        Assert.Contains("written by a newer version of Graphoid: it holds a record `jp.lease1`", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_record_of_ours_is_not_written()
    {
        var serializer = new GraphoidSerializer((ExtendedActorSystem)Sys);

        Assert.Throws<SerializationException>(() => serializer.ToBinary(new Version(1, 2)));
        Assert.Throws<SerializationException>(() => serializer.Manifest("text"));
    }

    [Fact]
    public void A_record_without_what_its_declaration_demands_is_neither_read_nor_written()
    {
        var record = WireTable.ByType[typeof(GraphProtocol.OperationDone)];
        var outcome = (OperationOutcome)WireSamples.Of(typeof(OperationOutcome), isFull: true);
        var id = new OperationId(Guid.Empty, 1);

        AssertGap("Outcome", new GraphProtocol.OperationDone(id, null!));
        AssertGap("Outcome.Parts", new GraphProtocol.OperationDone(id, outcome with { Parts = null! }));
        AssertGap("Outcome.Parts.[1]", new GraphProtocol.OperationDone(id, outcome with { Parts = [[], null!] }));
        AssertGap("Outcome.End", new GraphProtocol.OperationDone(id, outcome with { End = (OperationEnd)99 }));
        record.Read(record.Write(new GraphProtocol.OperationDone(id, outcome with { Failure = null, Reason = null })));

        void AssertGap(string path, GraphProtocol.OperationDone damaged)
        {
            var read = Assert.Throws<SerializationException>(() => record.Read(MemoryPackSerializer.Serialize(damaged)));
            Assert.Contains($"`{path}` is missing or out of range", read.Message, StringComparison.Ordinal);

            // A journal must not take what it cannot give back.
            var written = Assert.Throws<SerializationException>(() => record.Write(damaged));
            Assert.Contains($"`{path}` is missing or out of range", written.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_id_without_text_is_refused()
    {
        var record = WireTable.ByType[typeof(GraphProtocol.DescribeGraph)];

        var refused = Assert.Throws<SerializationException>(() => record.Read(MemoryPackSerializer.Serialize(new GraphProtocol.DescribeGraph(1, default))));

        Assert.Contains("`Graph.Text`", refused.Message, StringComparison.Ordinal);
    }
}
