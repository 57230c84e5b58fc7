using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Search;

namespace StrongCities.Host.Catalogue;

/// <summary>A search as it stands in a page's address. What can't be read is taken as not said, so that no link ever fails.</summary>
public sealed class CatalogueInput
{
    /// <summary>Everything, whatever its status.</summary>
    public const string All = "all";

    private const int MaxWords = 300;
    private const string Day = "yyyy-MM-dd";

    /// <summary>Applicant types that can be asked for.</summary>
    public static IReadOnlyList<string> Applicants { get; } =
    [
        "government_municipal", "government_county", "government_state", "government_special_district", "government_tribal", "organization", "organization_tribal_other",
        "non_profit_with_501c3", "nonprofit_without_501c3", "higher_education_public", "higher_education_private", "school_district_independent",
        "for_profit_small_business", "for_profit_not_small_business", "individual", "unrestricted",
    ];

    /// <summary>Words.</summary>
    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    /// <summary>A status, <see cref="All"/>, or nothing for what is open or announced.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; set; }

    /// <summary>A day.</summary>
    [FromQuery(Name = "closesFrom")]
    public string? ClosesFrom { get; set; }

    /// <summary>A day.</summary>
    [FromQuery(Name = "closesUntil")]
    public string? ClosesUntil { get; set; }

    /// <summary>A day.</summary>
    [FromQuery(Name = "opensFrom")]
    public string? OpensFrom { get; set; }

    /// <summary>A day.</summary>
    [FromQuery(Name = "opensUntil")]
    public string? OpensUntil { get; set; }

    /// <summary>Three letters.</summary>
    [FromQuery(Name = "currency")]
    public string? Currency { get; set; }

    /// <summary>An amount.</summary>
    [FromQuery(Name = "from")]
    public string? MoneyFrom { get; set; }

    /// <summary>An amount.</summary>
    [FromQuery(Name = "until")]
    public string? MoneyUntil { get; set; }

    /// <summary>Two letters.</summary>
    [FromQuery(Name = "country")]
    public string? Country { get; set; }

    /// <summary>Without what is unknown.</summary>
    [FromQuery(Name = "known")]
    public string? OnlyKnown { get; set; }

    /// <summary>One of <see cref="Applicants"/>.</summary>
    [FromQuery(Name = "applicant")]
    public string? Applicant { get; set; }

    /// <summary>Part of a theme.</summary>
    [FromQuery(Name = "theme")]
    public string? Theme { get; set; }

    /// <summary>Part of a name.</summary>
    [FromQuery(Name = "funder")]
    public string? Funder { get; set; }

    /// <summary>Where screening stands.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; set; }

    /// <summary>An order.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>Whether more is asked than words, status and order.</summary>
    public bool HasMore => Fields().Any(pair => pair.Key is not ("q" or "status" or "sort" or "state") && !string.IsNullOrEmpty(pair.Value));

    /// <summary>The search as an address has it.</summary>
    /// <returns>Its parts by name.</returns>
    public IReadOnlyDictionary<string, string?> Fields() => new Dictionary<string, string?>
    {
        ["q"] = Words,
        ["status"] = Status,
        ["closesFrom"] = ClosesFrom,
        ["closesUntil"] = ClosesUntil,
        ["opensFrom"] = OpensFrom,
        ["opensUntil"] = OpensUntil,
        ["currency"] = Currency,
        ["from"] = MoneyFrom,
        ["until"] = MoneyUntil,
        ["country"] = Country,
        ["known"] = OnlyKnown,
        ["applicant"] = Applicant,
        ["theme"] = Theme,
        ["funder"] = Funder,
        ["state"] = State,
        ["sort"] = Sort,
    };

    /// <summary>The search as an address.</summary>
    /// <returns>From the question mark on; empty when nothing is asked.</returns>
    public string Query() => QueryString.Create(Fields().Where(pair => !string.IsNullOrEmpty(pair.Value))).ToString();

    /// <summary>What the catalogue is asked.</summary>
    /// <returns>The filter.</returns>
    public OpportunityFilter Filter() => new()
    {
        Words = Words?.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, MaxWords)] : null,
        Standing = Status switch
        {
            All => [],
            _ when Enum.TryParse<OpportunityStatus>(Status, out var status) => [status],
            _ => [OpportunityStatus.Forecasted, OpportunityStatus.Open, OpportunityStatus.Custom],
        },
        ClosesFrom = DayOf(ClosesFrom),
        ClosesUntil = DayOf(ClosesUntil),
        OpensFrom = DayOf(OpensFrom),
        OpensUntil = DayOf(OpensUntil),
        Currency = Said(Currency),
        MoneyFrom = AmountOf(MoneyFrom),
        MoneyUntil = AmountOf(MoneyUntil),
        Country = Said(Country),
        OnlyKnown = OnlyKnown == "true",
        ApplicantType = Said(Applicant),
        Theme = Said(Theme),
        Funder = Said(Funder),
        State = Enum.TryParse<ScreeningState>(State, out var state) ? state : null,
        Sort = Enum.TryParse<OpportunitySort>(Sort, out var sort) ? sort : null,
    };

    /// <summary>The search that a filter came from.</summary>
    /// <param name="filter">The filter.</param>
    /// <returns>The search.</returns>
    public static CatalogueInput Of(OpportunityFilter filter) => new()
    {
        Words = filter.Words,
        Status = filter.Standing.Count switch { 0 => All, 1 => filter.Standing[0].ToString(), _ => null },
        ClosesFrom = Typed(filter.ClosesFrom),
        ClosesUntil = Typed(filter.ClosesUntil),
        OpensFrom = Typed(filter.OpensFrom),
        OpensUntil = Typed(filter.OpensUntil),
        Currency = filter.Currency,
        MoneyFrom = filter.MoneyFrom?.ToString(CultureInfo.InvariantCulture),
        MoneyUntil = filter.MoneyUntil?.ToString(CultureInfo.InvariantCulture),
        Country = filter.Country,
        OnlyKnown = filter.OnlyKnown ? "true" : null,
        Applicant = filter.ApplicantType,
        Theme = filter.Theme,
        Funder = filter.Funder,
        State = filter.State?.ToString(),
        Sort = filter.Sort?.ToString(),
    };

    private static string? Said(string? typed) => typed?.Trim() is { Length: > 0 and <= MaxWords } said ? said : null;

    private static string? Typed(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);

    private static DateOnly? DayOf(string? typed) => DateOnly.TryParseExact(typed, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static decimal? AmountOf(string? typed) =>
        decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}
