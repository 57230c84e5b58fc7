using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Runs the sources that are due, and those that somebody asked for.</summary>
internal sealed partial class RunDueSources(
    RunSource run, CloseInterrupted interrupted, SourceFiles files, HubDbFactory databases, IOptions<SourceOptions> options, TimeProvider clock, ILogger<RunDueSources> log) : BackgroundService
{
    private const int AtOnce = 4;

    private readonly SemaphoreSlim wake = new(0);

    /// <summary>Looks now.</summary>
    public void Wake() => wake.Release();

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await GuardedAsync(async () =>
        {
            files.Sweep();
            await interrupted.RunAsync(stoppingToken);
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            await GuardedAsync(() => RunDueAsync(stoppingToken));
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(wake.WaitAsync(pause.Token), Task.Delay(options.Value.LookEvery, clock, pause.Token));
            await pause.CancelAsync();
        }

        async Task GuardedAsync(Func<Task> work)
        {
            try
            {
                await work();
            }
            catch (OperationCanceledException)
            {
                // The host stops; the loop sees it.
            }
#pragma warning disable CA1031 // Nobody else would look again.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LookFailed(failure);
            }
        }
    }

    private async Task RunDueAsync(CancellationToken cancellation)
    {
        List<Guid> due;
        await using (var db = databases.Create(null))
        {
            var now = clock.GetUtcNow();
            var all = options.Value.RunWhenDue;
            due = await db.OpportunitySources.Where(source => source.IsEnabled && source.NextRunAt <= now && (all || source.AskedById != null))
                .OrderBy(source => source.NextRunAt).Select(source => source.Id).ToListAsync(cancellation);
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(due, parallel, async (id, token) => await run.RunAsync(id, new RunInput(), token));
    }

    [LoggerMessage(1, LogLevel.Error, "Sources of opportunities could not be run; looking again later")]
    private partial void LookFailed(Exception failure);
}
