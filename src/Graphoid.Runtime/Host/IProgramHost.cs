namespace Graphoid.Runtime.Host;

/// <summary>What a running program needs from outside; a test, the tool and a cluster member each provide one.</summary>
public interface IProgramHost
{
    /// <summary>Writes one line of the program's output; called from one thread at a time.</summary>
    void Print(string line);

    /// <summary>Writes one line about the run: warnings, failed tasks, <c>log</c>.</summary>
    void Log(string line);

    /// <summary>Lets go of lines that are held back for speed; called before something durable is done, so that what was printed
    /// before it is out, whatever happens then.</summary>
    void Flush()
    {
    }

    /// <summary>The runtime behind <c>distributed</c>.</summary>
    IGraphRuntime Graphs { get; }

    /// <summary>Texts that <c>import</c>, <c>load</c> and <c>exec</c> may read; null: none, and such calls are refused.</summary>
    ISourceFiles? Sources => null;

    /// <summary>What <c>os.args()</c> gives: the tool, the program's path as typed, then the user's words.</summary>
    IReadOnlyList<string> Arguments { get; }

    /// <summary>Cancelled when the run is to end.</summary>
    CancellationToken Cancellation { get; }
}
