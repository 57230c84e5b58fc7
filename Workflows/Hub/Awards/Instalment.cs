using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Awards;

/// <summary>A part of an award's money.</summary>
public sealed class Instalment
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The award.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Its place, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What kind.</summary>
    public required InstalmentKind Kind { get; init; }

    /// <summary>How much, in the award's currency.</summary>
    public required Money Amount { get; set; }

    /// <summary>The report that it waits for; <see langword="null"/> for pre-financing.</summary>
    public Guid? ObligationId { get; init; }

    /// <summary>When it should come; <see langword="null"/> while its report is not in.</summary>
    public DateOnly? ExpectedOn { get; set; }

    /// <summary>When it came.</summary>
    public DateOnly? PaidOn { get; set; }

    /// <summary>How much came, where that is not all.</summary>
    public Money? Paid { get; set; }

    /// <summary>What was told of it last; <see langword="null"/> for nothing, or when another day was set.</summary>
    public InstalmentStep? Told { get; set; }
}

/// <summary>What an instalment is for. Words know it as <c>Instalment.PreFinancing</c>.</summary>
public enum InstalmentKind
{
    /// <summary>Before the work.</summary>
    PreFinancing,

    /// <summary>In the middle, after a report.</summary>
    Interim,

    /// <summary>At the end, after the last report.</summary>
    Balance,
}

/// <summary>What is told of an instalment that has not come. Words know it as <c>Instalment.Step.Expected</c>.</summary>
public enum InstalmentStep
{
    /// <summary>It should be there today.</summary>
    Expected,

    /// <summary>It has not come for a while.</summary>
    Late,
}
