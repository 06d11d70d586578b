using System.Diagnostics;

namespace Graphoid.Testing.Support;

/// <summary>Waits for what the members of a cluster find out among themselves.</summary>
public static class Eventually
{
    /// <summary>Longest wait on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks every 10 ms until the claim holds.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <exception cref="TimeoutException">It has not come to hold in time.</exception>
    public static Task HoldsAsync(string what, Func<bool> claim, TimeSpan? patience = null) =>
        HoldsAsync(what, () => Task.FromResult(claim()), patience);

    /// <inheritdoc cref="HoldsAsync(string, Func{bool}, TimeSpan?)"/>
    public static async Task HoldsAsync(string what, Func<Task<bool>> claim, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(claim);

        var clock = Stopwatch.StartNew();
        while (!await claim())
        {
            if (clock.Elapsed > (patience ?? Patience))
            {
                throw new TimeoutException($"After {clock.Elapsed.TotalSeconds:0.0} s it still is not so: {what}");
            }

            await Task.Delay(10);
        }
    }
}
