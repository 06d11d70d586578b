namespace Graphoid.Runtime.Execution;

/// <summary>Where the text of a module comes from.</summary>
/// <param name="Path">The file's full path, or <c>&lt;native:name&gt;</c>.</param>
/// <param name="WrittenAs">What <c>__MODULE__</c> gives: the text in the import.</param>
/// <param name="IsProgram">Whether it is the file that was started.</param>
internal sealed record ModuleOrigin(string Path, string WrittenAs, bool IsProgram)
{
    /// <summary>What <c>__MODULE__</c> gives in the file that was started.</summary>
    public const string ProgramName = "__main__";

    /// <summary>How program texts usually end.</summary>
    public const string Ending = ".gr";

    /// <summary>The file that was started: its path is the name of its text.</summary>
    public static ModuleOrigin Program { get; } = new("", ProgramName, true);

    /// <summary>Code that was brought here from elsewhere: it has no file.</summary>
    public static ModuleOrigin Elsewhere { get; } = new("", ProgramName, false);

    /// <summary>A module of the library that is written in Graphoid.</summary>
    public static ModuleOrigin Library(string name) => new($"<native:{name}>", name, false);

    /// <summary>Whether the text belongs to the library; its frames are left out of stack traces, as those of other built-ins.</summary>
    public bool IsLibrary => Path.StartsWith('<');

    /// <summary>The name of the file without folder and ending.</summary>
    public string FileName
    {
        get
        {
            var name = Path.StartsWith('<') ? WrittenAs : System.IO.Path.GetFileName(Path);
            return name.EndsWith(Ending, StringComparison.Ordinal) ? name[..^Ending.Length] : name;
        }
    }
}
