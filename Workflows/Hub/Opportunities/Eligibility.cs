namespace StrongCities.Hub.Opportunities;

/// <summary>
/// What an advisor found out about who may apply and how, while screening. Everything is unknown until said: <see langword="null"/> or an empty list
/// is "unknown", never "no".
/// </summary>
public sealed record Eligibility
{
    /// <summary>Whose cities may apply: ISO 3166 alpha-2, Kosovo is XK; <see langword="null"/> while unknown.</summary>
    public FactList<string>? Countries { get; init; }

    /// <summary>Whose may not, whatever else is said.</summary>
    public FactList<string> ExcludedCountries { get; init; } = [];

    /// <summary>Whose part depends on something still open, such as the year's association agreement: the verdict is unknown, to be verified.</summary>
    public FactList<string> UncertainCountries { get; init; } = [];

    /// <summary>The fewest inhabitants.</summary>
    public int? MinPopulation { get; init; }

    /// <summary>The most inhabitants.</summary>
    public int? MaxPopulation { get; init; }

    /// <summary>Whether a municipality may lead.</summary>
    public CityRole CityRole { get; init; }

    /// <summary>What the applicant adds, as a part of the whole cost: 0 to 1.</summary>
    public decimal? CoFinancingRate { get; init; }

    /// <summary>Whether money comes before or after it is spent.</summary>
    public PaymentModel Payment { get; init; }

    /// <summary>The fewest partners beside the applicant.</summary>
    public int? PartnersMin { get; init; }

    /// <summary>The fewest countries that partners come from, the applicant's not counted.</summary>
    public int? PartnerCountriesMin { get; init; }

    /// <summary>One stage, or a concept first and the full application later.</summary>
    public int? Stages { get; init; }

    /// <summary>Languages an application may be written in: ISO 639-1.</summary>
    public FactList<string>? Languages { get; init; }

    /// <summary>Registrations an applicant needs through the deadline: <c>PIC</c>, <c>PADOR</c>, <c>UEI</c>.</summary>
    public FactList<string> Registrations { get; init; } = [];

    /// <summary>The advisor looked, and no registration is needed.</summary>
    public bool NoRegistration { get; init; }

    /// <summary>Whether the country's coordinator must be told first.</summary>
    public bool? PreNotification { get; init; }

    /// <summary>How many applications one city may hand in; <see langword="null"/> while unknown.</summary>
    public int? MaxPerCity { get; init; }

    /// <summary>Themes by the hub's keys, such as <c>prevention</c>, that are compared with the cities' priorities.</summary>
    public FactList<string> Themes { get; init; } = [];

    /// <summary>What the advisor wants read beside it.</summary>
    public string? Note { get; init; }
}

/// <summary>What a municipality may be in an application.</summary>
public enum CityRole
{
    /// <summary>Nobody looked yet, or the funder does not say.</summary>
    Unknown,

    /// <summary>It may lead.</summary>
    Lead,

    /// <summary>It may only be a partner.</summary>
    PartnerOnly,

    /// <summary>It may be neither.</summary>
    None,
}

/// <summary>When the money comes.</summary>
public enum PaymentModel
{
    /// <summary>Unknown.</summary>
    Unknown,

    /// <summary>Some of it before it is spent.</summary>
    Advance,

    /// <summary>After it was spent.</summary>
    Reimbursement,
}
