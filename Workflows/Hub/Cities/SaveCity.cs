using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Cities;

/// <summary>
/// A hub lead takes a city into the network, or changes what the hub knows of it. Deadlines that are planned already stay; new ones follow the new
/// calendar. What the city can and has, its profile, is another matter.
/// </summary>
/// <param name="Viewer">A hub lead.</param>
/// <param name="CityId">Which, or <see langword="null"/> for a new one.</param>
/// <param name="Form">As it shall be.</param>
public sealed record SaveCity(Viewer Viewer, Guid? CityId, CityForm Form) : IAsViewer<CityResult>, IValidated<CityResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.HubLead;

    /// <inheritdoc/>
    public static CityResult NotFound => new CityNotFound();

    /// <inheritdoc/>
    public static CityResult Invalid(IReadOnlyList<FieldProblem> problems) => new CityInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => Form.Problems();
}

/// <summary>How it ended.</summary>
public abstract record CityResult;

/// <summary>Done.</summary>
/// <param name="City">As it is now.</param>
public sealed record CitySaved(City City) : CityResult;

/// <summary>Not as it is; nothing changed.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record CityInvalid(IReadOnlyList<FieldProblem> Problems) : CityResult;

/// <summary>No such city for this viewer, or not a hub lead.</summary>
public sealed record CityNotFound : CityResult;

internal sealed class SaveCityHandler(CommitQueue commits, KeepMatched matched, TimeProvider clock) : IRequestHandler<SaveCity, CityResult>
{
    public async Task<CityResult> Handle(SaveCity request, CancellationToken cancellationToken)
    {
        var result = await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken);
        matched.Wish();
        return result;
    }

    private async Task<UnitResult<CityResult>> ApplyAsync(HubDb db, SaveCity request, CancellationToken cancellation)
    {
        // The queue's database sees every hub.
        var cities = await db.Cities.Where(city => city.HubId == request.Viewer.HubId).ToListAsync(cancellation);
        var form = request.Form.Tidy();
        var city = cities.Find(one => one.Id == request.CityId);
        if (city is null && request.CityId is not null)
        {
            return UnitResult.Refuse<CityResult>(new CityNotFound());
        }

        if (cities.Exists(one => one != city && one.Country == form.Country && string.Equals(one.Name, form.Name, StringComparison.OrdinalIgnoreCase)))
        {
            return UnitResult.Refuse<CityResult>(new CityInvalid([new FieldProblem(nameof(CityForm.Name), "Problem.CityTaken")]));
        }

        if (city is null)
        {
            city = New(form, request.Viewer.HubId, KeyFor(form, [.. cities.Select(one => one.Key)]));
            db.Add(city);
        }
        else
        {
            (city.Name, city.Country, city.Calendar, city.TimeZone, city.Language) = (form.Name, form.Country, form.Calendar, ZoneOf(form), form.Language);
        }

        city.LocalName = form.LocalName.Length == 0 ? null : form.LocalName;
        city.Population = form.Population!.Value;
        return UnitResult.Keep<CityResult>(new CitySaved(city));
    }

    private City New(CityForm form, Guid hubId, string key) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        HubId = hubId,
        Key = key,
        Name = form.Name,
        Country = form.Country,
        Calendar = form.Calendar,
        TimeZone = ZoneOf(form),
        Language = form.Language,
        // How far helpers are from it is known for the places that ship with the hub.
        GeoNamesId = SampleCities.All.FirstOrDefault(place => place.Country == form.Country && FoldText.Fold(place.Name) == FoldText.Fold(form.Name))?.GeoNamesId,
    };

    private static string ZoneOf(CityForm form) => WorkingCalendars.Get(form.Calendar).Zone.Id;

    // Two countries may have a city of the same name; a key stays, also when its city is called otherwise later.
    private static string KeyFor(CityForm form, HashSet<string> taken)
    {
        var key = FoldText.Slug(form.Name) is { Length: > 0 } slug ? slug : "city";
        return Enumerable.Range(1, taken.Count + 1).Select(n => n == 1 ? key : $"{key}-{n}").First(one => !taken.Contains(one));
    }
}
