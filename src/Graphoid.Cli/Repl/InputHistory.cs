using System.Text.Json;

namespace Graphoid.Cli.Repl;

/// <summary>What was typed before, in this session and earlier ones; searched by beginning and by any part.</summary>
/// <remarks>The file has one input per line, as a JSON text, so that inputs may have several lines. Several sessions may add to it
/// at a time. A file that cannot be read or written costs the memory of earlier sessions and nothing else; it is said once.</remarks>
internal sealed class InputHistory
{
    /// <summary>Inputs kept; older ones are forgotten when the next session starts.</summary>
    private const int EntriesMax = 5_000;

    private readonly List<string> _entries = [];
    private readonly string? _path;

    /// <summary>Reads the history.</summary>
    /// <param name="path">The file, or null for a history of this session alone.</param>
    /// <param name="warn">Told when the file cannot be used.</param>
    public InputHistory(string? path, Action<string> warn)
    {
        _path = path;
        if (path is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (File.Exists(path))
            {
                Load(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            warn($"Warning: the history `{path}` cannot be used: {failure.Message}\n");
            _path = null;
        }
    }

    /// <summary>The file for this user: <c>GRAPHOID_HISTORY</c>, or one in the user's folder for data.</summary>
    public static string? UsualPath()
    {
        if (Environment.GetEnvironmentVariable("GRAPHOID_HISTORY") is { } chosen)
        {
            return chosen.Length == 0 ? null : chosen;
        }

        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return folder.Length == 0 ? null : Path.Combine(folder, "graphoid", "history");
    }

    /// <summary>Number of inputs.</summary>
    public int Count => _entries.Count;

    /// <summary>An input, the oldest first.</summary>
    public string this[int index] => _entries[index];

    /// <summary>Adds an input, unless it is the same as the last one.</summary>
    public void Add(string entry)
    {
        if (string.IsNullOrWhiteSpace(entry) || (_entries.Count > 0 && _entries[^1] == entry))
        {
            return;
        }

        _entries.Add(entry);
        if (_path is not null)
        {
            Append(_path, [entry], FileMode.Append);
        }
    }

    /// <summary>The nearest input in a direction that begins with a text and is not that text, or -1.</summary>
    /// <param name="from">The place to start behind; <see cref="Count"/> for the newest.</param>
    /// <param name="step">-1 for older, 1 for newer.</param>
    public int FindPrefix(string prefix, int from, int step)
    {
        for (var i = from + step; i >= 0 && i < _entries.Count; i += step)
        {
            if (_entries[i] != prefix && _entries[i].StartsWith(prefix, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The nearest older input that contains a text, or -1.</summary>
    public int FindPart(string part, int from)
    {
        for (var i = Math.Min(from, _entries.Count) - 1; i >= 0; i--)
        {
            if (_entries[i].Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private void Load(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                if (JsonSerializer.Deserialize<string>(line) is { } entry)
                {
                    _entries.Add(entry);
                }
            }
            catch (JsonException)
            {
                // A line cut off by a crash; the others are good.
                continue;
            }
        }

        if (_entries.Count > EntriesMax)
        {
            _entries.RemoveRange(0, _entries.Count - EntriesMax);
            Append(path, _entries, FileMode.Create);
        }
    }

    private static void Append(string path, IEnumerable<string> entries, FileMode mode)
    {
        try
        {
            using var file = new StreamWriter(new FileStream(path, mode, FileAccess.Write, FileShare.ReadWrite));
            foreach (var entry in entries)
            {
                file.Write(JsonSerializer.Serialize(entry) + "\n");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full disk must not end the session; this session remembers the input anyway.
            return;
        }
    }
}
