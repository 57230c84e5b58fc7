using System.Globalization;
using StrongCities.Host.Words;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Catalogue;

/// <summary>Puts facts of opportunities into words. Amounts keep their currency and are never added; dates keep the funder's zone.</summary>
/// <param name="words">The texts.</param>
/// <param name="moments">Days and moments.</param>
/// <param name="matches">Names of themes.</param>
public sealed class FactWords(PageWords words, Moments moments, MatchTexts matches)
{
    /// <summary>An amount.</summary>
    /// <param name="money">The amount.</param>
    /// <returns>Such as <c>3,500,000 EUR</c>.</returns>
    public string Money(Money money) =>
        string.Create(CultureInfo.CurrentCulture, $"{money.Amount.ToString(money.Amount == decimal.Truncate(money.Amount) ? "N0" : "N2", CultureInfo.CurrentCulture)} {money.Currency}");

    /// <summary>What one award may be, or else all there is.</summary>
    /// <param name="funding">The money.</param>
    /// <returns>One line, or <see langword="null"/>.</returns>
    public string? Range(OpportunityFunding funding) => (funding.Min, funding.Max, funding.Total) switch
    {
        ({ } min, { } max, _) when min == max => Money(max),
        ({ } min, { } max, _) when min.Currency == max.Currency => $"{Money(min)} – {Money(max)}",
        (_, { } max, _) => words["Opp.UpTo", Money(max)],
        ({ } min, _, _) => words["Opp.AtLeast", Money(min)],
        (_, _, { } total) => words["Opp.InAll", Money(total)],
        _ => null,
    };

    /// <summary>A date as the funder says it.</summary>
    /// <param name="date">The date.</param>
    /// <returns>A day, with its time and zone where it has some; days from and to; or the funder's words.</returns>
    public string Date(KeyDate date) => date switch
    {
        DayDate { Time: { } time } day => $"{moments.Day(day.Day)}, {time.ToString("HH:mm", CultureInfo.InvariantCulture)} ({day.Zone ?? "UTC"})",
        DayDate day => moments.Day(day.Day),
        RangeDate range => $"{moments.Day(range.From)} – {moments.Day(range.To)}",
        TextDate text => text.Text,
        _ => date.Name,
    };

    /// <summary>A kind of applicant.</summary>
    /// <param name="type">As facts have it.</param>
    /// <returns>In words; the source's own where we have none.</returns>
    public string Applicant(string type) => type.StartsWith("custom:", StringComparison.Ordinal) ? type["custom:".Length..] : words.Maybe($"Applicant.{type}") ?? type;

    /// <summary>What a field is called.</summary>
    /// <param name="field">Of a change.</param>
    /// <returns>In words; the source's key where we have none.</returns>
    public string Field(string field) => words.Maybe($"Fact.{field}") ?? field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>A value of a change.</summary>
    /// <param name="field">Of the change.</param>
    /// <param name="json">The value.</param>
    /// <returns>In words.</returns>
    public string Value(string field, string? json) => json is null ? words["Opp.Nothing"] : field switch
    {
        "Funding.Total" or "Funding.Min" or "Funding.Max" => Money(FactsJson.Read<Money>(json)!),
        "PostDate" or "CloseDate" => Date(FactsJson.Read<KeyDate>(json)!),
        _ when field.StartsWith("OtherDates.", StringComparison.Ordinal) => Date(FactsJson.Read<KeyDate>(json)!),
        "Status" => words[$"OppStatus.{FactsJson.Read<OpportunityStatus>(json)}"],
        OpportunityChange.Screening => words[$"OppState.{FactsJson.Read<ScreeningState>(json)}"],
        OpportunityChange.Consent => words[FactsJson.Read<bool>(json) ? "Opp.Consent.True" : "Opp.Consent.False"],
        OpportunityChange.Listed => words[FactsJson.Read<bool>(json) ? "Opp.Listed.True" : "Opp.Listed.False"],
        "ApplicantTypes" => string.Join(", ", FactsJson.Read<string[]>(json)!.Select(Applicant)),
        "Themes" => string.Join(", ", FactsJson.Read<string[]>(json)!),
        _ when json.StartsWith('"') => FactsJson.Read<string>(json)!,
        _ => json,
    };

    /// <summary>What an advisor found out, line by line; what is unknown is left out.</summary>
    /// <param name="said">Who may apply.</param>
    /// <returns>Key of the name, and the text.</returns>
    public IEnumerable<(string Name, string Text)> Lines(Eligibility said) => new (string Name, string? Text)[]
    {
        ("Elig.Countries", said.Countries is { } countries ? Countries(countries) : null),
        ("Elig.Excluded", Countries(said.ExcludedCountries)),
        ("Elig.Uncertain", Countries(said.UncertainCountries)),
        ("Elig.Population", (said.MinPopulation, said.MaxPopulation) is (null, null) ? null : $"{said.MinPopulation:N0} – {said.MaxPopulation:N0}"),
        ("Elig.City", said.CityRole == CityRole.Unknown ? null : words[$"Elig.City.{said.CityRole}"]),
        ("Elig.CoFinancing", said.CoFinancingRate?.ToString("P0", CultureInfo.CurrentCulture)),
        ("Elig.Payment", said.Payment == PaymentModel.Unknown ? null : words[$"Elig.Payment.{said.Payment}"]),
        ("Elig.Partners", said.PartnersMin?.ToString(CultureInfo.CurrentCulture)),
        ("Elig.PartnerCountries", said.PartnerCountriesMin?.ToString(CultureInfo.CurrentCulture)),
        ("Elig.Stages", said.Stages?.ToString(CultureInfo.CurrentCulture)),
        ("Elig.Languages", said.Languages is { } languages ? List(languages) : null),
        ("Elig.Registrations", said.NoRegistration ? words["Elig.NoRegistration"] : List(said.Registrations)),
        ("Elig.PreNotification", said.PreNotification is { } first ? words[$"Elig.PreNotification.{first}"] : null),
        ("Elig.MaxPerCity", said.MaxPerCity?.ToString(CultureInfo.CurrentCulture)),
        ("Elig.Themes", List(said.Themes.Select(matches.Theme))),
        ("Elig.Note", said.Note),
    }.Where(line => !string.IsNullOrEmpty(line.Text)).Select(line => (line.Name, line.Text!));

    private string Countries(IEnumerable<string> codes) => List(codes.Select(code => words.Maybe($"Country.{code}") ?? code));

    private static string List(IEnumerable<string> items) => string.Join(", ", items);
}
