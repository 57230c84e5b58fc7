using System.Text.Json.Nodes;

namespace StrongCities.Engine.Execution;

/// <summary>The key under which stimuli and bookmarks meet.</summary>
public static class StimulusHash
{
    /// <summary>SHA-256 over name, payload and, where it counts, the execution.</summary>
    /// <param name="name">The bookmark's name.</param>
    /// <param name="payload">The payload; members with null are left out, order counts.</param>
    /// <param name="activityInstanceId">Only for bookmarks that a stimulus must name exactly.</param>
    /// <returns>64 lower-case hex digits.</returns>
    public static string Of(string name, JsonNode? payload, string? activityInstanceId = null) => throw new NotImplementedException();
}
