using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using StrongCities.Host.Words;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Catalogue;

/// <summary>Who may apply, as typed. Texts all, so that nothing typed is lost to a conversion; an empty field is "unknown". Its lists can be added to: the binder fills those that are there.</summary>
internal sealed class EligibilityInput
{
    private const int MaxNote = 2000;
    private const int MostPartners = 100;
    private const int MostApplications = 50;
    private const int MostInhabitants = 20_000_000;
    private const decimal Percent = 100;

    /// <summary>The hub's countries.</summary>
    public static IReadOnlyList<string> HubCountries { get; } = ["AL", "BA", "ME", "MK", "RS", "XK"];

    /// <summary>Registrations that the form names.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["PIC", "PADOR", "UEI"];

    /// <summary>Languages that the form names.</summary>
    public static IReadOnlyList<string> Tongues { get; } = ["en", "fr", "de", "sq", "bs", "hr", "sr", "mk", "tr"];

    public List<string> Countries { get; init; } = [];

    public string? MoreCountries { get; set; }

    public List<string> Uncertain { get; init; } = [];

    public string? MoreUncertain { get; set; }

    public List<string> Excluded { get; init; } = [];

    public string? MoreExcluded { get; set; }

    public CityRole CityRole { get; set; }

    public string? CoFinancing { get; set; }

    public PaymentModel Payment { get; set; }

    public string? MinPopulation { get; set; }

    public string? MaxPopulation { get; set; }

    public string? Partners { get; set; }

    public string? PartnerCountries { get; set; }

    public string? Stages { get; set; }

    public List<string> Languages { get; init; } = [];

    public List<string> Registrations { get; init; } = [];

    public bool NoRegistration { get; set; }

    public string? PreNotification { get; set; }

    public string? MaxPerCity { get; set; }

    public List<string> Themes { get; init; } = [];

    public string? Note { get; set; }

    public static EligibilityInput From(Eligibility said) => new()
    {
        Countries = Known(said.Countries),
        MoreCountries = Others(said.Countries),
        Uncertain = Known(said.UncertainCountries),
        MoreUncertain = Others(said.UncertainCountries),
        Excluded = Known(said.ExcludedCountries),
        MoreExcluded = Others(said.ExcludedCountries),
        CityRole = said.CityRole,
        CoFinancing = (said.CoFinancingRate * Percent)?.ToString("0.##", CultureInfo.InvariantCulture),
        Payment = said.Payment,
        MinPopulation = Typed(said.MinPopulation),
        MaxPopulation = Typed(said.MaxPopulation),
        Partners = Typed(said.PartnersMin),
        PartnerCountries = Typed(said.PartnerCountriesMin),
        Stages = Typed(said.Stages),
        Languages = [.. said.Languages ?? []],
        Registrations = [.. said.Registrations],
        NoRegistration = said.NoRegistration,
        PreNotification = said.PreNotification?.ToString(),
        MaxPerCity = Typed(said.MaxPerCity),
        Themes = [.. said.Themes],
        Note = said.Note,
    };

    /// <summary>The eligibility for a use case; what can't be read is said beside its field.</summary>
    /// <param name="state">The page's.</param>
    /// <param name="words">Puts problems into words.</param>
    /// <returns><see langword="null"/> where something can't be read.</returns>
    public Eligibility? Read(ModelStateDictionary state, PageWords words)
    {
        var countries = CountriesOf(Countries, "MoreCountries", MoreCountries);
        var uncertain = CountriesOf(Uncertain, "MoreUncertain", MoreUncertain);
        var excluded = CountriesOf(Excluded, "MoreExcluded", MoreExcluded);
        if (countries.Concat(uncertain).Concat(excluded).GroupBy(code => code).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            state.AddModelError("Input.MoreExcluded", words["Screen.Problem.Twice", words.Maybe($"Country.{twice.Key}") ?? twice.Key]);
        }

        if (NoRegistration && Registrations.Count > 0)
        {
            state.AddModelError("Input.Registrations", words["Screen.Problem.NoRegistration"]);
        }

        var (least, most) = (Number("MinPopulation", MinPopulation, 0, MostInhabitants), Number("MaxPopulation", MaxPopulation, 0, MostInhabitants));
        if (least > most)
        {
            state.AddModelError("Input.MaxPopulation", words["Screen.Problem.Population"]);
        }

        if (Note?.Length > MaxNote)
        {
            state.AddModelError("Input.Note", words.Hub("Problem.TooLong", MaxNote));
        }

        var said = new Eligibility
        {
            Countries = countries.Count == 0 ? null : [.. countries],
            UncertainCountries = [.. uncertain],
            ExcludedCountries = [.. excluded],
            CityRole = Enum.IsDefined(CityRole) ? CityRole : CityRole.Unknown,
            CoFinancingRate = Rate(),
            Payment = Enum.IsDefined(Payment) ? Payment : PaymentModel.Unknown,
            MinPopulation = least,
            MaxPopulation = most,
            PartnersMin = Number("Partners", Partners, 0, MostPartners),
            PartnerCountriesMin = Number("PartnerCountries", PartnerCountries, 0, MostPartners),
            Stages = Stages is "1" or "2" ? int.Parse(Stages, CultureInfo.InvariantCulture) : null,
            Languages = Languages.Count == 0 ? null : [.. Languages.Intersect(Tongues)],
            Registrations = [.. Registrations.Intersect(Kinds)],
            NoRegistration = NoRegistration,
            PreNotification = bool.TryParse(PreNotification, out var first) ? first : null,
            MaxPerCity = Number("MaxPerCity", MaxPerCity, 1, MostApplications),
            Themes = [.. Themes.Intersect(HubThemes.All)],
            Note = string.IsNullOrWhiteSpace(Note) ? null : Note.Trim(),
        };
        return state.IsValid ? said : null;

        List<string> CountriesOf(List<string> chosen, string field, string? more)
        {
            var typed = (more ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(code => code.ToUpperInvariant()).ToList();
            if (typed.FirstOrDefault(code => code.Length != 2 || !code.All(char.IsAsciiLetterUpper)) is { } wrong)
            {
                state.AddModelError($"Input.{field}", words["Screen.Problem.Country", wrong]);
            }

            return [.. chosen.Intersect(HubCountries).Union(typed)];
        }

        int? Number(string field, string? typed, int from, int until)
        {
            if (string.IsNullOrWhiteSpace(typed))
            {
                return null;
            }

            if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= until)
            {
                return number;
            }

            state.AddModelError($"Input.{field}", words["Screen.Problem.Number", from, until]);
            return null;
        }

        decimal? Rate()
        {
            if (string.IsNullOrWhiteSpace(CoFinancing))
            {
                return null;
            }

            if (decimal.TryParse(CoFinancing.Trim().TrimEnd('%').Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= Percent)
            {
                return percent / Percent;
            }

            state.AddModelError("Input.CoFinancing", words["Screen.Problem.Number", 0, (int)Percent]);
            return null;
        }
    }

    private static List<string> Known(FactList<string>? codes) => [.. (codes ?? []).Intersect(HubCountries)];

    private static string Others(FactList<string>? codes) => string.Join(", ", (codes ?? []).Except(HubCountries));

    private static string? Typed(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
