namespace StrongCities.Hub.Opportunities.Process;

/// <summary>Where a case of an opportunity stands: the hub's own, a city's, or an application. Words know it as <c>Stage.Screening</c>.</summary>
public enum CaseStage
{
    /// <summary>The hub has found it.</summary>
    Scanned,

    /// <summary>It is only announced: the hub watches it until it opens.</summary>
    Watching,

    /// <summary>An advisor finds out who may apply.</summary>
    Screening,

    /// <summary>The rules compare it with every city.</summary>
    Matching,

    /// <summary>An advisor confirms which cities hear of it.</summary>
    Review,

    /// <summary>The cities are being told.</summary>
    Alerting,

    /// <summary>The cities were told; the hub waits for answers, changes and the close date.</summary>
    Awaiting,

    /// <summary>It fits no city as things are.</summary>
    NobodyFits,

    /// <summary>Its source changed it: it is compared again.</summary>
    Changed,

    /// <summary>An advisor rejected it.</summary>
    Rejected,

    /// <summary>It takes no applications any more.</summary>
    Closed,

    /// <summary>The city is asked whether it is interested.</summary>
    Asked,

    /// <summary>An advisor rates how well it would go.</summary>
    Weighing,

    /// <summary>The city decides whether it goes for it.</summary>
    Deciding,

    /// <summary>The advisor looks for somebody whom the city can join.</summary>
    Partnering,

    /// <summary>The city goes for it: an application is open.</summary>
    Went,

    /// <summary>The city joins somebody else's application.</summary>
    Partnered,

    /// <summary>The city wants help first: a support request is open.</summary>
    Helped,

    /// <summary>The city said that it is not for it.</summary>
    NotForUs,

    /// <summary>Nobody in the city answered, which counts as a no.</summary>
    Unanswered,

    /// <summary>The city decided not to go for it.</summary>
    NoGo,

    /// <summary>Its time ran out before the city had decided.</summary>
    Lapsed,

    /// <summary>The application is being prepared.</summary>
    Preparing,

    /// <summary>The application's plan is ready.</summary>
    Prepared,

    /// <summary>The application was given up.</summary>
    GivenUp,

    /// <summary>Partners are asked for their mandates.</summary>
    PartnerBuilding,

    /// <summary>The concept note is written.</summary>
    ConceptNote,

    /// <summary>The concept note is with the funder.</summary>
    ConceptSubmitted,

    /// <summary>The full proposal is written.</summary>
    FullProposal,

    /// <summary>Advisor, finance and law look at it.</summary>
    InternalReview,

    /// <summary>The mayor is asked to sign.</summary>
    MayorSignOff,

    /// <summary>The council is asked to agree.</summary>
    CouncilDecision,

    /// <summary>Two people look whether all is there.</summary>
    FinalCheck,

    /// <summary>Nothing changes any more: the coordinator hands it in.</summary>
    Submitting,

    /// <summary>The funder decides.</summary>
    DecisionPending,

    /// <summary>The funder asks something.</summary>
    Clarification,

    /// <summary>It is on the reserve list.</summary>
    ReserveList,

    /// <summary>The agreement is prepared and signed.</summary>
    Contracting,

    /// <summary>The funder refused it; lessons are written down.</summary>
    Refused,

    /// <summary>The funder refused it, and what was learnt is kept.</summary>
    NotAwarded,

    /// <summary>An agreement is signed: an award is open.</summary>
    Awarded,

    /// <summary>The city gave the application up before the funder decided.</summary>
    Withdrawn,

    /// <summary>An award's work goes on: reports are owed, money comes.</summary>
    Implementing,

    /// <summary>All that an award's agreement asked for is accepted.</summary>
    AwardClosed,

    /// <summary>An award's agreement was given up or taken back.</summary>
    AwardCancelled,
}

