namespace Graphoid.Benchmarks.Measurement;

/// <summary>A measured run gave a wrong result, so its time means nothing.</summary>
internal sealed class VerificationException(string message) : Exception(message)
{
    /// <summary>Fails unless both are equal.</summary>
    public static void ThrowUnlessEqual<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new VerificationException($"{what}: expected {expected}, got {actual}");
        }
    }
}
