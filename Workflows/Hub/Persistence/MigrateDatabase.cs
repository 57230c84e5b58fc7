using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace StrongCities.Hub.Persistence;

/// <summary>
/// Brings the database up to date before anything else starts: in Development. Elsewhere that is an operator's deliberate step, and a host
/// on an old database does not start.
/// </summary>
internal sealed class MigrateDatabase(HubDbFactory databases, IHostEnvironment environment) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment())
        {
            await databases.MigrateAsync(cancellationToken);
            return;
        }

        await using var db = databases.Create(null);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            throw new InvalidOperationException(
                $"The database lacks {pending.Count} migrations, the first is '{pending[0]}'. Run the host once with the argument 'migrate', then start it again.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
