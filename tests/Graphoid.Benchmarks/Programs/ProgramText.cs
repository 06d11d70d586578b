namespace Graphoid.Benchmarks.Programs;

/// <summary>The Graphoid programs that are measured; they lie beside this file and travel inside the assembly.</summary>
internal static class ProgramText
{
    /// <summary>The text of a program by file name.</summary>
    public static string Read(string file)
    {
        using var stream = typeof(ProgramText).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"The program {file} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
