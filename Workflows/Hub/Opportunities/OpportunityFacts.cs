namespace StrongCities.Hub.Opportunities;

/// <summary>
/// What a source says of an opportunity, in the terms of CommonGrants 0.4.0 (<c>OpportunityBase</c>). A value: two that are equal say the same, and
/// what a later one says otherwise is a change. What an advisor adds is <see cref="Eligibility"/>.
/// </summary>
public sealed record OpportunityFacts
{
    /// <summary>Its title; 1 to 1,000 characters.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for, as plain text: a source's markup is taken off before it gets here. May be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where it stands by its source.</summary>
    public required OpportunityStatus Status { get; init; }

    /// <summary>The source's own word for the status, where there is one.</summary>
    public string? StatusWord { get; init; }

    /// <summary>Who gives, as the source names them.</summary>
    public string? Funder { get; init; }

    /// <summary>The funder's number for it: a topic identifier, a notice number.</summary>
    public string? Number { get; init; }

    /// <summary>Where people read about it: an absolute http(s) address.</summary>
    public Uri? Source { get; init; }

    /// <summary>The money.</summary>
    public OpportunityFunding Funding { get; init; } = new();

    /// <summary>When it was published or opens.</summary>
    public KeyDate? PostDate { get; init; }

    /// <summary>When it closes. Unknown for about one opportunity in six.</summary>
    public KeyDate? CloseDate { get; init; }

    /// <summary>Further dates by CommonGrants' key, such as <c>conceptClose</c> or <c>expectedAward</c>; never <see langword="null"/> values.</summary>
    public FactDictionary<KeyDate> OtherDates { get; init; } = new([]);

    /// <summary>Who may apply: values of CommonGrants' <c>ApplicantTypeOptions</c>; others come as <c>custom:</c> and the source's word.</summary>
    public FactList<string> ApplicantTypes { get; init; } = [];

    /// <summary>What it is about, in the source's words or codes.</summary>
    public FactList<string> Themes { get; init; } = [];

    /// <summary>Whether it is a grant, a cooperative agreement, a procurement …, in the source's word.</summary>
    public string? Instrument { get; init; }

    /// <summary>What else the source says, by CommonGrants' custom field key, as text that may be shown.</summary>
    public FactDictionary<string> More { get; init; } = new([]);
}

/// <summary>The money of an opportunity (<c>OppFunding</c>). Amounts in different currencies are never added or compared.</summary>
public sealed record OpportunityFunding
{
    /// <summary>All there is.</summary>
    public Money? Total { get; init; }

    /// <summary>The least that one award is.</summary>
    public Money? Min { get; init; }

    /// <summary>The most that one award is.</summary>
    public Money? Max { get; init; }

    /// <summary>The fewest awards.</summary>
    public int? MinAwards { get; init; }

    /// <summary>The most awards.</summary>
    public int? MaxAwards { get; init; }

    /// <summary>How many awards the funder expects.</summary>
    public int? EstimatedAwards { get; init; }

    /// <summary>What cannot be said in numbers.</summary>
    public string? Details { get; init; }
}

/// <summary>Where an opportunity stands (<c>OppStatusOptions</c>).</summary>
public enum OpportunityStatus
{
    /// <summary>Announced, not open.</summary>
    Forecasted,

    /// <summary>Takes applications.</summary>
    Open,

    /// <summary>Takes none any more.</summary>
    Closed,

    /// <summary>As the source's own word says.</summary>
    Custom,
}
