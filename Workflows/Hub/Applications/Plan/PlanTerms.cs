using StrongCities.Hub.Calendars;

namespace StrongCities.Hub.Applications.Plan;

/// <summary>What an application's plan hangs on.</summary>
/// <param name="Deadline">The funder's last moment.</param>
/// <param name="City">The city's working days; what it does is due when its offices close.</param>
/// <param name="Funder">The funder's working days, and the zone in which it counts days.</param>
public sealed record PlanTerms(DateTimeOffset Deadline, WorkingCalendar City, WorkingCalendar Funder)
{
    /// <summary>The funder's last moment for the concept note; <see langword="null"/> where there is none.</summary>
    public DateTimeOffset? ConceptDeadline { get; init; }

    /// <summary>Whether others apply together with the city.</summary>
    public bool HasPartners { get; init; }

    /// <summary>Whether the council must agree.</summary>
    public bool NeedsCouncil { get; init; }

    /// <summary>When the council sits; <see langword="null"/> while nobody has said.</summary>
    public DateTimeOffset? CouncilSession { get; init; }

    /// <summary>The funder's last moment for questions; <see langword="null"/> for 21 calendar days before the deadline.</summary>
    public DateTimeOffset? QuestionsClose { get; init; }

    /// <summary>When its answers are out; <see langword="null"/> for 11 calendar days before the deadline.</summary>
    public DateTimeOffset? AnswersOut { get; init; }

    /// <summary>Steps that are done or decided. They are planned no more, and time is counted for the others alone.</summary>
    public IReadOnlySet<MilestoneKind> Done { get; init; } = new HashSet<MilestoneKind>();
}
