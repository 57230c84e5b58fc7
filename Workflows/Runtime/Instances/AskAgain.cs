using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Asks open questions again: all of them at start, and later those whose answer could not be stored.</summary>
internal sealed class AskAgain(
    IRuntimeDbFactory databases,
    InstanceRun run,
    DueAlarms alarms,
    TimeProvider time,
    IOptions<InstanceOptions> options,
    ILogger<AskAgain> log) : BackgroundService
{
    private const int PageSize = 256;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            alarms.Questions.Reset();
            try
            {
                await AskAllAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A database that is away for a while must not end recovery.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.AskAgainFailed(log, error);
                alarms.Questions.Ring(time.GetUtcNow() + options.Value.AskAgainAfter);
            }

            await alarms.Questions.SleepAsync(next: null, TimeSpan.MaxValue, stoppingToken);
        }
    }

    private async Task AskAllAsync(CancellationToken cancellation)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.AskAgainParallelism, CancellationToken = cancellation };
        for (var page = await ReadAsync(after: "", cancellation); page.Count > 0; page = await ReadAsync(page[^1], cancellation))
        {
            await Parallel.ForEachAsync(page, parallel, async (instanceId, stop) => await AskAsync(instanceId, stop));
        }
    }

    private async Task AskAsync(string instanceId, CancellationToken cancellation)
    {
        try
        {
            await run.AskAgainAsync(instanceId, cancellation);
        }
#pragma warning disable CA1031 // One that fails must not keep the others from being asked.
        catch (Exception error) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.QuestionFailed(log, instanceId, error);
            alarms.Questions.Ring(time.GetUtcNow() + options.Value.AskAgainAfter);
        }
    }

    private async Task<List<string>> ReadAsync(string after, CancellationToken cancellation)
    {
        await using var db = databases.Create();
#pragma warning disable CA1309 // The one overload that becomes SQL, where the column's collation decides.
        return await db.Instances
            .Where(instance => instance.HasQuestions && string.Compare(instance.Id, after) > 0)
#pragma warning restore CA1309
            .OrderBy(instance => instance.Id)
            .Select(instance => instance.Id)
            .Take(PageSize)
            .ToListAsync(cancellation);
    }
}
