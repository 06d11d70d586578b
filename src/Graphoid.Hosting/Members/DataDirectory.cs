using System.Globalization;
using Graphoid.Actors.Bootstrap;

namespace Graphoid.Hosting.Members;

/// <summary>A folder that one process has for itself, from <see cref="Open"/> to <see cref="Dispose"/>.</summary>
/// <remarks>
/// The operating system holds the lock, so it is gone with the process, however that ends. The file beside it, with the process id, is for
/// messages only; what it says counts only while the lock is held.
/// </remarks>
public sealed class DataDirectory : IDisposable
{
    private const string LockFile = "lock";
    private const string OwnerFile = "owner";

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The folder, as a full path.</summary>
    public string Path { get; }

    /// <summary>Makes the folder if need be and locks it.</summary>
    /// <exception cref="StartupException">It cannot be made or written, or another process has it.</exception>
    public static DataDirectory Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        var full = System.IO.Path.GetFullPath(path);
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(full);
            var file = System.IO.Path.Combine(full, LockFile);
            try
            {
                held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException failure) when (IsLocked(failure))
            {
                throw new StartupException(
                    StartupProblem.DataDirectory, $"the data directory {full} is used by {Owner(full)}", failure);
            }

            File.WriteAllText(
                System.IO.Path.Combine(full, OwnerFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataDirectory(full, held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new StartupException(
                StartupProblem.DataDirectory, $"the data directory {full} cannot be used: {failure.Message}", failure);
        }
    }

    /// <summary>A file in the folder.</summary>
    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Lets others have it.</summary>
    public void Dispose() => _lock.Dispose();

    private static string Owner(string path)
    {
        try
        {
            var id = File.ReadAllText(System.IO.Path.Combine(path, OwnerFile)).Trim();
            return id == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
                ? "another member of this process"
                : $"another process (id {id})";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It may be writing it just now. The message is good enough without.
            return "another process";
        }
    }

    /// <summary>A sharing violation on Windows, and "try again" of a Unix lock (11 on Linux, 35 on others).</summary>
    private static bool IsLocked(IOException failure) => failure.HResult is unchecked((int)0x80070020) or 11 or 35;
}
