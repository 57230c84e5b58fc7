using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Outbox;

/// <summary>Empties the outbox: one lane per kind of rows, so that a jam of one holds up no other.</summary>
internal sealed class OutboxWorker(
    IEnumerable<IOutboxSender> senders,
    IRuntimeDbFactory databases,
    CommitQueue commits,
    DueAlarms alarms,
    RuntimePause pause,
    TimeProvider time,
    IOptions<OutboxOptions> options,
    ILogger<OutboxWorker> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        senders.Select(sender => Task.Run(
            async () =>
            {
                using var lane = new OutboxLane(sender, databases, commits, alarms.Outbox(sender.Kind), pause, time, options.Value, log);
                await lane.RunAsync(stoppingToken);
            },
            stoppingToken)));

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // Slow requests may have used up the host's patience before. The lanes have their own, and what they sent must be stored before the database is closed.
        await (ExecuteTask ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
