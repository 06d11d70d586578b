using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>The files that a program has open with <c>fs.open</c>, by their numbers.</summary>
/// <remarks>Numbers count up from 1 in the process and are never used again. May be called from any thread.</remarks>
internal sealed class OpenFiles
{
    /// <summary>As many as a process usually may have; a program that needs more has forgotten to close some.</summary>
    private const int FilesMax = 1000;

    private static long _lastNumber;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, OpenFile> _files = [];
    private bool _isClosed;

    /// <summary>Opens a file and gives its number.</summary>
    /// <exception cref="GraphoidException">FileError.</exception>
    public long Open(string path, FileMode mode)
    {
        var file = TextFiles.Guarded("open", path, () => new OpenFile(path, mode));
        lock (_lock)
        {
            if (!_isClosed && _files.Count < FilesMax)
            {
                var number = Interlocked.Increment(ref _lastNumber);
                _files.Add(number, file);
                return number;
            }
        }

        file.Dispose();
        throw GraphoidException.Library(
            ErrorKind.File,
            $"`open`: \"{path}\": {FilesMax} files are open already",
            RuntimeErrorIds.UnreadableFile,
            "close files that are not needed any more with `fs.close`");
    }

    /// <summary>The open file of that number, or null.</summary>
    public OpenFile? Find(double number)
    {
        lock (_lock)
        {
            return double.IsInteger(number) ? _files.GetValueOrDefault((long)number) : null;
        }
    }

    /// <summary>Closes a file; false when it is not open.</summary>
    public bool Close(double number)
    {
        OpenFile? file;
        lock (_lock)
        {
            if (!double.IsInteger(number) || !_files.Remove((long)number, out file))
            {
                return false;
            }
        }

        file.Dispose();
        return true;
    }

    /// <summary>Closes what is open when the program ends; from then on nothing opens.</summary>
    public void CloseAll()
    {
        List<OpenFile> files;
        lock (_lock)
        {
            _isClosed = true;
            files = [.. _files.Values];
            _files.Clear();
        }

        foreach (var file in files)
        {
            file.Dispose();
        }
    }
}
