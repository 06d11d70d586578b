using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Graphoid.Actors.Registry;
using Graphoid.Actors.Wire;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Tests.Registry;

public sealed class RegistryActorTests : TestKit
{
    private static readonly GraphId First = new("first");
    private static readonly GraphId Second = new("second");

    public RegistryActorTests()
        : base(ConfigurationFactory.ParseString(FaultyJournal.Hocon + WireSettings.Hocon)) =>
        FaultyJournal.BeforeWrite = () => Task.CompletedTask;

    [Fact]
    public async Task Names_survive_a_restart_of_the_registry()
    {
        var registry = Sys.ActorOf(RegistryActor.CreateProps());
        registry.Tell(new RegistryProtocol.BindName(1, "social", First, null, false), TestActor);
        Assert.Equal(First, (await ExpectMsgAsync<RegistryProtocol.NameBound>()).Graph);
        Watch(registry);
        Sys.Stop(registry);
        await ExpectTerminatedAsync(registry);

        var next = Sys.ActorOf(RegistryActor.CreateProps());
        next.Tell(new RegistryProtocol.FindName(2, "social"), TestActor);

        var found = await ExpectMsgAsync<RegistryProtocol.NameFound>();
        Assert.Equal((2L, First), (found.Call, found.Graph!.Value));
    }

    [Fact]
    public async Task The_answer_comes_after_the_fact_is_stored()
    {
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        FaultyJournal.BeforeWrite = () =>
        {
            begun.TrySetResult();
            return stored.Task;
        };
        var registry = Sys.ActorOf(RegistryActor.CreateProps());

        registry.Tell(new RegistryProtocol.BindName(1, "social", First, null, false), TestActor);
        registry.Tell(new RegistryProtocol.FindName(2, "social"), TestActor);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        stored.SetResult();

        Assert.Equal(1, (await ExpectMsgAsync<RegistryProtocol.NameBound>()).Call);
        Assert.Equal(First, (await ExpectMsgAsync<RegistryProtocol.NameFound>()).Graph);
    }

    [Fact]
    public async Task A_failed_write_is_not_answered_and_the_registry_comes_back()
    {
        FaultyJournal.BeforeWrite = () => Task.FromException(new InvalidOperationException("the disk is full"));
        var registry = Sys.ActorOf(RegistryActor.CreateProps());
        registry.Tell(new RegistryProtocol.BindName(1, "social", First, null, false), TestActor);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
        FaultyJournal.BeforeWrite = () => Task.CompletedTask;

        // The caller repeats, as every caller of the registry does.
        await AwaitAssertAsync(
            async () =>
            {
                registry.Tell(new RegistryProtocol.BindName(1, "social", First, null, false), TestActor);
                Assert.Equal(First, (await ExpectMsgAsync<RegistryProtocol.NameBound>(TimeSpan.FromMilliseconds(200))).Graph);
            },
            TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_repeated_replacement_is_stored_once_and_answered_twice()
    {
        var writes = 0;
        FaultyJournal.BeforeWrite = () =>
        {
            Interlocked.Increment(ref writes);
            return Task.CompletedTask;
        };
        var registry = Sys.ActorOf(RegistryActor.CreateProps());
        registry.Tell(new RegistryProtocol.BindName(1, "social", First, null, false), TestActor);
        await ExpectMsgAsync<RegistryProtocol.NameBound>();

        registry.Tell(new RegistryProtocol.BindName(2, "social", Second, null, true), TestActor);
        registry.Tell(new RegistryProtocol.BindName(2, "social", Second, null, true), TestActor);

        Assert.Equal(First, (await ExpectMsgAsync<RegistryProtocol.NameBound>()).Replaced);
        Assert.Equal(First, (await ExpectMsgAsync<RegistryProtocol.NameBound>()).Replaced);
        Assert.Equal(2, Volatile.Read(ref writes));
    }
}
