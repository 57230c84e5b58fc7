using Microsoft.AspNetCore.SignalR;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Live;

/// <summary>Where Elsa Studio says which instance it looks at. It is told of that one only; see <see cref="PushUpdates"/>.</summary>
internal sealed class InstanceHub(WatchInstances watch, InstanceApiOptions options) : Microsoft.AspNetCore.SignalR.Hub
{
    /// <summary>Where Studio looks for it: beside the API.</summary>
    public const string Path = "/elsa/hubs/workflow-instance";

    private const string Watched = "watched";

    /// <summary>The group of those who look at an instance.</summary>
    public static string GroupOf(string instanceId) => $"instance:{instanceId}";

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
            watch.Begin(instanceId);
            await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(instanceId), Context.ConnectionAborted);
        }
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var instanceId in Mine())
        {
            watch.End(instanceId);
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
