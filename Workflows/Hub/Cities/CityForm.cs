using StrongCities.Hub.Calendars;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Cities;

/// <summary>What a hub knows of a city that it serves.</summary>
public sealed record CityForm
{
    private const int MaxName = 100;
    private const int MostPeople = 50_000_000;

    /// <summary>Its name in Latin letters; 1 to 100 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its name in its own script, where that is another; up to 100 characters.</summary>
    public string LocalName { get; init; } = "";

    /// <summary>ISO 3166 alpha-2, in either case; Kosovo is XK.</summary>
    public string Country { get; init; } = "";

    /// <summary>A key of <see cref="WorkingCalendars"/>; its time zone becomes the city's.</summary>
    public string Calendar { get; init; } = "";

    /// <summary>The language its mails are in when a person has none: one of <see cref="Languages.All"/>.</summary>
    public string Language { get; init; } = "";

    /// <summary>Inhabitants; 1 to 50,000,000.</summary>
    public int? Population { get; init; }

    /// <summary>The form of a city as it is.</summary>
    /// <param name="city">The city.</param>
    public static CityForm Of(City city) => new()
    {
        Name = city.Name,
        LocalName = city.LocalName ?? "",
        Country = city.Country,
        Calendar = city.Calendar,
        Language = city.Language,
        Population = city.Population,
    };

    /// <summary>As it is stored.</summary>
    internal CityForm Tidy() => this with { Name = Name.Trim(), LocalName = LocalName.Trim(), Country = Country.Trim().ToUpperInvariant() };

    internal IEnumerable<FieldProblem> Problems()
    {
        var tidy = Tidy();
        if (tidy.Name.Length == 0)
        {
            yield return new FieldProblem(nameof(Name), "Problem.Required");
        }

        foreach (var (field, text) in new[] { (nameof(Name), tidy.Name), (nameof(LocalName), tidy.LocalName) })
        {
            if (text.Length > MaxName || text.Any(char.IsControl))
            {
                yield return new FieldProblem(field, "Problem.TooLong", MaxName);
            }
        }

        if (tidy.Country.Length != 2 || !tidy.Country.All(char.IsAsciiLetterUpper))
        {
            yield return new FieldProblem(nameof(Country), "Problem.HelperCountry");
        }

        if (WorkingCalendars.Find(Calendar) is null)
        {
            yield return new FieldProblem(nameof(Calendar), "Problem.Choice");
        }

        if (!Languages.All.Contains(Language))
        {
            yield return new FieldProblem(nameof(Language), "Problem.Choice");
        }

        if (Population is not (>= 1 and <= MostPeople))
        {
            yield return new FieldProblem(nameof(Population), "Problem.NumberBetween", 1, MostPeople);
        }
    }
}
