using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>A city says why an opportunity is not for it, and is not asked for its like again. Said twice, it is learned once.</summary>
/// <param name="Viewer">Of the city or of its hub.</param>
/// <param name="CityId">The city.</param>
/// <param name="Kind">Why.</param>
/// <param name="Value">The theme's key or the funder; <see langword="null"/> for the other kinds.</param>
/// <param name="From">For <see cref="RefusalKind.Size"/>: from which least award on.</param>
/// <param name="Reason">In the city's own words.</param>
/// <param name="OpportunityId">Of which it was said.</param>
public sealed record TeachProfile(Viewer Viewer, Guid CityId, RefusalKind Kind, string? Value, Money? From, string? Reason, Guid? OpportunityId)
    : IAsViewer<ProfileResult>, IValidated<ProfileResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ProfileResult NotFound => new ProfileNotFound();

    /// <inheritdoc/>
    public static ProfileResult Invalid(IReadOnlyList<FieldProblem> problems) => new ProfileInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => ProfileRules.Problems(RefusalAt(now, null));

    internal Refusal RefusalAt(DateTimeOffset now, string? by) => new(Kind, string.IsNullOrWhiteSpace(Value) ? null : Value.Trim(), DateOnly.FromDateTime(now.UtcDateTime))
    {
        From = From, Reason = string.IsNullOrWhiteSpace(Reason) ? null : Reason.Trim(), OpportunityId = OpportunityId, SaidBy = by,
    };
}

/// <summary>A city takes back what it said is not for it.</summary>
/// <param name="Viewer">Of the city or of its hub.</param>
/// <param name="CityId">The city.</param>
/// <param name="Kind">As it was taught.</param>
/// <param name="Value">As it was taught.</param>
/// <param name="Currency">Of the size that was taught.</param>
public sealed record UnteachProfile(Viewer Viewer, Guid CityId, RefusalKind Kind, string? Value, string? Currency) : IAsViewer<ProfileResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ProfileResult NotFound => new ProfileNotFound();
}

internal sealed class TeachProfileHandler(HubDbFactory databases, CommitQueue commits, KeepMatched matched, TimeProvider clock)
    : IRequestHandler<TeachProfile, ProfileResult>, IRequestHandler<UnteachProfile, ProfileResult>
{
    public Task<ProfileResult> Handle(TeachProfile request, CancellationToken cancellationToken)
    {
        var said = request.RefusalAt(clock.GetUtcNow(), null);
        return ChangeAsync(
            request.Viewer,
            request.CityId,
            (refusals, by) => refusals.Any(known => known.IsSameAs(said) && known.From == said.From)
                ? refusals
                : [.. refusals.Where(known => !known.IsSameAs(said)), said with { SaidBy = by }],
            cancellationToken);
    }

    public Task<ProfileResult> Handle(UnteachProfile request, CancellationToken cancellationToken)
    {
        var taken = new Refusal(request.Kind, string.IsNullOrWhiteSpace(request.Value) ? null : request.Value, default)
        {
            From = string.IsNullOrEmpty(request.Currency) ? null : new Money(0, request.Currency),
        };
        return ChangeAsync(
            request.Viewer,
            request.CityId,
            (refusals, _) => refusals.Any(known => known.IsSameAs(taken)) ? [.. refusals.Where(known => !known.IsSameAs(taken))] : null,
            cancellationToken);
    }

    private async Task<ProfileResult> ChangeAsync(Viewer viewer, Guid cityId, Func<FactList<Refusal>, string, FactList<Refusal>?> change, CancellationToken cancellation)
    {
        await using var db = databases.Create(viewer);
        if (!await db.Cities.AnyAsync(city => city.Id == cityId, cancellation))
        {
            return new ProfileNotFound();
        }

        var result = await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), viewer, cityId, change, token), cancellation);
        matched.Wish();
        return result;
    }

    private async Task<UnitResult<ProfileResult>> ApplyAsync(
        HubDb db, Viewer viewer, Guid cityId, Func<FactList<Refusal>, string, FactList<Refusal>?> change, CancellationToken cancellation)
    {
        var by = await db.People.Where(person => person.Id == viewer.PersonId).Select(person => person.Name).SingleAsync(cancellation);
        var row = await ProfileRow.FindAsync(db, viewer, cityId, cancellation);
        if (change(row.Profile.Refusals, by) is not { } refusals)
        {
            return UnitResult.Refuse<ProfileResult>(new ProfileNotFound());
        }

        if (refusals.Equals(row.Profile.Refusals))
        {
            return UnitResult.Refuse<ProfileResult>(new ProfileKept(row.Version));
        }

        await ProfileRow.ChangeAsync(db, row, row.Profile with { Refusals = refusals }, viewer, clock.GetUtcNow(), cancellation);
        return UnitResult.Keep<ProfileResult>(new ProfileKept(row.Version));
    }
}
