using StrongCities.Runtime;

namespace StrongCities.Host.Clock;

/// <summary>Advances the driven clock from one due moment to the next, so that everything happens in its order, each at its own time.</summary>
/// <param name="clock">The clock.</param>
/// <param name="idle">Knows when nothing is left to do, and what comes next.</param>
internal sealed class AdvanceClock(DrivenClock clock, RuntimeIdle idle) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Returns when all that was due up to the moment has happened.</summary>
    public async Task RunAsync(DateTimeOffset target, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            await idle.WaitAsync(cancellation);
            while (await idle.NextDueAsync(cancellation) is { } next && next <= target)
            {
                clock.MoveTo(next);
                await idle.WaitAsync(cancellation);
            }

            clock.MoveTo(target);
            await idle.WaitAsync(cancellation);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
