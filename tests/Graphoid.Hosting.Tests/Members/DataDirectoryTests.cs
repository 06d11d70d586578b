using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Members;

namespace Graphoid.Hosting.Tests.Members;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_directory_that_is_not_there_is_made()
    {
        using var directory = DataDirectory.Open(_folder.PathOf("a/b"));

        Assert.True(Directory.Exists(_folder.PathOf("a/b")));
        Assert.Equal(_folder.PathOf("a/b/x"), directory.PathOf("x"));
    }

    [Fact]
    public void A_directory_that_is_in_use_is_refused_with_who_uses_it()
    {
        using var held = DataDirectory.Open(_folder.Path);

        var failure = Assert.Throws<StartupException>(() => DataDirectory.Open(_folder.Path));

        Assert.Equal(StartupProblem.DataDirectory, failure.Problem);
        Assert.Equal($"the data directory {_folder.Path} is used by another member of this process", failure.Message);
    }

    [Fact]
    public void The_message_names_another_process_by_its_id()
    {
        using var held = DataDirectory.Open(_folder.Path);
        File.WriteAllText(_folder.PathOf("owner"), "123");

        var failure = Assert.Throws<StartupException>(() => DataDirectory.Open(_folder.Path));

        Assert.Equal($"the data directory {_folder.Path} is used by another process (id 123)", failure.Message);
    }

    [Fact]
    public void What_a_process_that_is_gone_left_behind_does_not_count()
    {
        DataDirectory.Open(_folder.Path).Dispose();

        using var again = DataDirectory.Open(_folder.Path);

        Assert.Equal(_folder.Path, again.Path);
    }

    [Fact]
    public void A_file_in_its_place_is_refused()
    {
        File.WriteAllText(_folder.PathOf("file"), "");

        var failure = Assert.Throws<StartupException>(() => DataDirectory.Open(_folder.PathOf("file")));

        Assert.StartsWith($"the data directory {_folder.PathOf("file")} cannot be used: ", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
