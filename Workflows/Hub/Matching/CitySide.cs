using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching;

/// <summary>What the rules ask of a city, prepared once for all opportunities.</summary>
internal sealed class CitySide
{
    public CitySide(City city, CityProfile profile, ThemeIndex index)
    {
        Id = city.Id;
        Profile = profile;
        Country = city.Country;
        CountryAt = CountrySet.IndexOf(city.Country);
        Population = city.Population;
        Calendar = WorkingCalendars.Get(city.Calendar);
        Priorities = index.SetOf(profile.Priorities);
        HighRisks = index.SetOf(profile.HighRisks);
        Wanted = index.SetOf(profile.Priorities.Concat(profile.HighRisks));
        Refused = index.SetOf(profile.Refusals.Where(refusal => refusal is { Kind: RefusalKind.Theme, Value: not null }).Select(refusal => refusal.Value!));
        HasNoStaff = profile.Refusals.Any(refusal => refusal.Kind == RefusalKind.NoStaff);
        HasNoMoney = profile.Refusals.Any(refusal => refusal.Kind == RefusalKind.NoMoney);
        PartnersAbroad = profile.Partners?.Distinct(StringComparer.OrdinalIgnoreCase).Count(country => !country.Equals(city.Country, StringComparison.OrdinalIgnoreCase)) ?? 0;
        Fingerprint = Matching.Fingerprint.Of(new { city.Country, city.Population, city.Calendar, Profile = profile });
    }

    public Guid Id { get; }

    /// <summary>Changes with whatever a verdict could depend on.</summary>
    public long Fingerprint { get; }

    public CityProfile Profile { get; }

    public string Country { get; }

    public int CountryAt { get; }

    public int Population { get; }

    public WorkingCalendar Calendar { get; }

    public ThemeSet Priorities { get; }

    public ThemeSet HighRisks { get; }

    /// <summary>Priorities and high risks.</summary>
    public ThemeSet Wanted { get; }

    public ThemeSet Refused { get; }

    public bool HasNoStaff { get; }

    public bool HasNoMoney { get; }

    /// <summary>Different countries of partners at hand, its own not counted.</summary>
    public int PartnersAbroad { get; }

    /// <summary>The city's own money; none where it said so.</summary>
    public Money? OwnMoney => HasNoMoney && Profile.OwnContribution is { } own ? own with { Amount = 0 } : Profile.OwnContribution;
}
