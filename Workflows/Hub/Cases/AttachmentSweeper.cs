using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StrongCities.Hub.Cases;

/// <summary>Sweeps the attachment store once an hour.</summary>
internal sealed partial class AttachmentSweeper(AttachmentStore store, TimeProvider clock, ILogger<AttachmentSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var swept = await store.SweepAsync(stoppingToken);
                if (swept > 0)
                {
                    Swept(swept);
                }
            }
            catch (IOException failure)
            {
                Failed(failure);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Deleted {Count} attachment files that no request names")]
    private partial void Swept(int count);

    [LoggerMessage(2, LogLevel.Warning, "Could not sweep the attachment store; trying again in an hour")]
    private partial void Failed(Exception failure);
}
