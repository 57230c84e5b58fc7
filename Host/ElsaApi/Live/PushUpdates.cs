using MediatR;
using Microsoft.AspNetCore.SignalR;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Live;

/// <summary>
/// Tells those who look at an instance that it moved, after the commit and without making anybody wait: many moves while one is told become
/// one.
/// </summary>
internal sealed partial class PushUpdates(
    WatchInstances watch, LiveWatchers watchers, IServiceScopeFactory scopes, IHubContext<InstanceHub> hub, ReadActivityRecords records,
    InstanceApiOptions options, ILogger<PushUpdates> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var moved = new HashSet<string>(StringComparer.Ordinal);
        while (await watch.News.WaitToReadAsync(stoppingToken))
        {
            while (watch.News.TryRead(out var instanceId))
            {
                moved.Add(instanceId);
            }

            foreach (var instanceId in moved)
            {
                await TellAsync(instanceId, stoppingToken);
            }

            moved.Clear();
        }
    }

    private async Task TellAsync(string instanceId, CancellationToken cancellation)
    {
        try
        {
            if (await GroupsAsync(instanceId, cancellation) is not { Count: > 0 } groups)
            {
                return;
            }

            var group = hub.Clients.Groups(groups);
            var query = new ActivityRecordQuery(instanceId);
            // Of more than that the page asks for what it shows.
            if (await records.CountAsync(query, cancellation) <= options.MaxPushedRecords)
            {
                await group.SendAsync("ActivityExecutionLogUpdatedAsync", ActivityRecordView.Report(await records.ListAsync(query, cancellation)), cancellation);
            }

            await group.SendAsync("WorkflowExecutionLogUpdatedAsync", new { }, cancellation);
            await group.SendAsync("WorkflowInstanceUpdatedAsync", new { WorkflowInstanceId = instanceId }, cancellation);
        }
#pragma warning disable CA1031 // Whatever it is, the page asks again by itself, and others are still to be told.
        catch (Exception error) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            NotTold(log, instanceId, error);
        }
    }

    private async Task<IReadOnlyList<string>> GroupsAsync(string instanceId, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var groups = new List<string>();
        foreach (var person in watchers.Of(instanceId))
        {
            if (person == LiveWatchers.Program || await mediator.Send(new MaySeeRun(person, instanceId), cancellation))
            {
                groups.Add(InstanceHub.GroupOf(instanceId, person));
            }
        }

        return groups;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Those who look at instance {InstanceId} could not be told that it moved")]
    private static partial void NotTold(ILogger logger, string instanceId, Exception error);
}
