using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>Program texts from the file system.</summary>
public sealed class DiskSources : ISourceFiles
{
    /// <summary>A longer file is not a program.</summary>
    private const long BytesMax = 64L * 1024 * 1024;

    private readonly string? _workingDirectory;

    /// <summary>Files below the working directory of the process, or another one.</summary>
    public DiskSources(string? workingDirectory = null) => _workingDirectory = workingDirectory;

    /// <inheritdoc/>
    public string FullPath(string path, string? folder)
    {
        var start = folder ?? _workingDirectory;
        try
        {
            return start is null ? Path.GetFullPath(path) : Path.GetFullPath(path, start);
        }
        catch (ArgumentException)
        {
            // A NUL in the name: no file can be called so.
            throw Unreadable(path, "this is no name of a file");
        }
    }

    /// <inheritdoc/>
    public bool Exists(string fullPath) => File.Exists(fullPath);

    /// <inheritdoc/>
    public string Read(string fullPath)
    {
        try
        {
            if (Directory.Exists(fullPath))
            {
                throw Unreadable(fullPath, "it is a folder");
            }

            var file = new FileInfo(fullPath);
            return !file.Exists ? throw Unreadable(fullPath, "there is no such file")
                : file.Length > BytesMax ? throw Unreadable(fullPath, $"it is longer than {BytesMax / (1024 * 1024)} MiB")
                : System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(fullPath));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(fullPath, failure.Message);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ProgramsIn(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*" + ModuleOrigin.Ending).Select(path => Path.GetFileNameWithoutExtension(path))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static GraphoidException Unreadable(string path, string reason) =>
        GraphoidException.Library(ErrorKind.File, $"`{path}` cannot be read: {reason}", RuntimeErrorIds.UnreadableFile);
}
