using StrongCities.Hub.Awards.Schedule;

namespace StrongCities.Hub.Awards;

/// <summary>Something that is owed to the funder after an award: a report, a deliverable, an audit.</summary>
public sealed class Obligation
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The award.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>What kind.</summary>
    public required ObligationKind Kind { get; init; }

    /// <summary>Which of its kind, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What it is called, in people's words; <see langword="null"/> for the name of its kind.</summary>
    public string? Name { get; set; }

    /// <summary>The end of the period that it reports on; <see langword="null"/> for what is no report.</summary>
    public DateOnly? PeriodEnds { get; init; }

    /// <summary>When it must be in.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>How far it is.</summary>
    public ObligationState State { get; set; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset StateSince { get; set; }

    /// <summary>The last step of its ladder that was taken; <see langword="null"/> for none, or when a new day was set.</summary>
    public ObligationStep? Told { get; set; }

    /// <summary>The file that was handed in.</summary>
    public Guid? FileId { get; set; }

    /// <summary>What it is called: somebody's words, or a key of the hub's words.</summary>
    public string Title => Name ?? $"Obligation.{Kind}";

    /// <summary>Whether it is owed no more.</summary>
    public bool IsOver => State is ObligationState.Accepted or ObligationState.Waived;
}

/// <summary>What can be owed. Words know it as <c>Obligation.InterimReport</c>.</summary>
public enum ObligationKind
{
    /// <summary>A report on a part of the time: 60 days after the period's end.</summary>
    InterimReport,

    /// <summary>The last report: three months after the end.</summary>
    FinalReport,

    /// <summary>Something that was promised.</summary>
    Deliverable,

    /// <summary>An auditor's report.</summary>
    Audit,
}

/// <summary>How far an obligation is. Words know it as <c>ObligationState.Open</c>.</summary>
public enum ObligationState
{
    /// <summary>Nobody has begun, or work goes on.</summary>
    Open,

    /// <summary>The advisor has a draft.</summary>
    Drafted,

    /// <summary>Mayor and finance have checked it.</summary>
    Checked,

    /// <summary>The funder has it.</summary>
    Submitted,

    /// <summary>The funder wants changes.</summary>
    Returned,

    /// <summary>The funder has accepted it.</summary>
    Accepted,

    /// <summary>It is no longer owed.</summary>
    Waived,
}
