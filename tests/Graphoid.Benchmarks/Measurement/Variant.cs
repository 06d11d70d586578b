namespace Graphoid.Benchmarks.Measurement;

/// <summary>One way to do the work that is measured.</summary>
/// <param name="Name">Its name in the output.</param>
/// <param name="Work">How much one run does, for rates: unit and amount.</param>
/// <param name="RunAsync">Does it once: what lies between <see cref="StageTimer.Start"/> and <see cref="StageTimer.Stop"/> is
/// measured, the rest prepares and verifies. The text it returns is printed beside the run.</param>
internal sealed record Variant(string Name, IReadOnlyList<(string Unit, double Amount)> Work, Func<StageTimer, Task<string>> RunAsync);
