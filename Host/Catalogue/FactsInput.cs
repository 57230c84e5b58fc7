using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using StrongCities.Host.Words;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Catalogue;

/// <summary>An opportunity as an advisor types it in. Texts all, so that nothing typed is lost to a conversion; an empty field is "not known".</summary>
internal sealed class FactsInput
{
    private const int MaxText = 8000;
    private const string BrusselsTime = "Europe/Brussels";

    /// <summary>Zones that funders keep their deadlines in.</summary>
    public static IReadOnlyList<string> Zones { get; } = [BrusselsTime, "UTC", "America/New_York", "Europe/London", "Europe/Skopje", "Europe/Belgrade", "Europe/Sarajevo", "Europe/Tirane", "Europe/Podgorica"];

    public string? Title { get; set; }

    public string? Funder { get; set; }

    public string? Number { get; set; }

    public string? Source { get; set; }

    public string? Description { get; set; }

    public bool IsForecast { get; set; }

    public string? Opens { get; set; }

    public string? Closes { get; set; }

    public string? ClosesAt { get; set; }

    public string? Zone { get; set; }

    public string? ClosesWords { get; set; }

    public string? Currency { get; set; }

    public string? Total { get; set; }

    public string? Least { get; set; }

    public string? Most { get; set; }

    public List<string> Applicants { get; init; } = [];

    public string? Themes { get; set; }

    /// <summary>The facts for a use case; what can't be read is said beside its field.</summary>
    /// <param name="state">The page's.</param>
    /// <param name="words">Puts problems into words, and names the dates.</param>
    /// <returns><see langword="null"/> where something can't be read.</returns>
    public OpportunityFacts? Read(ModelStateDictionary state, PageWords words)
    {
        if (Description?.Length > MaxText)
        {
            state.AddModelError("Input.Description", words.Hub("Problem.TooLong", MaxText));
        }

        if (Said(Source) is { } address && !Uri.TryCreate(address, UriKind.Absolute, out _))
        {
            state.AddModelError("Input.Source", words.Hub("Problem.Address"));
        }

        var close = Close();
        var open = Day("Opens", Opens);
        var facts = new OpportunityFacts
        {
            Title = Said(Title) ?? "",
            Funder = Said(Funder),
            Number = Said(Number),
            Source = Uri.TryCreate(Said(Source), UriKind.Absolute, out var source) ? source : null,
            Description = Said(Description) ?? "",
            Status = IsForecast ? OpportunityStatus.Forecasted : OpportunityStatus.Open,
            PostDate = open is { } day ? new DayDate(words["Fact.PostDate"], day) : null,
            CloseDate = close,
            Funding = new OpportunityFunding { Total = Amount("Total", Total), Min = Amount("Least", Least), Max = Amount("Most", Most) },
            ApplicantTypes = [.. Applicants.Intersect(CatalogueInput.Applicants)],
            Themes = [.. (Themes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()],
        };
        return state.IsValid ? facts : null;

        KeyDate? Close()
        {
            var name = words["Fact.CloseDate"];
            var at = Said(ClosesAt);
            if (at is not null && !TimeOnly.TryParseExact(at, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                state.AddModelError("Input.ClosesAt", words["Enter.Problem.Time"]);
            }

            return Day("Closes", Closes) is { } last
                ? new DayDate(name, last, TimeOnly.TryParse(at, CultureInfo.InvariantCulture, out var time) ? time : null, Zones.Contains(Zone) ? Zone : BrusselsTime)
                : Said(ClosesWords) is { } text ? new TextDate(name, text) : null;
        }

        DateOnly? Day(string field, string? typed)
        {
            if (Said(typed) is not { } text)
            {
                return null;
            }

            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            state.AddModelError($"Input.{field}", words.Hub("Problem.Date"));
            return null;
        }

        Money? Amount(string field, string? typed)
        {
            if (Said(typed) is not { } text)
            {
                return null;
            }

            var digits = text.Replace(" ", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
            if (decimal.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
            {
                return new Money(amount, MatchTexts.Currencies.Contains(Currency) ? Currency! : MatchTexts.Currencies[0]);
            }

            state.AddModelError($"Input.{field}", words.Hub("Problem.Amount"));
            return null;
        }
    }

    private static string? Said(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
