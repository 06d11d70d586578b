namespace Graphoid.Runtime.Host;

/// <summary>Chooses tests and is told how each one ended.</summary>
internal interface ISpecListener
{
    /// <summary>Whether some tests may be left out.</summary>
    bool Filters { get; }

    /// <summary>Whether a test is to run.</summary>
    /// <param name="name">Names of its groups and its own, joined by <c> &gt; </c>.</param>
    bool Selects(string name);

    /// <summary>A test has ended.</summary>
    void Ended(SpecTest test);
}

/// <summary>How one test ended.</summary>
/// <param name="Name">Names of its groups and its own, joined by <c> &gt; </c>.</param>
/// <param name="Status"><c>passed</c>, <c>failed</c> or <c>skipped</c>.</param>
/// <param name="Message">Why it failed; empty otherwise.</param>
/// <param name="Place">File and line of the failure as <c>file:line</c>; empty otherwise.</param>
public sealed record SpecTest(string Name, string Status, string Message, string Place);
