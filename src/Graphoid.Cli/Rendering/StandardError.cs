using System.Text;

namespace Graphoid.Cli.Rendering;

/// <summary>Writes about the run; the program's own output goes elsewhere.</summary>
internal static class StandardError
{
    private static readonly Lock Gate = new();
    private static readonly Stream Stream = Console.OpenStandardError();

    /// <summary>Writes a text as it stands, at once and undivided.</summary>
    public static void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        lock (Gate)
        {
            try
            {
                Stream.Write(bytes);
            }
            catch (IOException)
            {
                // Nobody can be told that nobody can be told; the exit code still says how the run ended.
                return;
            }
        }
    }
}
