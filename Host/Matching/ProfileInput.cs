using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using StrongCities.Host.Words;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Matching;

/// <summary>
/// A profile as typed. Texts all, so that nothing typed is lost to a conversion; an empty field is "not said". Its lists can be added to: the binder fills
/// those that are there.
/// </summary>
internal sealed partial class ProfileInput
{
    /// <summary>Registrations that forms ask for.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["PIC", "PADOR", "UEI"];

    /// <summary>Languages that forms offer: those of the region and those that funders read.</summary>
    public static IReadOnlyList<string> Tongues { get; } = ["en", "fr", "de", "sq", "bs", "hr", "sr", "mk", "tr"];

    public string? LegalForm { get; set; }

    public List<string> Languages { get; init; } = [];

    public string? Budget { get; set; }

    public string? BudgetCurrency { get; set; }

    public string? OwnContribution { get; set; }

    public string? OwnCurrency { get; set; }

    public string? Writers { get; set; }

    public List<string> Registered { get; init; } = [];

    public Dictionary<string, string?> Until { get; init; } = [];

    public bool NoRegistrations { get; set; }

    public List<string> Priorities { get; init; } = [];

    public List<string> HighRisks { get; init; } = [];

    public string? Networks { get; set; }

    public string? Partners { get; set; }

    public bool NoPartners { get; set; }

    public string? Results { get; set; }

    public static ProfileInput From(CityProfile profile) => new()
    {
        LegalForm = profile.LegalForm,
        Languages = [.. profile.Languages ?? []],
        Budget = Typed(profile.Budget),
        BudgetCurrency = profile.Budget?.Currency,
        OwnContribution = Typed(profile.OwnContribution),
        OwnCurrency = profile.OwnContribution?.Currency,
        Writers = profile.Writers?.ToString(CultureInfo.InvariantCulture),
        Registered = [.. (profile.Registrations ?? []).Select(registration => registration.Kind)],
        Until = (profile.Registrations ?? []).ToDictionary(registration => registration.Kind, registration => Typed(registration.Until)),
        NoRegistrations = profile.Registrations is { Count: 0 },
        Priorities = [.. profile.Priorities],
        HighRisks = [.. profile.HighRisks],
        Networks = string.Join(", ", profile.Networks),
        Partners = string.Join(", ", profile.Partners ?? []),
        NoPartners = profile.Partners is { Count: 0 },
        Results = string.Join('\n', profile.Results.Select(Line)),
    };

    /// <summary>The profile for a use case; what can't be read is said beside its field.</summary>
    /// <param name="before">What is stored: results keep the themes that no form asks for.</param>
    /// <param name="state">The page's.</param>
    /// <param name="words">Puts problems into words.</param>
    /// <returns>The profile, or <see langword="null"/> where something can't be read.</returns>
    public CityProfile? Read(CityProfile before, ModelStateDictionary state, PageWords words)
    {
        var partners = Items(Partners);
        var profile = new CityProfile
        {
            LegalForm = string.IsNullOrWhiteSpace(LegalForm) ? null : LegalForm.Trim(),
            Languages = Languages.Count == 0 ? null : [.. Languages.Distinct()],
            Budget = Amount("Input.Budget", Budget, BudgetCurrency),
            OwnContribution = Amount("Input.OwnContribution", OwnContribution, OwnCurrency),
            Writers = int.TryParse(Writers, CultureInfo.InvariantCulture, out var writers) ? writers : null,
            Registrations = Registered.Count > 0 ? [.. Registered.Distinct().Select(kind => new Registration(kind, Day($"Input.Until[{kind}]", Until.GetValueOrDefault(kind))))] : NoRegistrations ? [] : null,
            Priorities = [.. Priorities.Distinct()],
            HighRisks = [.. HighRisks.Distinct()],
            Networks = [.. Items(Networks)],
            Partners = partners.Count > 0 ? [.. partners.Select(code => code.ToUpperInvariant())] : NoPartners ? [] : null,
            Results = [.. (Results ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ResultOf).OfType<PastResult>()],
        };
        return state.IsValid ? profile : null;

        Money? Amount(string field, string? typed, string? currency)
        {
            var read = AmountOf(typed, currency, out var isWrong);
            if (isWrong)
            {
                state.AddModelError(field, words.Hub("Problem.Amount"));
            }

            return read;
        }

        DateOnly? Day(string field, string? typed)
        {
            if (string.IsNullOrWhiteSpace(typed))
            {
                return null;
            }

            if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            state.AddModelError(field, words["Form.NoDay"]);
            return null;
        }

        PastResult? ResultOf(string line)
        {
            var parts = line.Split(';', StringSplitOptions.TrimEntries);
            DateOnly until = default;
            if (parts.Length is < 3 or > 5 || parts[0].Length == 0 || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var year)
                || !Enum.TryParse<ApplicationOutcome>(parts[2], ignoreCase: true, out var outcome)
                || (parts.Length == 5 && !DateOnly.TryParseExact(parts[4], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out until)))
            {
                state.AddModelError("Input.Results", words["Profile.ResultLine", line]);
                return null;
            }

            var result = new PastResult(parts[0], year, outcome, parts.Length > 3 && parts[3].Length > 0 ? parts[3] : null, parts.Length == 5 ? until : null);
            return result with { Themes = before.Results.FirstOrDefault(known => Line(known) == Line(result))?.Themes ?? [] };
        }
    }

    /// <summary>A whole amount with or without thousands' separators.</summary>
    public static Money? AmountOf(string? typed, string? currency, out bool isWrong)
    {
        var text = (typed ?? "").Trim().Replace('\u00a0', ' ').Replace('\u202f', ' ');
        isWrong = text.Length > 0 && !WholePattern().IsMatch(text);
        return text.Length == 0 || isWrong
            ? null
            : new Money(decimal.Parse(string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture), MatchTexts.Currencies.Contains(currency) ? currency! : "EUR");
    }

    private static List<string> Items(string? typed) => [.. (typed ?? "").Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static string? Typed(Money? money) => money?.Amount.ToString("0", CultureInfo.InvariantCulture);

    private static string? Typed(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Line(PastResult result) =>
        string.Join("; ", new[] { result.Funder, result.Year.ToString(CultureInfo.InvariantCulture), result.Outcome.ToString(), result.Number ?? "", Typed(result.Until) ?? "" }).TrimEnd(' ', ';');

    [GeneratedRegex(@"^(\d{1,15}|\d{1,3}([ .,]\d{3}){1,4})$")]
    private static partial Regex WholePattern();
}
