using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>
/// Matches every hub again: soon after something changed, and once an hour, so that a new working day is seen and a change that nobody told of
/// is found.
/// </summary>
/// <param name="run">Matches.</param>
/// <param name="databases">Names the hubs.</param>
/// <param name="options">Whether to.</param>
/// <param name="clock">The present.</param>
/// <param name="log">Says what failed.</param>
public sealed partial class KeepMatched(RunMatching run, HubDbFactory databases, IOptions<MatchingOptions> options, TimeProvider clock, ILogger<KeepMatched> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    // One wish is enough: a run sees all that was stored before it began.
    private readonly Channel<bool> wishes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something was stored that verdicts depend on.</summary>
    public void Wish() => wishes.Writer.TryWrite(true);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.RunsByItself)
        {
            return;
        }

        using var hourly = clock.CreateTimer(_ => Wish(), null, Pause, Pause);
        while (await wishes.Reader.WaitToReadAsync(stoppingToken))
        {
            while (wishes.Reader.TryRead(out _))
            {
                // Taken before the run, so that a change during it is seen by another.
            }

            await RunAllAsync(stoppingToken);
        }
    }

    private async Task RunAllAsync(CancellationToken stopping)
    {
        try
        {
            await using var db = databases.Create(null);
            foreach (var hub in await db.Hubs.Select(hub => hub.Id).ToListAsync(stopping))
            {
                await run.RunAsync(hub, everything: false, stopping);
            }
        }
#pragma warning disable CA1031 // Whatever it is, the next hour tries again; what was not matched is seen as such.
        catch (Exception error) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(error);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Matching failed; what is missing is matched by the next run")]
    private partial void Failed(Exception error);
}

/// <summary>How a host matches.</summary>
public sealed class MatchingOptions
{
    /// <summary>Whether it matches after changes and once an hour; otherwise only when a process asks. Default yes.</summary>
    public bool RunsByItself { get; init; } = true;
}
