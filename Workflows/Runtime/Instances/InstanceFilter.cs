using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Which instances are meant. Lists that are empty and members that are null leave it open; all others must hold.</summary>
public sealed record InstanceFilter
{
    /// <summary>These.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Of these definitions.</summary>
    public IReadOnlyList<string> DefinitionIds { get; init; } = [];

    /// <summary>On these versions.</summary>
    public IReadOnlyList<string> DefinitionVersionIds { get; init; } = [];

    /// <summary>With one of these correlation ids.</summary>
    public IReadOnlyList<string> CorrelationIds { get; init; } = [];

    /// <summary>With one of these names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Children of these.</summary>
    public IReadOnlyList<string> ParentIds { get; init; } = [];

    /// <summary>On a version of this number.</summary>
    public int? Version { get; init; }

    /// <summary>With or without incidents.</summary>
    public bool? HasIncidents { get; init; }

    /// <summary>Of the system itself, of which there are none.</summary>
    public bool? IsSystem { get; init; }

    /// <summary>With one of these.</summary>
    public IReadOnlyList<WorkflowStatus> Statuses { get; init; } = [];

    /// <summary>With one of these.</summary>
    public IReadOnlyList<WorkflowSubStatus> SubStatuses { get; init; } = [];

    /// <summary>Text within name, id, definition id or correlation id; without case.</summary>
    public string? Search { get; init; }

    /// <summary>By time.</summary>
    public IReadOnlyList<InstanceTime> Times { get; init; } = [];

    /// <summary>With an execution of one of these activities.</summary>
    public IReadOnlyList<InstanceActivity> Activities { get; init; } = [];

    /// <summary>Whether it leaves everything open. A system flag does not narrow.</summary>
    public bool IsEmpty => Ids.Count + DefinitionIds.Count + DefinitionVersionIds.Count + CorrelationIds.Count + Names.Count + ParentIds.Count
        + Statuses.Count + SubStatuses.Count + Times.Count + Activities.Count == 0
        && Version is null && HasIncidents is null && string.IsNullOrEmpty(Search);

    /// <summary>The instances meant. What activities did is read from the history of all that the rest of the filter leaves.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A query, in no order.</returns>
    public async Task<IQueryable<InstanceRow>> OfAsync(RuntimeDb db, CancellationToken cancellation)
    {
        var rows = Of(db);
        if (Activities.Count == 0)
        {
            return rows;
        }

        var bursts = db.History.Where(burst => rows.Any(row => row.Id == burst.InstanceId))
            .OrderBy(burst => burst.InstanceId).ThenBy(burst => burst.Revision)
            .Select(burst => new { burst.InstanceId, burst.Records }).AsAsyncEnumerable();
        var meant = await HistoryJson.ByInstanceAsync(bursts.Select(burst => (burst.InstanceId, burst.Records)))
            .Where(instance => Activities.All(activity => instance.Records.Any(activity.Matches)))
            .Select(instance => instance.InstanceId)
            .ToListAsync(cancellation);
        return rows.Where(row => EF.Parameter(meant).Contains(row.Id));
    }

    private IQueryable<InstanceRow> Of(RuntimeDb db)
    {
        var rows = db.SeenInstances.AsNoTracking();
        rows = Ids.Count > 0 ? rows.Where(row => EF.Parameter(Ids).Contains(row.Id)) : rows;
        rows = DefinitionIds.Count > 0 ? rows.Where(row => DefinitionIds.Contains(row.DefinitionId)) : rows;
        rows = DefinitionVersionIds.Count > 0 ? rows.Where(row => DefinitionVersionIds.Contains(row.DefinitionVersionId)) : rows;
        rows = CorrelationIds.Count > 0 ? rows.Where(row => row.CorrelationId != null && CorrelationIds.Contains(row.CorrelationId)) : rows;
        rows = Names.Count > 0 ? rows.Where(row => row.Name != null && Names.Contains(row.Name)) : rows;
        rows = ParentIds.Count > 0 ? rows.Where(row => row.ParentInstanceId != null && ParentIds.Contains(row.ParentInstanceId)) : rows;
        rows = Statuses.Count > 0 ? rows.Where(row => Statuses.Contains(row.Status)) : rows;
        rows = SubStatuses.Count > 0 ? rows.Where(row => SubStatuses.Contains(row.SubStatus)) : rows;
        rows = Version is { } version ? rows.Where(row => row.DefinitionVersion == version) : rows;
        rows = HasIncidents is { } incidents ? rows.Where(row => row.IncidentCount > 0 == incidents) : rows;
        rows = IsSystem == true ? rows.Where(row => false) : rows;
        if (Search?.Trim() is { Length: > 0 } term)
        {
            var like = $"%{term.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            rows = rows.Where(row => EF.Functions.Like(row.Name!, like, "\\") || EF.Functions.Like(row.Id, like, "\\")
                || EF.Functions.Like(row.DefinitionId, like, "\\") || EF.Functions.Like(row.CorrelationId!, like, "\\"));
        }

