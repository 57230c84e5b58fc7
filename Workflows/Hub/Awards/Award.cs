using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Awards;

/// <summary>A funder's decision and agreement with a city, followed until the last report is accepted (CommonGrants <c>Award</c>).</summary>
public sealed class Award : CaseOfOpportunity
{
    /// <summary>The series of its numbers.</summary>
    internal const string Series = "W";

    /// <summary>The application that won it.</summary>
    public required Guid ApplicationId { get; init; }

    /// <summary>What the city asked for.</summary>
    public Money? Requested { get; init; }

    /// <summary>What the funder gives.</summary>
    public required Money Awarded { get; set; }

    /// <summary>What the city adds itself, in the same currency.</summary>
    public Money? OwnShare { get; set; }

    /// <summary>The funder's number of the agreement.</summary>
    public required string Agreement { get; set; }

    /// <summary>When the funder decided.</summary>
    public required DateOnly AwardedOn { get; init; }

    /// <summary>When the agreement is in force.</summary>
    public required DateOnly InForceOn { get; init; }

    /// <summary>The first day of the work.</summary>
    public required DateOnly StartsOn { get; set; }

    /// <summary>The last day of the work.</summary>
    public required DateOnly EndsOn { get; set; }

    /// <summary>How it is reported on and paid.</summary>
    public required AwardTerms Terms { get; init; }

    /// <summary>How somebody ended it; <see langword="null"/> while it goes on, and when it ended by itself because all was accepted and paid.</summary>
    public AwardEnd? End { get; set; }

    /// <summary>Why somebody ended it, in their words.</summary>
    public string? EndReason { get; set; }

    /// <summary>What the work is about, as may be published.</summary>
    public string? Summary { get; set; }

    /// <summary>When it was published as open data; <see langword="null"/> while it is not.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Makes it public as open data, or takes that back. The city's coordinator has consented, which the caller has checked.</summary>
    internal void Release(bool isPublic, DateTimeOffset now) => PublishedAt = isPublic ? PublishedAt ?? now : null;

    /// <inheritdoc/>
    public override string CityPath => SitePaths.Award(Id);
}

/// <summary>How an award ends. Words know it as <c>Award.End.Fulfilled</c>.</summary>
public enum AwardEnd
{
    /// <summary>All that was owed is accepted.</summary>
    Fulfilled,

    /// <summary>The agreement was given up or taken back.</summary>
    Cancelled,
}
