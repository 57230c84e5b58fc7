using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>Reads which instances a request means.</summary>
internal static class InstanceFilters
{
    /// <summary>Of lists, bulk actions and alterations alike: each sends its own part of these members.</summary>
    public static InstanceFilter Read(ElsaBody body) => new()
    {
        Ids = body.Texts("ids", "workflowInstanceIds"),
        DefinitionIds = body.Texts("definitionId", "definitionIds", "workflowDefinitionId", "workflowDefinitionIds"),
        DefinitionVersionIds = body.Texts("definitionVersionId", "definitionVersionIds"),
        CorrelationIds = body.Texts("correlationId", "correlationIds"),
        Names = body.Texts("name", "names"),
        ParentIds = body.Texts("parentWorkflowInstanceIds"),
        Version = body.Number("version"),
        HasIncidents = body.Flag("hasIncidents"),
        IsSystem = body.Flag("isSystem"),
        Statuses = [.. body.Choices<WorkflowStatus>("status"), .. body.Choices<WorkflowStatus>("statuses")],
        SubStatuses = [.. body.Choices<WorkflowSubStatus>("subStatus"), .. body.Choices<WorkflowSubStatus>("subStatuses")],
        Search = body.Text("searchTerm"),
        Times = [.. body.Objects("timestampFilters").Select((json, i) => Time(body, ElsaBody.Of(json), $"timestampFilters[{i}]")).OfType<InstanceTime>()],
        Activities = [.. body.Objects("activityFilters").Select((json, i) => Activity(body, ElsaBody.Of(json), $"activityFilters[{i}]"))],
    };

    private static InstanceTime? Time(ElsaBody body, ElsaBody item, string place)
    {
        if (item.Text("column") is not { } column || !Enum.TryParse<InstanceTimeColumn>(column, out var known) || !Enum.IsDefined(known))
        {
            body.Refuse(place, "Invalid timestamp filter column. Allowed columns are: CreatedAt, UpdatedAt, FinishedAt.");
            return null;
        }

        var comparison = item.Choice<TimeComparison>("operator");
        if (comparison is null && item.Node("operator") is null)
        {
            item.Refuse("operator", $"Say how to compare: {string.Join(", ", Enum.GetNames<TimeComparison>())}.");
        }

        var moment = item.Moment("timestamp");
        body.Take(place, item);
        return comparison is { } how && moment is { } when ? new InstanceTime(known, how, when) : null;
    }

    private static InstanceActivity Activity(ElsaBody body, ElsaBody item, string place)
    {
        if (item.Text("name") is not null)
        {
            item.Refuse("name", "Activities are found by activityId, nodeId or activityInstanceId, not by name.");
        }

        var activity = new InstanceActivity(item.Text("activityId"), item.Text("activityInstanceId"), item.Text("nodeId"), item.Choice<ActivityStatus>("status"));
        body.Take(place, item);
        return activity;
    }
}
