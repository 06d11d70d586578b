using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Tests.Members;

[Collection(MembersCollection.Name)]
public sealed class PostgresTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [PostgresFact]
    public async Task Members_share_what_they_store_in_PostgreSQL()
    {
        await using var members = await TestMembers.StartAsync(new MembersSetup
        {
            Count = 2,
            Database = DatabaseKind.Postgres,
            ConnectionString = await server.CreateDatabaseAsync(),
            Actors = CounterActor.Add,
        });
        string[] names = ["a", "b", "c", "d"];
        foreach (var name in names)
        {
            Assert.Equal(3, await CounterActor.TellAsync(members.First, name, 3));
        }

        await members.StopAsync(members.First);

        foreach (var name in names)
        {
            Assert.Equal(3, await CounterActor.TellAsync(members.First, name, 0));
        }
    }

    [PostgresFact]
    public Task A_wrong_password_is_told_without_the_password() => RefusedAsync(
        server.ConnectionString("postgres", "hush"), "refused the connection: password authentication failed for user \"graphoid\"");

    [PostgresFact]
    public Task A_database_that_there_is_not_is_told() => RefusedAsync(
        server.ConnectionString("nowhere"), "refused the connection: database \"nowhere\" does not exist");

    private static async Task RefusedAsync(string connectionString, string message)
    {
        using var folder = new TemporaryFolder();

        var failure = await Assert.ThrowsAsync<StartupException>(() => GraphoidMember.StartAsync(new GraphoidOptions
        {
            DataDirectory = folder.Path,
            Database = new() { Kind = DatabaseKind.Postgres, ConnectionString = connectionString },
        }));

        Assert.Equal(StartupProblem.Database, failure.Problem);
        Assert.EndsWith(message, failure.Message, StringComparison.Ordinal);
    }
}
