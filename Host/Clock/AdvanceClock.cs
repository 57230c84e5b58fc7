namespace StrongCities.Host.Clock;

/// <summary>Advances the driven clock from one due moment to the next, so that everything happens in its order.</summary>
/// <param name="clock">The clock.</param>
internal sealed class AdvanceClock(DrivenClock clock)
{
    public Task RunAsync(DateTimeOffset target, CancellationToken cancellation)
    {
        clock.MoveTo(target);
        return Task.CompletedTask;
    }
}
