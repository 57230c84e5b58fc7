using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Applications;

/// <summary>One step of an application's plan, counted back from the deadline.</summary>
public sealed class Milestone
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The application.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Which step. Each is there once in a plan.</summary>
    public required MilestoneKind Kind { get; init; }

    /// <summary>Who sees to it.</summary>
    public required CaseRole Owner { get; init; }

    /// <summary>When it should be done.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>When it was done or decided; from then on no new plan moves it.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>The day before it was moved the last time; <see langword="null"/> while the first plan holds.</summary>
    public DateTimeOffset? MovedFrom { get; set; }
}

/// <summary>The steps of the back-plan, in their order. Words know them as <c>Milestone.PartnersAsked</c>.</summary>
public enum MilestoneKind
{
    /// <summary>The city goes for it: 45 working days before the deadline.</summary>
    Go,

    /// <summary>Partners are asked: 40 working days before.</summary>
    PartnersAsked,

    /// <summary>The concept note is in, where there is one: the funder's own day.</summary>
    ConceptNote,

    /// <summary>A full outline: 30 working days before.</summary>
    Outline,

    /// <summary>The funder takes no questions any more: 21 calendar days before.</summary>
    QuestionsClose,

    /// <summary>The first budget: 20 working days before.</summary>
    Budget,

    /// <summary>The partners' papers are signed: 14 working days before.</summary>
    PartnerPapers,

    /// <summary>The funder has answered: 11 calendar days before.</summary>
    AnswersOut,

    /// <summary>The internal review is over: 7 working days before.</summary>
    Review,

    /// <summary>The mayor has signed: 5 working days before.</summary>
    SignOff,

    /// <summary>The council has sat, where it must: 3 working days before.</summary>
    Council,

    /// <summary>Nothing changes any more: 3 working days before.</summary>
    Freeze,

    /// <summary>It is in: 2 working days before.</summary>
    Submit,

    /// <summary>The funder's own deadline.</summary>
    Deadline,
}
