using Graphoid.Benchmarks.Measurement;

namespace Graphoid.Benchmarks.Scenarios;

/// <summary>One measurement that can be asked for by name.</summary>
internal interface IScenario
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What is measured, in a line.</summary>
    string Summary { get; }

    /// <summary>Measures, verifies and prints.</summary>
    /// <exception cref="VerificationException">A result was wrong.</exception>
    Task RunAsync(Settings settings);
}
