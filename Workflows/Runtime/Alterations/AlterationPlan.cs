using System.Text.Json.Serialization;
using System.Text.Json.Nodes;
using StrongCities.Engine.Alterations;
using StrongCities.Runtime.Instances;

namespace StrongCities.Runtime.Alterations;

/// <summary>A change to many instances, made in the background.</summary>
/// <param name="Id">The plan.</param>
/// <param name="Alterations">As <see cref="AlterationReader"/> reads them.</param>
/// <param name="Filter">Which instances, at the time when the plan begins.</param>
/// <param name="SelectsAll">Whether a filter that leaves everything open means every instance; otherwise it means none.</param>
/// <param name="Submitted">The filter as it was submitted, for people.</param>
public sealed record AlterationPlan(string Id, JsonArray Alterations, InstanceFilter Filter, bool SelectsAll, JsonObject Submitted)
{
    /// <summary>The filter as submitted, or nothing to select from when it is empty.</summary>
    [JsonIgnore]
    public bool SelectsNothing => Filter.IsEmpty && !SelectsAll;
}

/// <summary>Where a plan or job stands, in Elsa's words.</summary>
public static class AlterationStatus
{
    /// <summary>Not begun.</summary>
    public const string Pending = "Pending";

    /// <summary>Looks for its instances.</summary>
    public const string Generating = "Generating";

    /// <summary>Under way.</summary>
    public const string Running = "Running";

    /// <summary>Done.</summary>
    public const string Completed = "Completed";

    /// <summary>Not done; nothing was changed.</summary>
    public const string Failed = "Failed";
}

/// <summary>A plan and its jobs.</summary>
/// <param name="Plan">What was submitted.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When it was submitted.</param>
/// <param name="StartedAt">When its jobs began.</param>
/// <param name="CompletedAt">When the last of them ended.</param>
/// <param name="Jobs">One per instance.</param>
public sealed record AlterationPlanView(
    AlterationPlan Plan, string Status, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt, IReadOnlyList<AlterationJobView> Jobs);

/// <summary>One instance's part in a plan.</summary>
/// <param name="Id">The job.</param>
/// <param name="PlanId">Its plan.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Log">How its alterations went; empty before it ran.</param>
public sealed record AlterationJobView(string Id, string PlanId, string InstanceId, string Status, IReadOnlyList<AlterationLogEntry> Log)
{
    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <summary>How plans are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AlterationPlan))]
[JsonSerializable(typeof(IReadOnlyList<AlterationLogEntry>))]
internal sealed partial class AlterationJson : JsonSerializerContext;
