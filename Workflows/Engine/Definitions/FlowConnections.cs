using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace StrongCities.Engine.Definitions;

/// <summary>A connection of a flowchart, both ends found.</summary>
/// <param name="Source">Where it leaves.</param>
/// <param name="Port">The outcome it follows; <see langword="null"/> only follows a completion without explicit outcomes.</param>
/// <param name="Target">Where it leads.</param>
/// <param name="Key">Its name in a flowchart's state.</param>
internal sealed record FlowConnection(ActivityNode Source, string? Port, ActivityNode Target, string Key)
{
    /// <summary>Whether a completion with these outcomes follows it.</summary>
    /// <param name="outcomes">Empty for an implicit <c>Done</c>.</param>
    public bool Matches(IReadOnlyList<string> outcomes) =>
        outcomes.Count == 0 ? Port is null or "Done" : Port is not null && outcomes.Contains(Port);
}

/// <summary>The connections of a flowchart, and what is known of them before anything runs.</summary>
internal sealed class FlowConnections
{
    private readonly FrozenDictionary<string, ActivityNode> byId;
    private readonly FrozenDictionary<string, FlowConnection> byKey;
    private readonly ILookup<ActivityNode, FlowConnection> outbound;
    private readonly ILookup<ActivityNode, FlowConnection> inbound;
    private readonly ConcurrentDictionary<ActivityNode, FlowPaths> pathsByStart = new();

    private FlowConnections(IReadOnlyList<ActivityNode> activities, IReadOnlyCollection<FlowConnection> connections)
    {
        Activities = activities;
        byId = activities.DistinctBy(activity => activity.Id).ToFrozenDictionary(activity => activity.Id, StringComparer.Ordinal);
        byKey = connections.ToFrozenDictionary(connection => connection.Key, StringComparer.Ordinal);
        outbound = connections.ToLookup(connection => connection.Source);
        inbound = connections.ToLookup(connection => connection.Target);
    }

    /// <summary>In the definition's order.</summary>
    public IReadOnlyList<ActivityNode> Activities { get; }

    /// <summary>One of its activities, by id.</summary>
    public ActivityNode ById(string id) => byId[id];

    /// <summary>One of its connections, by its name in a flowchart's state.</summary>
    public FlowConnection ByKey(string key) => byKey[key];

    /// <summary>Connections that leave an activity, in the definition's order.</summary>
    public IEnumerable<FlowConnection> From(ActivityNode source) => outbound[source];

    /// <summary>Connections that lead to an activity, in the definition's order.</summary>
    public IEnumerable<FlowConnection> To(ActivityNode target) => inbound[target];

    /// <summary>What is forward and what closes a loop, seen from a start activity. Computed once per start.</summary>
    public FlowPaths PathsFrom(ActivityNode start) =>
        pathsByStart.GetOrAdd(start, static (from, connections) => FlowPaths.Trace(connections, from), this);

    /// <summary>Where a run begins when no trigger says so: Start, else what can start, else the first root, else the first.</summary>
    public ActivityNode? Start =>
        Activities.FirstOrDefault(activity => activity.Type == "Elsa.Start")
        ?? Activities.FirstOrDefault(activity => activity.CanStartWorkflow)
        ?? Activities.FirstOrDefault(activity => !inbound[activity].Any())
        ?? (Activities.Count > 0 ? Activities[0] : null);

    /// <summary>Reads connections, the nested form and the older flat one. Ends that do not exist drop the connection.</summary>
    /// <param name="list">The JSON member <c>connections</c>.</param>
    /// <param name="activities">The flowchart's activities.</param>
    /// <param name="dropped">Told of each connection that leads nowhere.</param>
    public static FlowConnections Read(JsonNode? list, IReadOnlyList<ActivityNode> activities, Action<int> dropped)
    {
        var byId = activities.DistinctBy(activity => activity.Id).ToDictionary(activity => activity.Id, StringComparer.Ordinal);
        var connections = new Dictionary<string, FlowConnection>(StringComparer.Ordinal);
        var items = ElsaJson.List(list) ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is JsonObject json
                && byId.TryGetValue(End(json, "source", out var port) ?? "", out var source)
                && byId.TryGetValue(End(json, "target", out var targetPort) ?? "", out var target))
            {
                var key = $"{source.Id}:{port}->{target.Id}:{targetPort}";
                connections.TryAdd(key, new FlowConnection(source, port, target, key));
            }
            else
            {
                dropped(i);
            }
        }

        return new FlowConnections(activities, connections.Values);
    }

    private static string? End(JsonObject json, string end, out string? port)
    {
        var nested = json.Object(end);
        var named = nested is null ? json.Text(end + "Port") : nested.Text("port");
        port = string.IsNullOrEmpty(named) ? null : named;
        return nested is null ? json.Text(end) : nested.Text("activity") ?? nested.Text("activityId");
    }
}
