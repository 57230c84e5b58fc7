using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Deletes stored messages whose time is over, once an hour.</summary>
internal sealed class SweepInbound(RawMailStore store, TimeProvider clock, ILogger<SweepInbound> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await store.SweepAsync(stoppingToken) is > 0 and var count)
            {
                log.Swept(count);
            }
        }
    }
}
