using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>Reads program texts for <c>import</c>, <c>load</c> and <c>exec</c>.</summary>
/// <remarks>Texts are small and read where a program stands still anyway, so the calls do not wait asynchronously.</remarks>
public interface ISourceFiles
{
    /// <summary>The one full name of a path.</summary>
    /// <param name="folder">What a relative path starts from, a full name; null: the working directory.</param>
    string FullPath(string path, string? folder);

    /// <summary>Whether there is a file of that full name.</summary>
    bool Exists(string fullPath);

    /// <summary>The text of a file.</summary>
    /// <exception cref="GraphoidException">FileError: it cannot be read.</exception>
    string Read(string fullPath);

    /// <summary>Names of program files in a folder, for "did you mean"; empty when it cannot be read.</summary>
    IReadOnlyList<string> ProgramsIn(string folder);
}