/// <summary>Says which stages end a case.</summary>
internal static class CaseStages
{
    private static readonly HashSet<CaseStage> Ends =
    [
        CaseStage.Rejected, CaseStage.Closed, CaseStage.Went, CaseStage.Partnered, CaseStage.Helped, CaseStage.NotForUs, CaseStage.Unanswered, CaseStage.NoGo,
        CaseStage.Lapsed, CaseStage.Prepared, CaseStage.GivenUp, CaseStage.NotAwarded, CaseStage.Awarded, CaseStage.Withdrawn,
        CaseStage.AwardClosed, CaseStage.AwardCancelled,
    ];

    /// <summary>Whether nobody has the case any more.</summary>
    public static bool IsEnd(CaseStage stage) => Ends.Contains(stage);

    /// <summary>What a designer reads instead of their names.</summary>
    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>
    {
        [nameof(CaseStage.Scanned)] = "Found",
        [nameof(CaseStage.Watching)] = "Watched until it opens",
        [nameof(CaseStage.Screening)] = "An advisor finds out who may apply",
        [nameof(CaseStage.Matching)] = "Compared with every city",
        [nameof(CaseStage.Review)] = "An advisor confirms the cities",
        [nameof(CaseStage.Alerting)] = "The cities are being told",
        [nameof(CaseStage.Awaiting)] = "Waiting for the cities",
        [nameof(CaseStage.NobodyFits)] = "It fits no city",
        [nameof(CaseStage.Changed)] = "Changed: compared again",
        [nameof(CaseStage.Rejected)] = "Rejected (ends the case)",
        [nameof(CaseStage.Closed)] = "Closed (ends the case)",
        [nameof(CaseStage.Asked)] = "The city is asked",
        [nameof(CaseStage.Weighing)] = "An advisor rates it",
        [nameof(CaseStage.Deciding)] = "The city decides",
        [nameof(CaseStage.Partnering)] = "Looking for a partner",
        [nameof(CaseStage.Went)] = "The city goes for it (ends the case)",
        [nameof(CaseStage.Partnered)] = "The city joins somebody (ends the case)",
        [nameof(CaseStage.Helped)] = "The city gets help first (ends the case)",
        [nameof(CaseStage.NotForUs)] = "Not for the city (ends the case)",
        [nameof(CaseStage.Unanswered)] = "Nobody answered (ends the case)",
        [nameof(CaseStage.NoGo)] = "The city does not go for it (ends the case)",
        [nameof(CaseStage.Lapsed)] = "Time ran out (ends the case)",
        [nameof(CaseStage.Preparing)] = "The application is being prepared",
        [nameof(CaseStage.Prepared)] = "The application is planned (ends the case)",
        [nameof(CaseStage.GivenUp)] = "The application was given up (ends the case)",
        [nameof(CaseStage.PartnerBuilding)] = "Partners are won",
        [nameof(CaseStage.ConceptNote)] = "The concept note is written",
        [nameof(CaseStage.ConceptSubmitted)] = "The concept note is with the funder",
        [nameof(CaseStage.FullProposal)] = "The full proposal is written",
        [nameof(CaseStage.InternalReview)] = "It is reviewed inside",
        [nameof(CaseStage.MayorSignOff)] = "The mayor is asked to sign",
        [nameof(CaseStage.CouncilDecision)] = "The council is asked to agree",
        [nameof(CaseStage.FinalCheck)] = "Two people look whether all is there",
        [nameof(CaseStage.Submitting)] = "It is handed in",
        [nameof(CaseStage.DecisionPending)] = "The funder decides",
        [nameof(CaseStage.Clarification)] = "The funder asks something",
        [nameof(CaseStage.ReserveList)] = "It is on the reserve list",
        [nameof(CaseStage.Contracting)] = "The agreement is prepared",
        [nameof(CaseStage.Refused)] = "The funder refused it",
        [nameof(CaseStage.NotAwarded)] = "Refused, lessons kept (ends the case)",
        [nameof(CaseStage.Awarded)] = "An award is open (ends the case)",
        [nameof(CaseStage.Withdrawn)] = "Withdrawn (ends the case)",
        [nameof(CaseStage.Implementing)] = "An award's work goes on",
        [nameof(CaseStage.AwardClosed)] = "All is accepted (ends the award)",
        [nameof(CaseStage.AwardCancelled)] = "The agreement was given up (ends the award)",
    };
}
