using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Finds stored instances.</summary>
public sealed class FindInstances
{
    private readonly IRuntimeDbFactory databases;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where they are.</param>
    public FindInstances(IRuntimeDbFactory databases) => this.databases = databases;

    /// <summary>An instance by its id. In place of a state that cannot be read it has one that says so.</summary>
    /// <param name="instanceId">Which.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The row, or <see langword="null"/>.</returns>
    public async Task<InstanceRow?> OneAsync(string instanceId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var rows = db.SeenInstances.AsNoTracking().Where(row => row.Id == instanceId);
        try
        {
            var row = await rows.FirstOrDefaultAsync(cancellation);
            if (row is not null)
            {
                InstanceState.FromUtf8(row.State);
            }

            return row;
        }
        catch (InvalidDataException damage) when (QuarantineInstance.IsDamage(damage))
        {
            return await StandInAsync(rows, damage.Message, cancellation);
        }
    }

    // Only looks. Whatever next sets the instance going takes it out of service.
    private static async Task<InstanceRow?> StandInAsync(IQueryable<InstanceRow> rows, string reason, CancellationToken cancellation)
    {
        var row = await rows
            .Select(r => new InstanceRow
            {
                Id = r.Id,
                DefinitionId = r.DefinitionId,
                DefinitionVersionId = r.DefinitionVersionId,
                DefinitionVersion = r.DefinitionVersion,
                ParentInstanceId = r.ParentInstanceId,
                CorrelationId = r.CorrelationId,
                Name = r.Name,
                Status = r.Status,
                SubStatus = r.SubStatus,
                IncidentCount = r.IncidentCount,
                HasQuestions = r.HasQuestions,
                State = Array.Empty<byte>(),
                Revision = r.Revision,
                CreatedAt = r.CreatedAt,
                UpdatedAt = r.UpdatedAt,
                FinishedAt = r.FinishedAt,
            })
            .FirstOrDefaultAsync(cancellation);
        if (row is not null && await QuarantineInstance.Known(rows).FirstOrDefaultAsync(cancellation) is { } known)
        {
            row.State = known.StandIn(QuarantineInstance.Text(row.Revision, reason), row.UpdatedAt, sequence: 0).ToUtf8();
        }

        return row;
    }

    /// <summary>A page of instances, without their states.</summary>
    /// <param name="query">Which, in which order.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The page.</returns>
    public async Task<InstancePage> PageAsync(InstanceQuery query, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var rows = await query.Filter.OfAsync(db, cancellation);
        var total = await rows.CountAsync(cancellation);
        var page = await Ordered(rows, query).Skip(query.Skip).Take(query.Take)
            .Select(row => new InstanceSummary(row.Id, row.DefinitionId, row.DefinitionVersionId, row.DefinitionVersion, row.Status, row.SubStatus)
            {
                CorrelationId = row.CorrelationId,
                ParentInstanceId = row.ParentInstanceId,
                Name = row.Name,
                IncidentCount = row.IncidentCount,
                CreatedAt = row.CreatedAt,
                UpdatedAt = row.UpdatedAt,
                FinishedAt = row.FinishedAt,
            })
            .ToListAsync(cancellation);
        return new InstancePage(page, total);
    }

    /// <summary>Ids of instances, oldest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The ids.</returns>
    public async Task<IReadOnlyList<string>> IdsAsync(InstanceFilter filter, int take, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var rows = await filter.OfAsync(db, cancellation);
        return await rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => row.Id).Take(take).ToListAsync(cancellation);
    }

    private static IOrderedQueryable<InstanceRow> Ordered(IQueryable<InstanceRow> rows, InstanceQuery query) => (query.OrderBy, query.Ascending) switch
    {
        (InstanceOrder.Created, true) => rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id),
        (InstanceOrder.Created, _) => rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id),
        (InstanceOrder.Updated, true) => rows.OrderBy(row => row.UpdatedAt).ThenBy(row => row.Id),
        (InstanceOrder.Updated, _) => rows.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id),
        (InstanceOrder.Finished, true) => rows.OrderBy(row => row.FinishedAt).ThenBy(row => row.Id),
        (InstanceOrder.Finished, _) => rows.OrderByDescending(row => row.FinishedAt).ThenByDescending(row => row.Id),
        (_, true) => rows.OrderBy(row => row.Name).ThenBy(row => row.Id),
        _ => rows.OrderByDescending(row => row.Name).ThenByDescending(row => row.Id),
    };
}

/// <summary>Which instances to list.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Skip">Rows to pass over. From 0.</param>
/// <param name="Take">Rows to give. From 1.</param>
public sealed record InstanceQuery(InstanceFilter Filter, int Skip, int Take)
{
    /// <summary>The order.</summary>
    public InstanceOrder OrderBy { get; init; }

    /// <summary>Oldest, or by name from A, first. Default newest first.</summary>
    public bool Ascending { get; init; }
}

/// <summary>How instances are ordered.</summary>
public enum InstanceOrder
{
    /// <summary>By start.</summary>
    Created,

    /// <summary>By last change.</summary>
    Updated,

    /// <summary>By end.</summary>
    Finished,

    /// <summary>By name.</summary>
    Name,
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The page.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record InstancePage(IReadOnlyList<InstanceSummary> Items, int Total);

/// <summary>An instance without its state.</summary>
/// <param name="Id">The instance.</param>
/// <param name="DefinitionId">The definition.</param>
/// <param name="DefinitionVersionId">The version.</param>
/// <param name="DefinitionVersion">The version's number.</param>
/// <param name="Status">Whether it can still change.</param>
/// <param name="SubStatus">How it runs or ended.</param>
public sealed record InstanceSummary(
    string Id, string DefinitionId, string DefinitionVersionId, int DefinitionVersion, Engine.Execution.WorkflowStatus Status, Engine.Execution.WorkflowSubStatus SubStatus)
{
    /// <inheritdoc cref="InstanceRow.CorrelationId"/>
    public string? CorrelationId { get; init; }

    /// <inheritdoc cref="InstanceRow.ParentInstanceId"/>
    public string? ParentInstanceId { get; init; }

    /// <inheritdoc cref="InstanceRow.Name"/>
    public string? Name { get; init; }

    /// <inheritdoc cref="InstanceRow.IncidentCount"/>
    public int IncidentCount { get; init; }

    /// <inheritdoc cref="InstanceRow.CreatedAt"/>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc cref="InstanceRow.UpdatedAt"/>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <inheritdoc cref="InstanceRow.FinishedAt"/>
    public DateTimeOffset? FinishedAt { get; init; }
}
