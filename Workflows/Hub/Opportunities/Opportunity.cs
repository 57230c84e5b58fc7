using StrongCities.Hub.Opportunities.Search;

namespace StrongCities.Hub.Opportunities;

/// <summary>
/// An opportunity in a hub's catalogue: what its leading record says, what an advisor found out, and where screening stands. Never deleted. Columns
/// that filters and sorting need are copied from the facts, by <see cref="Say"/> alone.
/// </summary>
public sealed class Opportunity
{
    /// <summary>Its id, in our addresses and in our API.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose catalogue.</summary>
    public required Guid HubId { get; init; }

    /// <summary>Its row in the text index; unique.</summary>
    public required long Row { get; init; }

    /// <summary>What its leading record says.</summary>
    public required OpportunityFacts Facts { get; set; }

    /// <summary>What an advisor found out; <see langword="null"/> until somebody looked.</summary>
    public Eligibility? Eligibility { get; set; }

    /// <summary>Where screening stands.</summary>
    public ScreeningState State { get; set; }

    /// <summary>Why it was rejected.</summary>
    public RejectReason? RejectReason { get; set; }

    /// <summary>What the advisor added to the reason.</summary>
    public string? RejectNote { get; set; }

    /// <summary>Whether the hub's lead agreed to alert cities although little time is left.</summary>
    public bool FastLane { get; set; }

    /// <summary>The opportunity that it is the same as, once merged.</summary>
    public Guid? MergedIntoId { get; set; }

    /// <summary>When no source had it any more; <see langword="null"/> while one has.</summary>
    public DateTimeOffset? GoneAt { get; set; }

    /// <summary>When it came into the catalogue.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything of it last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Goes up with each change; who changes it says which one they saw.</summary>
    public int Version { get; set; }

    /// <summary>The status by the facts; <see cref="StandingAt"/> also minds the clock.</summary>
    public OpportunityStatus Status { get; private set; }

    /// <summary>The title, for sorting.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The last minute in which an application may come in, as <see cref="Deadline"/> reads the close date.</summary>
    public DateTimeOffset? ClosesAt { get; private set; }

    /// <summary>When it was published or opens, where that is a day.</summary>
    public DateOnly? PostDay { get; private set; }

    /// <summary>The one currency that the amounts beside are in; amounts in others are not among them.</summary>
    public string? Currency { get; private set; }

    /// <summary>All there is, in <see cref="Currency"/>.</summary>
    public decimal? TotalAmount { get; private set; }

    /// <summary>The least of one award, likewise.</summary>
    public decimal? MinAmount { get; private set; }

    /// <summary>The most of one award, likewise.</summary>
    public decimal? MaxAmount { get; private set; }

    /// <summary>The funder, folded.</summary>
    public string FunderKey { get; private set; } = "";

    /// <summary>The number, folded; <see langword="null"/> where there is none to compare.</summary>
    public string? NumberKey { get; private set; }

    /// <summary>The address, in the form that is compared; <see langword="null"/> likewise.</summary>
    public string? AddressKey { get; private set; }

    /// <summary>The title, folded and shortened to what is compared.</summary>
    public string TitleKey { get; private set; } = "";

    /// <summary>Applicant types between bars, such as <c>|government_municipal|</c>; empty for unknown.</summary>
    public string ApplicantKeys { get; private set; } = "";

    /// <summary>Themes of facts and advisor, folded, between bars.</summary>
    public string ThemeKeys { get; private set; } = "";

    /// <summary>Countries that may apply, or may perhaps, between bars; <see langword="null"/> for unknown.</summary>
    public string? CountryKeys { get; private set; }

    /// <summary>Countries that may not, between bars.</summary>
    public string BarredKeys { get; private set; } = "";

    /// <summary>Takes what its leading record says now.</summary>
    /// <param name="facts">The facts.</param>
    public void Say(OpportunityFacts facts)
    {
        Facts = facts;
        (Status, Title, ClosesAt) = (facts.Status, facts.Title, Deadline.Of(facts.CloseDate));
        PostDay = facts.PostDate switch { DayDate day => day.Day, RangeDate range => range.From, _ => null };
        var funding = facts.Funding;
        Currency = (funding.Max ?? funding.Min ?? funding.Total)?.Currency;
        (TotalAmount, MinAmount, MaxAmount) = (InCurrency(funding.Total), InCurrency(funding.Min), InCurrency(funding.Max));
        FunderKey = FoldText.Fold(facts.Funder ?? "");
        (NumberKey, AddressKey, TitleKey) = (SameOpportunity.NumberKey(facts.Number), SameOpportunity.AddressKey(facts.Source), SameOpportunity.TitleKey(facts.Title));
        ApplicantKeys = Bars(facts.ApplicantTypes);
        ThemeKeys = Themes();
    }

    /// <summary>Takes what an advisor found out.</summary>
    /// <param name="eligibility">All of it.</param>
    public void Judge(Eligibility eligibility)
    {
        Eligibility = eligibility;
        CountryKeys = eligibility.Countries is { } countries
            ? Bars(countries.Concat(eligibility.UncertainCountries).Except(eligibility.ExcludedCountries))
            : null;
        BarredKeys = Bars(eligibility.ExcludedCountries);
        ThemeKeys = Themes();
    }

    /// <summary>Notes that something changed.</summary>
    /// <param name="now">When.</param>
    public void Touch(DateTimeOffset now) => (ChangedAt, Version) = (now, Version + 1);

    /// <summary>Where it stands at a moment: closed also when its deadline has passed or no source has it any more.</summary>
    /// <param name="now">The moment.</param>
    /// <returns>The status that people see.</returns>
    public OpportunityStatus StandingAt(DateTimeOffset now) => GoneAt is not null || ClosesAt <= now ? OpportunityStatus.Closed : Status;

    private static string Bars(IEnumerable<string> values) =>
        string.Join('|', values.Select(value => value.Replace('|', '/')).Where(value => value.Length > 0)) is { Length: > 0 } joined ? $"|{joined}|" : "";

    private decimal? InCurrency(Money? money) => money?.Currency == Currency ? money?.Amount : null;

    private string Themes() => Bars(Facts.Themes.Concat(Eligibility?.Themes ?? []).Select(FoldText.Fold).Distinct(StringComparer.Ordinal));
}

/// <summary>Where screening of an opportunity stands.</summary>
public enum ScreeningState
{
    /// <summary>Nobody looked yet.</summary>
    New,

    /// <summary>An advisor found out who may apply.</summary>
    Screened,

    /// <summary>Not for any city of the hub.</summary>
    Rejected,

    /// <summary>The same as another one, which goes on.</summary>
    Merged,
}

/// <summary>Why an opportunity was rejected.</summary>
public enum RejectReason
{
    /// <summary>Municipalities may not apply.</summary>
    NotForCities,

    /// <summary>None of the hub's countries may.</summary>
    NotOurCountries,

    /// <summary>Too little time is left.</summary>
    TooLate,

    /// <summary>Not what the hub works on.</summary>
    OtherTheme,

    /// <summary>The money or the effort is out of proportion.</summary>
    NotWorthIt,

    /// <summary>As the note says.</summary>
    Other,
}
