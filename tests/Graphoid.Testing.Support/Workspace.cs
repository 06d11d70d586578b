namespace Graphoid.Testing.Support;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
public sealed class Workspace : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("graphoid-").FullName;

    /// <summary>Writes a file into it.</summary>
    public Workspace With(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return this;
    }

    /// <summary>Writes a file of bytes into it.</summary>
    public Workspace With(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(Folder, name), bytes);
        return this;
    }

    /// <summary>Runs the tool in it.</summary>
    public Task<ToolResult> RunAsync(params string[] arguments) => GraphoidTool.RunAsync(Folder, arguments);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
