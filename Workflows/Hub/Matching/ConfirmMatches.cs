using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>An advisor confirms which cities hear of an opportunity: exactly these, and no others. Cities that may not be alerted can't be among them.</summary>
/// <param name="Viewer">An advisor or lead.</param>
/// <param name="OpportunityId">The opportunity.</param>
/// <param name="Cities">Those cities; empty when nobody is to hear of it.</param>
public sealed record ConfirmMatches(Viewer Viewer, Guid OpportunityId, IReadOnlyList<Guid> Cities) : IAsViewer<ConfirmResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ConfirmResult NotFound => new ConfirmNotFound();
}

/// <summary>What came of it.</summary>
public abstract record ConfirmResult;

/// <summary>It is confirmed.</summary>
/// <param name="Cities">How many cities hear of it.</param>
public sealed record MatchesConfirmed(int Cities) : ConfirmResult;

/// <summary>Some of these cities may not be alerted, such as when time ran out since the list was looked at. Nothing was stored.</summary>
/// <param name="Barred">Those, with the reason.</param>
public sealed record ConfirmBarred(IReadOnlyList<AlertLine> Barred) : ConfirmResult;

/// <summary>There is no such opportunity or city, or it is not screened.</summary>
public sealed record ConfirmNotFound : ConfirmResult;

internal sealed class ConfirmMatchesHandler(CommitQueue commits, IMediator mediator, TimeProvider clock) : IRequestHandler<ConfirmMatches, ConfirmResult>
{
    public Task<ConfirmResult> Handle(ConfirmMatches request, CancellationToken cancellationToken) =>
        commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken);

    private async Task<UnitResult<ConfirmResult>> ApplyAsync(HubDb db, ConfirmMatches request, CancellationToken cancellation)
    {
        var (hub, now, cities) = (request.Viewer.HubId, clock.GetUtcNow(), request.Cities.ToHashSet());
        if (await new ScreenedSubjects().FindAsync(db, hub, request.OpportunityId, cancellation) is null)
        {
            return UnitResult.Refuse<ConfirmResult>(new ConfirmNotFound());
        }

        var lines = await AlertPlan.LinesAsync(db, hub, request.OpportunityId, cities, now, cancellation);
        if (lines.Count != cities.Count)
        {
            return UnitResult.Refuse<ConfirmResult>(new ConfirmNotFound());
        }

        if (lines.Where(line => line.Bar is not null).ToList() is { Count: > 0 } barred)
        {
            return UnitResult.Refuse<ConfirmResult>(new ConfirmBarred(barred));
        }

        await StoreAsync(db, request, lines, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await mediator.Publish(new MatchesConfirmedEvent(db, hub, request.OpportunityId), cancellation);
        return UnitResult.Keep<ConfirmResult>(new MatchesConfirmed(lines.Count));
    }

    private static async Task StoreAsync(HubDb db, ConfirmMatches request, IReadOnlyList<AlertLine> lines, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await db.Matches.Where(match => match.HubId == request.Viewer.HubId && match.OpportunityId == request.OpportunityId)
            .ToDictionaryAsync(match => match.CityId, cancellation);
        foreach (var line in lines)
        {
            if (!rows.Remove(line.City.Id, out var row))
            {
                // Matching has not been here since the opportunity or the city changed.
                row = new Match { OpportunityId = request.OpportunityId, CityId = line.City.Id, HubId = request.Viewer.HubId };
                row.Take(Judge.Brief(line.Verdict), now);
                db.Add(row);
            }

            row.Confirm(request.Viewer.PersonId, now);
        }

        foreach (var row in rows.Values.Where(row => row.ConfirmedAt is not null))
        {
            row.Unconfirm();
            if (row.IsPlainNo)
            {
                db.Remove(row);
            }
        }
    }
}
