using System.Diagnostics;

namespace StrongCities.Browser.Tests;

/// <summary>Waits for conditions, with a deadline: never for a fixed time.</summary>
public static class Until
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until a condition holds; fails with its name when it does not in time.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var patience = within ?? TimeSpan.FromSeconds(60);
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > patience)
            {
                throw new TimeoutException($"Waited {patience.TotalSeconds:0} s in vain until {what}.");
            }

            await Task.Delay(Between);
        }
    }
}
