using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Assistance;

/// <summary>The requests a viewer sees: a city's own, or the whole queue of a hub.</summary>
/// <param name="Viewer">Anybody signed in.</param>
public sealed record ListRequests(Viewer Viewer) : IAsViewer<RequestList>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static RequestList NotFound => new([], 0, new Dictionary<CaseStatus, int>());

    /// <summary>Only this status.</summary>
    public CaseStatus? Status { get; init; }

    /// <summary>Only cases this advisor owns.</summary>
    public Guid? AdvisorId { get; init; }

    /// <summary>Also closed ones.</summary>
    public bool IncludeClosed { get; init; }

    /// <summary>Words in number, title or city.</summary>
    public string? Search { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int PageSize { get; init; } = 25;
}

/// <summary>One page of requests; urgent first, then by next due, then oldest first.</summary>
/// <param name="Items">This page.</param>
/// <param name="Total">All that match.</param>
/// <param name="ByStatus">How many open ones per status, for the desk's tabs.</param>
public sealed record RequestList(IReadOnlyList<RequestLine> Items, int Total, IReadOnlyDictionary<CaseStatus, int> ByStatus);

/// <summary>One request in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">What to call it.</param>
/// <param name="Title">Its title.</param>
/// <param name="CityName">Its city.</param>
/// <param name="Country">The city's country.</param>
/// <param name="Lane">How big and urgent.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="NextBy">When the next step is due.</param>
/// <param name="IsOverdue">Whether that has passed.</param>
/// <param name="AdvisorName">Who owns it.</param>
/// <param name="SubmittedAt">When it came.</param>
/// <param name="NeedsAttention">Whether its instance has an incident.</param>
public sealed record RequestLine(
    Guid Id,
    string Number,
    string Title,
    string CityName,
    string Country,
    Lane Lane,
    CaseStatus Status,
    CaseHolder Holder,
    DateTimeOffset? NextBy,
    bool IsOverdue,
    string? AdvisorName,
    DateTimeOffset SubmittedAt,
    bool NeedsAttention);

internal sealed class ListRequestsHandler(HubDbFactory databases, TimeProvider clock) : IRequestHandler<ListRequests, RequestList>
{
    private const int MaxPageSize = 100;

    public async Task<RequestList> Handle(ListRequests request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var size = Math.Clamp(request.PageSize, 1, MaxPageSize);
        var matching = Matching(db, request);
        var rows = await matching
            .OrderBy(row => row.Request.Form.Lane == Lane.Urgent ? 0 : 1)
            .ThenBy(row => row.NextBy == null ? 1 : 0)
            .ThenBy(row => row.NextBy)
            .ThenBy(row => row.Request.OpenedAt)
            .Skip((Math.Max(request.Page, 1) - 1) * size)
            .Take(size)
            .ToListAsync(cancellationToken);
        var ids = rows.Select(row => row.Request.Id).ToList();
        var tasks = await TaskLines.ReadAsync(db, db.Tasks.Where(t => t.State == TaskState.Open && ids.Contains(t.CaseId)), request.Viewer, cancellationToken);
        var open = await db.Requests.Where(r => !CasePath.Ends.Contains(r.Status)).GroupBy(r => r.Status)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var now = clock.GetUtcNow();
        return new RequestList(
            [.. rows.Select(row => LineOf(row, tasks.Where(line => line.Task.CaseId == row.Request.Id), now))],
            await matching.CountAsync(cancellationToken),
            open);
    }

    private static IQueryable<Row> Matching(HubDb db, ListRequests wanted)
    {
        var rows =
            from request in db.Requests.AsNoTracking()
            join city in db.Cities on request.CityId equals (Guid?)city.Id
            select new Row
            {
                Request = request,
                CityName = city.Name,
                Country = city.Country,
                AdvisorName = db.People.Where(p => p.Id == request.AdvisorId).Select(p => p.Name).SingleOrDefault(),
                NextBy = db.Tasks.Where(t => t.CaseId == request.Id && t.State == TaskState.Open).Min(t => t.DueAt),
                NeedsAttention = db.Instances.Any(i => i.Id == request.InstanceId && i.IncidentCount > 0),
            };
        if (wanted.Status is { } status)
        {
            rows = rows.Where(row => row.Request.Status == status);
        }
        else if (!wanted.IncludeClosed)
        {
            rows = rows.Where(row => !CasePath.Ends.Contains(row.Request.Status));
        }

        if (wanted.AdvisorId is { } advisor)
        {
            rows = rows.Where(row => row.Request.AdvisorId == advisor);
        }

        foreach (var word in wanted.Search?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var pattern = $"%{word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            rows = rows.Where(row =>
                EF.Functions.Like(row.Request.Number, pattern, @"\") || EF.Functions.Like(row.Request.Title, pattern, @"\") || EF.Functions.Like(row.CityName, pattern, @"\"));
        }

        return rows;
    }

    private static RequestLine LineOf(Row row, IEnumerable<TaskLine> tasks, DateTimeOffset now) => new(
        row.Request.Id,
        row.Request.Number,
        row.Request.Title,
        row.CityName,
        row.Country,
        row.Request.Form.Lane!.Value,
        row.Request.Status,
        CaseHolders.Of(row.Request, tasks),
        row.NextBy,
        row.NextBy < now,
        row.AdvisorName,
        row.Request.OpenedAt,
        row.NeedsAttention);

    private sealed class Row
    {
        public required SupportRequest Request { get; init; }

        public required string CityName { get; init; }

        public required string Country { get; init; }

        public string? AdvisorName { get; init; }

        public DateTimeOffset? NextBy { get; init; }

        public bool NeedsAttention { get; init; }
    }
}
