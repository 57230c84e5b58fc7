using System.Diagnostics;

namespace StrongCities.Crash.Tests;

/// <summary>Waits for conditions, with a deadline.</summary>
internal static class Until
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until a condition holds; fails with what it waited for when it does not in time.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null, Func<string>? more = null)
    {
        var patience = within ?? TimeSpan.FromSeconds(60);
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > patience)
            {
                throw new TimeoutException($"Waited {patience.TotalSeconds:0} s in vain until {what}.\n{more?.Invoke()}");
            }

            await Task.Delay(Between);
        }
    }

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string, TimeSpan?, Func{string}?)"/>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? within = null, Func<string>? more = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, within, more);
}
