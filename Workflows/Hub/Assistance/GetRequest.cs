using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Assistance;

/// <summary>A city's person looks at one of the city's requests.</summary>
/// <param name="Viewer">Of that city.</param>
/// <param name="RequestId">The request.</param>
public sealed record GetRequest(Viewer Viewer, Guid RequestId) : IAsViewer<RequestPage?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City;

    /// <inheritdoc/>
    public static RequestPage? NotFound => null;
}

/// <summary>The status page. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Request">The request.</param>
/// <param name="CityName">The city.</param>
/// <param name="TimeZone">The city's, for every time on the page.</param>
/// <param name="AskedBy">The submitter's name.</param>
/// <param name="Holder">Who has it now.</param>
/// <param name="NextBy">When the next step is due, or <see langword="null"/> when nothing is awaited.</param>
/// <param name="Steps">The main path, for the picture.</param>
/// <param name="MyTasks">What the viewer can do now.</param>
/// <param name="Timeline">Newest last; only what the city sees.</param>
/// <param name="Attachments">Oldest first.</param>
public sealed record RequestPage(
    SupportRequest Request,
    string CityName,
    string TimeZone,
    string AskedBy,
    CaseHolder Holder,
    DateTimeOffset? NextBy,
    IReadOnlyList<CaseStep> Steps,
    IReadOnlyList<TaskLine> MyTasks,
    IReadOnlyList<CaseEvent> Timeline,
    IReadOnlyList<Attachment> Attachments);

/// <summary>A step of the main path.</summary>
/// <param name="Status">Its status.</param>
/// <param name="State">Whether it lies behind, is now, or ahead.</param>
public sealed record CaseStep(CaseStatus Status, CaseStepState State);

/// <summary>Where a step lies.</summary>
public enum CaseStepState
{
    /// <summary>Behind.</summary>
    Done,

    /// <summary>Now.</summary>
    Current,

    /// <summary>Ahead.</summary>
    Ahead,
}

internal sealed class GetRequestHandler(HubDbFactory databases) : IRequestHandler<GetRequest, RequestPage?>
{
    public async Task<RequestPage?> Handle(GetRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var found = await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == request.RequestId, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var city = await db.Cities.AsNoTracking().SingleAsync(c => c.Id == found.CityId, cancellationToken);
        var asker = await db.People.AsNoTracking().SingleAsync(p => p.Id == found.OpenedById, cancellationToken);
        var tasks = await TaskLines.ReadAsync(db, db.Tasks.Where(t => t.CaseId == found.Id && t.State == TaskState.Open), request.Viewer, cancellationToken);
        return new RequestPage(
            found,
            city.Name,
            city.TimeZone,
            asker.Name,
            CaseHolders.Of(found, tasks),
            tasks.Min(line => line.Task.DueAt),
            CasePath.StepsOf(found),
            [.. tasks.Where(line => line.IsMine)],
            await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == found.Id).OrderBy(e => e.Id).ToListAsync(cancellationToken),
            await db.Attachments.AsNoTracking().Where(f => f.CaseId == found.Id).OrderBy(f => f.UploadedAt).ToListAsync(cancellationToken));
    }
}
