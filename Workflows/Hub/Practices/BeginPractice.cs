using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Practices;

/// <summary>An advisor begins to write down what worked, once for each request whose help was given.</summary>
/// <param name="Viewer">Staff who see the request.</param>
/// <param name="RequestId">The request.</param>
public sealed record BeginPractice(Viewer Viewer, Guid RequestId) : IAsViewer<PracticeResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static PracticeResult NotFound => new PracticeNotFound();
}

internal sealed class BeginPracticeHandler(HubDbFactory databases, OpenCase open) : IRequestHandler<BeginPractice, PracticeResult>
{
    /// <summary>The definition that carries good practices.</summary>
    public const string Process = "good-practice";

    public async Task<PracticeResult> Handle(BeginPractice request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await PracticeRules.Helped(db).AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.RequestId, cancellationToken) is not { } about)
        {
            return new PracticeNotFound();
        }

        var city = await db.Cities.AsNoTracking().SingleAsync(one => one.Id == about.CityId, cancellationToken);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(cancellationToken);
        var id = OpenOpportunityCase.IdOf("practice", about.Id, hub.Id);
        await open.RunAsync(
            new CaseOpening(Process, GoodPractice.Series, hub, city, async (unit, begin, token) =>
                await unit.Cases.AnyAsync(one => one.Id == id, token) ? null : PracticeOf(about, await DraftFromCase.WriteAsync(unit, about, token), request.Viewer, begin)) { Id = id },
            cancellationToken);
        return await db.Cases.AnyAsync(one => one.Id == id, cancellationToken) ? new PracticeKept(id) : new PracticeNotFound();
    }

    private static GoodPractice PracticeOf(SupportRequest about, PracticeText text, Viewer by, CaseStart begin) => new()
    {
        Id = begin.Id,
        HubId = about.HubId,
        CityId = about.CityId,
        Number = begin.Number,
        Title = text.Title,
        StatusSince = begin.At,
        OpenedAt = begin.At,
        OpenedById = by.PersonId,
        // Whoever begins it writes it, whoever owned the request.
        AdvisorId = by.PersonId,
        CoordinatorId = about.CoordinatorId,
        InstanceId = begin.InstanceId,
        RequestId = about.Id,
        Help = about.Form.Lane ?? Lane.ShortAdvice,
        Text = text,
    };
}