        return Times.Aggregate(rows, (left, time) => time.Of(left));
    }
}

/// <summary>A time of an instance, compared.</summary>
/// <param name="Column">Which time.</param>
/// <param name="Comparison">How.</param>
/// <param name="Moment">With what.</param>
public sealed record InstanceTime(InstanceTimeColumn Column, TimeComparison Comparison, DateTimeOffset Moment)
{
    internal IQueryable<InstanceRow> Of(IQueryable<InstanceRow> rows)
    {
        var moment = Moment;
        return (Column, Comparison) switch
        {
            (InstanceTimeColumn.CreatedAt, TimeComparison.Is) => rows.Where(row => row.CreatedAt == moment),
            (InstanceTimeColumn.CreatedAt, TimeComparison.IsNot) => rows.Where(row => row.CreatedAt != moment),
            (InstanceTimeColumn.CreatedAt, TimeComparison.LessThan) => rows.Where(row => row.CreatedAt < moment),
            (InstanceTimeColumn.CreatedAt, TimeComparison.LessThanOrEqual) => rows.Where(row => row.CreatedAt <= moment),
            (InstanceTimeColumn.CreatedAt, TimeComparison.GreaterThan) => rows.Where(row => row.CreatedAt > moment),
            (InstanceTimeColumn.CreatedAt, _) => rows.Where(row => row.CreatedAt >= moment),
            (InstanceTimeColumn.UpdatedAt, TimeComparison.Is) => rows.Where(row => row.UpdatedAt == moment),
            (InstanceTimeColumn.UpdatedAt, TimeComparison.IsNot) => rows.Where(row => row.UpdatedAt != moment),
            (InstanceTimeColumn.UpdatedAt, TimeComparison.LessThan) => rows.Where(row => row.UpdatedAt < moment),
            (InstanceTimeColumn.UpdatedAt, TimeComparison.LessThanOrEqual) => rows.Where(row => row.UpdatedAt <= moment),
            (InstanceTimeColumn.UpdatedAt, TimeComparison.GreaterThan) => rows.Where(row => row.UpdatedAt > moment),
            (InstanceTimeColumn.UpdatedAt, _) => rows.Where(row => row.UpdatedAt >= moment),
            (_, TimeComparison.Is) => rows.Where(row => row.FinishedAt == moment),
            (_, TimeComparison.IsNot) => rows.Where(row => row.FinishedAt != moment),
            (_, TimeComparison.LessThan) => rows.Where(row => row.FinishedAt < moment),
            (_, TimeComparison.LessThanOrEqual) => rows.Where(row => row.FinishedAt <= moment),
            (_, TimeComparison.GreaterThan) => rows.Where(row => row.FinishedAt > moment),
            _ => rows.Where(row => row.FinishedAt >= moment),
        };
    }
}

/// <summary>An activity's execution; null leaves it open.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityInstanceId">The execution.</param>
/// <param name="NodeId">The activity's path from the root.</param>
/// <param name="Status">Where it stands.</param>
public sealed record InstanceActivity(string? ActivityId, string? ActivityInstanceId, string? NodeId, ActivityStatus? Status)
{
    internal bool Matches(ActivityRecord record) =>
        (ActivityId is null || record.ActivityId == ActivityId) && (ActivityInstanceId is null || record.Id == ActivityInstanceId)
        && (NodeId is null || record.ActivityNodeId == NodeId) && (Status is null || record.Status == Status);
}

/// <summary>A time that an instance has.</summary>
public enum InstanceTimeColumn
{
    /// <summary>When it was started.</summary>
    CreatedAt,

    /// <summary>When it last changed.</summary>
    UpdatedAt,

    /// <summary>When it ended.</summary>
    FinishedAt,
}

/// <summary>How times are compared.</summary>
public enum TimeComparison
{
    /// <summary>The same.</summary>
    Is,

    /// <summary>Another.</summary>
    IsNot,

    /// <summary>Before.</summary>
    LessThan,

    /// <summary>After.</summary>
    GreaterThan,

    /// <summary>Not after.</summary>
    LessThanOrEqual,

    /// <summary>Not before.</summary>
    GreaterThanOrEqual,
}
