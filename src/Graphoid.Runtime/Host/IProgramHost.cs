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

    /// <summary>What <c>timer</c>, time limits and uptimes go by.</summary>
    TimeProvider Clock => TimeProvider.System;

    /// <summary>How long the program may run, by the clock; one that does not end in this time ends with an error at the place where it
    /// is. Null: as long as it likes.</summary>
    TimeSpan? TimeMax => null;

    /// <summary>Signals of the operating system, or null where a program may not listen to them.</summary>
    IProgramSignals? Signals => null;

    /// <summary>What the program may not ask of the process it runs in; a program of its user's own may everything.</summary>
    HostPermissions Withheld => HostPermissions.None;

    /// <summary>Shows the question that an answer on standard input is expected to; a host that knows only whole lines ends it.</summary>
    void Prompt(string text)
    {
        Print(text);
        Flush();
    }

    /// <summary>The next line of standard input without its line end, or null at its end, where hosts without one are at once.</summary>
    Task<string?> ReadLineAsync() => Task.FromResult<string?>(null);
}

/// <summary>Signals of the operating system, for <c>signal.on</c>.</summary>
public interface IProgramSignals
{
    /// <summary>Has an action called at every such signal, on any thread. While at least one listener is there, the signal does
    /// not end the program.</summary>
    /// <param name="name"><c>sigint</c>, <c>sigterm</c> or <c>sighup</c>.</param>
    /// <returns>Ends the listening.</returns>
    IDisposable Listen(string name, Action raised);
}
