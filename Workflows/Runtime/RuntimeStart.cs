using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime;

/// <summary>What must be done before any worker runs: take up what a crash left in flight, and load definitions.</summary>
internal sealed class RuntimeStart(CommitQueue commits, LoadDefinitions definitions, ILogger<RuntimeStart> log) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var again = await commits.CommitAsync(
            async (db, stop) => UnitResult.Keep(await db.Outbox
                .Where(row => row.State == OutboxState.Sending)
                .ExecuteUpdateAsync(row => row.SetProperty(r => r.State, OutboxState.Queued), stop)),
            cancellationToken);
        if (again > 0)
        {
            Outbox.Log.SentAgain(log, again);
        }

        await definitions.RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
