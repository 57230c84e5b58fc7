using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>
/// A coordinator says what the city is like, or an advisor does for it. What was refused stays as it is: that is taught and taken back one by one.
/// How earlier applications went is the hub's to say.
/// </summary>
/// <param name="Viewer">Of the city or of its hub.</param>
/// <param name="CityId">The city.</param>
/// <param name="BasedOn">The version that they have seen; 0 for none.</param>
/// <param name="Profile">As it shall be.</param>
public sealed record ChangeProfile(Viewer Viewer, Guid CityId, int BasedOn, CityProfile Profile) : IAsViewer<ProfileResult>, IValidated<ProfileResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ProfileResult NotFound => new ProfileNotFound();

    /// <inheritdoc/>
    public static ProfileResult Invalid(IReadOnlyList<FieldProblem> problems) => new ProfileInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => ProfileRules.Problems(Profile, now);
}

/// <summary>What came of a change of a profile.</summary>
public abstract record ProfileResult;

/// <summary>It is so now.</summary>
/// <param name="Version">Its number.</param>
public sealed record ProfileKept(int Version) : ProfileResult;

/// <summary>Nothing was changed.</summary>
/// <param name="Problems">Why, field by field.</param>
public sealed record ProfileInvalid(IReadOnlyList<FieldProblem> Problems) : ProfileResult;

/// <summary>Nothing was changed, because somebody else did meanwhile.</summary>
/// <param name="ByName">Who.</param>
public sealed record ProfileOverlap(string ByName) : ProfileResult;

/// <summary>There is no such city, or nothing of the kind to take back.</summary>
public sealed record ProfileNotFound : ProfileResult;

internal sealed class ChangeProfileHandler(HubDbFactory databases, CommitQueue commits, KeepMatched matched, TimeProvider clock) : IRequestHandler<ChangeProfile, ProfileResult>
{
    public async Task<ProfileResult> Handle(ChangeProfile request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (!await db.Cities.AnyAsync(city => city.Id == request.CityId, cancellationToken))
        {
            return new ProfileNotFound();
        }

        var result = await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken);
        matched.Wish();
        return result;
    }

    private async Task<UnitResult<ProfileResult>> ApplyAsync(HubDb db, ChangeProfile request, CancellationToken cancellation)
    {
        var row = await ProfileRow.FindAsync(db, request.Viewer, request.CityId, cancellation);
        var kept = request.Profile with { Refusals = row.Profile.Refusals, Results = request.Viewer.IsStaff ? request.Profile.Results : row.Profile.Results };

        // The same again, such as by a double click, is no change.
        if (kept == row.Profile)
        {
            return UnitResult.Refuse<ProfileResult>(new ProfileKept(row.Version));
        }

        if (row.Version != request.BasedOn)
        {
            return UnitResult.Refuse<ProfileResult>(new ProfileOverlap(row.ChangedByName));
        }

        await ProfileRow.ChangeAsync(db, row, kept, request.Viewer, clock.GetUtcNow(), cancellation);
        return UnitResult.Keep<ProfileResult>(new ProfileKept(row.Version));
    }
}

/// <summary>The row of a city's profile within a unit of work.</summary>
internal static class ProfileRow
{
    /// <summary>The stored one, or a new one without a version.</summary>
    public static async Task<ProfileOfCity> FindAsync(HubDb db, Viewer viewer, Guid cityId, CancellationToken cancellation)
    {
        var row = await db.CityProfiles.SingleOrDefaultAsync(profile => profile.CityId == cityId, cancellation);
        if (row is null)
        {
            row = new ProfileOfCity { CityId = cityId, HubId = viewer.HubId, Profile = CityProfile.Empty, ChangedByName = "" };
            db.Add(row);
        }

        return row;
    }

    public static async Task ChangeAsync(HubDb db, ProfileOfCity row, CityProfile profile, Viewer by, DateTimeOffset now, CancellationToken cancellation)
    {
        row.Profile = profile;
        row.Version++;
        row.ChangedAt = now;
        row.ChangedByName = await db.People.Where(person => person.Id == by.PersonId).Select(person => person.Name).SingleAsync(cancellation);
    }
}
