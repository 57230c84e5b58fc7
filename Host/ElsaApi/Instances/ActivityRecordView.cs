using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>Activity records in Elsa's shapes.</summary>
internal static class ActivityRecordView
{
    /// <summary>The whole record.</summary>
    public static JsonObject Full(string instanceId, ActivityRecord record)
    {
        var json = Summary(instanceId, record);
        json["properties"] = Map(record.Properties);
        json["callStackDepth"] = record.CallStackDepth;
        json["tenantId"] = "";
        InstanceStateView.Optional(
            json,
            ("activityState", record.ActivityState?.DeepClone()),
            ("outputs", record.Outputs?.DeepClone()),
            ("payload", record.Payload?.DeepClone()),
            ("exception", record.Exception is { } failure ? InstanceStateView.Exception(failure.Type, failure.Message, failure.Detail) : null),
            ("schedulingActivityExecutionId", record.SchedulingActivityExecutionId),
            ("schedulingActivityId", record.SchedulingActivityId));
        return json;
    }

    /// <summary>What a list shows.</summary>
    public static JsonObject Summary(string instanceId, ActivityRecord record)
    {
        var json = new JsonObject
        {
            ["workflowInstanceId"] = instanceId,
            ["activityId"] = record.ActivityId,
            ["activityNodeId"] = record.ActivityNodeId,
            ["activityType"] = record.ActivityType,
            ["activityTypeVersion"] = record.ActivityTypeVersion,
            ["startedAt"] = record.StartedAt,
            ["hasBookmarks"] = record.HasBookmarks,
            ["status"] = record.Status.ToString(),
            ["metadata"] = Map(null),
            ["aggregateFaultCount"] = record.AggregateFaultCount,
            ["id"] = record.Id,
        };
        InstanceStateView.Optional(json, ("activityName", record.ActivityName), ("completedAt", record.CompletedAt));
        return json;
    }

    /// <summary>Counts per activity; activities that never started are not among them.</summary>
    public static JsonObject Report(IEnumerable<ActivityRecord> records) => new()
    {
        ["stats"] = new JsonArray([.. records.GroupBy(record => record.ActivityNodeId, StringComparer.Ordinal).Select(Stats)]),
    };

    private static JsonObject Stats(IGrouping<string, ActivityRecord> activity)
    {
        var completed = activity.Count(record => record.Status == ActivityStatus.Completed);
        return new JsonObject
        {
            ["activityId"] = activity.First().ActivityId,
            ["activityNodeId"] = activity.Key,
            ["startedCount"] = activity.Count(),
            ["completedCount"] = completed,
            ["uncompletedCount"] = activity.Count() - completed,
            ["isBlocked"] = activity.Any(record => record.HasBookmarks),
            ["isFaulted"] = activity.Any(record => record.Status == ActivityStatus.Faulted),
            ["aggregateFaultCount"] = activity.Sum(record => record.AggregateFaultCount),
            ["metadata"] = Map(null),
        };
    }

    /// <summary>Elsa's server marks its dictionaries so.</summary>
    private static JsonObject Map(JsonObject? values)
    {
        var map = values?.DeepClone().AsObject() ?? [];
        map["_type"] = "ObjectMap";
        return map;
    }
}
