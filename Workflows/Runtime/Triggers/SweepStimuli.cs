using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Triggers;

/// <summary>Gives up stimuli that waited too long, and forgets those that were given up long ago.</summary>
internal sealed class SweepStimuli(
    CommitQueue commits, TimeProvider time, IOptions<StimulusOptions> options, ILogger<SweepStimuli> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A database that is away for a while must not end the sweeping.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.SweepFailed(log, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task<bool> SweepAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var forget = now - options.Value.KeepDead;
        return commits.CommitAsync(
            async (db, stop) =>
            {
                await db.WaitingStimuli.Where(row => row.DeadAt == null && row.ExpiresAt <= now)
                    .ExecuteUpdateAsync(row => row.SetProperty(r => r.DeadAt, now), stop);
                await db.WaitingStimuli.Where(row => row.DeadAt <= forget).ExecuteDeleteAsync(stop);
                return UnitResult.Keep(true);
            },
            cancellation);
    }
}
