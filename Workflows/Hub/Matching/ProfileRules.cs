using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching;

/// <summary>What a profile must look like.</summary>
internal static class ProfileRules
{
    public const int MostWriters = 3;
    public const int MaxText = 100;

    public const int MaxReason = 500;
    private const int MostItems = 50;
    private const int FirstYear = 2000;

    public static IEnumerable<FieldProblem> Problems(CityProfile profile, DateTimeOffset now) =>
    [
        .. Texts(nameof(CityProfile.LegalForm), profile.LegalForm is null ? [] : [profile.LegalForm]),
        .. Texts(nameof(CityProfile.Networks), profile.Networks),
        .. Codes(nameof(CityProfile.Languages), profile.Languages, IsLanguage, "Problem.LanguageCode"),
        .. Codes(nameof(CityProfile.Partners), profile.Partners, code => CountrySet.IndexOf(code) >= 0, "Problem.CountryCode"),
        .. Codes(nameof(CityProfile.Priorities), profile.Priorities, HubThemes.All.Contains, "Problem.Theme"),
        .. Codes(nameof(CityProfile.HighRisks), profile.HighRisks, HubThemes.All.Contains, "Problem.Theme"),
        .. Amount(nameof(CityProfile.Budget), profile.Budget),
        .. Amount(nameof(CityProfile.OwnContribution), profile.OwnContribution),
        .. profile.Writers is < 0 or > MostWriters ? [new FieldProblem(nameof(CityProfile.Writers), "Problem.Between", 0, MostWriters)] : Array.Empty<FieldProblem>(),
        .. Registrations(profile.Registrations ?? [], DateOnly.FromDateTime(now.UtcDateTime)),
        .. Results(profile.Results, now.Year),
    ];

    public static IEnumerable<FieldProblem> Problems(Refusal refusal)
    {
        var problem = refusal.Kind switch
        {
            RefusalKind.Theme when !HubThemes.All.Contains(refusal.Value ?? "") => new FieldProblem(nameof(Refusal.Value), "Problem.Theme", refusal.Value ?? ""),
            RefusalKind.Funder when string.IsNullOrWhiteSpace(refusal.Value) => new FieldProblem(nameof(Refusal.Value), "Problem.Required"),
            RefusalKind.Size when refusal.From is null => new FieldProblem(nameof(Refusal.From), "Problem.Required"),
            _ => null,
        };
        if (problem is not null)
        {
            yield return problem;
        }

        foreach (var wrong in Amount(nameof(Refusal.From), refusal.From))
        {
            yield return wrong;
        }

        if (refusal.Reason?.Length > MaxReason)
        {
            yield return new FieldProblem(nameof(Refusal.Reason), "Problem.TooLong", MaxReason);
        }
    }

    private static IEnumerable<FieldProblem> Texts(string field, FactList<string> texts)
    {
        if (texts.Count > MostItems)
        {
            yield return new FieldProblem(field, "Problem.TooMany", MostItems);
        }

        if (texts.Any(text => text.Length > MaxText || text.Any(char.IsControl)))
        {
            yield return new FieldProblem(field, "Problem.TooLong", MaxText);
        }
    }

    private static IEnumerable<FieldProblem> Codes(string field, FactList<string>? codes, Func<string, bool> isOne, string problem)
    {
        if (codes?.Count > MostItems)
        {
            yield return new FieldProblem(field, "Problem.TooMany", MostItems);
        }
        else if (codes?.FirstOrDefault(code => !isOne(code)) is { } wrong)
        {
            yield return new FieldProblem(field, problem, wrong);
        }
    }

    private static IEnumerable<FieldProblem> Amount(string field, Money? amount)
    {
        if (amount is { Amount: < 0 or >= 1_000_000_000_000 })
        {
            yield return new FieldProblem(field, "Problem.Amount");
        }
        else if (amount is not null && (amount.Currency.Length != 3 || !amount.Currency.All(char.IsAsciiLetterUpper)))
        {
            yield return new FieldProblem(field, "Problem.Currency");
        }
    }

    private static IEnumerable<FieldProblem> Registrations(FactList<Registration> registrations, DateOnly today)
    {
        foreach (var problem in Texts(nameof(CityProfile.Registrations), [.. registrations.Select(registration => registration.Kind)]))
        {
            yield return problem;
        }

        // One that has run out is a fact too; a year that nobody can mean is not.
        if (registrations.Any(registration => registration.Until is { } until && (until.Year < FirstYear || until > today.AddYears(MostItems))))
        {
            yield return new FieldProblem(nameof(CityProfile.Registrations), "Problem.Date");
        }
    }

    private static IEnumerable<FieldProblem> Results(FactList<PastResult> results, int year)
    {
        foreach (var problem in Texts(nameof(CityProfile.Results), [.. results.SelectMany(result => new[] { result.Funder, result.Number ?? "" })]))
        {
            yield return problem;
        }

        if (results.Any(result => result.Year < FirstYear || result.Year > year + 1))
        {
            yield return new FieldProblem(nameof(CityProfile.Results), "Problem.Between", FirstYear, year + 1);
        }
    }

    private static bool IsLanguage(string code) => code.Length is 2 or 3 && code.All(char.IsAsciiLetterLower);
}
