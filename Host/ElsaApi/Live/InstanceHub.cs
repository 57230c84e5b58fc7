using Microsoft.AspNetCore.SignalR;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Live;

/// <summary>Where Elsa Studio says which instance it looks at. It is told of that one only; see <see cref="PushUpdates"/>.</summary>
internal sealed class InstanceHub(WatchInstances watch, LiveWatchers watchers, InstanceApiOptions options) : Microsoft.AspNetCore.SignalR.Hub
{
    /// <summary>Where Studio looks for it: beside the API.</summary>
    public const string Path = "/elsa/hubs/workflow-instance";

    private const string Watched = "watched";

    private Guid Person => RunsOfCaller.PersonOf(Context.User) ?? LiveWatchers.Program;

    /// <summary>The group of a person's windows that look at an instance.</summary>
    public static string GroupOf(string instanceId, Guid person) => $"instance:{instanceId}:{person:n}";

    /// <summary>Studio's call: from now on tell me of this instance.</summary>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        var mine = Mine();
        if (mine.Count >= options.MaxObserved)
        {
            throw new HubException($"One page looks at {options.MaxObserved} instances at most. Close some, or raise ElsaApi:Instances:MaxObserved.");
        }

        if (mine.Add(instanceId))
        {
            watchers.Begin(instanceId, Person);
            watch.Begin(instanceId);
            await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(instanceId, Person), Context.ConnectionAborted);
        }
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var instanceId in Mine())
        {
            watch.End(instanceId);
            watchers.End(instanceId, Person);
        }

        return base.OnDisconnectedAsync(exception);
    }

    private HashSet<string> Mine()
    {
        if (Context.Items.TryGetValue(Watched, out var known) && known is HashSet<string> mine)
        {
            return mine;
        }

        mine = new HashSet<string>(StringComparer.Ordinal);
        Context.Items[Watched] = mine;
        return mine;
    }
}
