namespace StrongCities.Hub.Matching;

/// <summary>
/// What was found of one opportunity for one city. A plain no has no row; one that an advisor or the city has said something about keeps it.
/// The reasons are not stored: they are told anew from the same inputs.
/// </summary>
public sealed class Match
{
    /// <summary>The opportunity; with the city the key.</summary>
    public required Guid OpportunityId { get; init; }

    /// <summary>The city.</summary>
    public required Guid CityId { get; init; }

    /// <summary>Their hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>What the rules say.</summary>
    public Overall Overall { get; private set; }

    /// <summary>How the city would hear of it.</summary>
    public AlertLane Lane { get; private set; }

    /// <summary>Fit, 0 to 100.</summary>
    public int Score { get; private set; }

    /// <summary>What each rule said, two bits for each; 0 for a no.</summary>
    public int States { get; private set; }

    /// <summary>What each part of the score gave, eight bits for each; 0 for a no.</summary>
    public long Parts { get; private set; }

    /// <summary>When this verdict was found. Runs that find the same leave it.</summary>
    public DateTimeOffset ComputedAt { get; private set; }

    /// <summary>An advisor's other verdict, which counts before the rules'.</summary>
    public Overall? Override { get; private set; }

    /// <summary>Their reason.</summary>
    public string? OverrideReason { get; private set; }

    /// <summary>Who.</summary>
    public Guid? OverriddenById { get; private set; }

    /// <summary>Their name then.</summary>
    public string? OverriddenByName { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset? OverriddenAt { get; private set; }

    /// <summary>What the city answered.</summary>
    public CityAnswer? Answer { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>When an advisor confirmed that the city is to hear of it; <see langword="null"/> while nobody has, or no longer.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Who.</summary>
    public Guid? ConfirmedById { get; private set; }

    /// <summary>What counts.</summary>
    public Overall Effective => Override ?? Overall;

    /// <summary>Whether the row would say nothing that a missing one does not.</summary>
    public bool IsPlainNo => Overall == Overall.No && Override is null && Answer is null && ConfirmedAt is null;

    /// <summary>What the rules say, as a run compares it.</summary>
    internal Outcome Outcome => new(Overall, Lane, Score, States, Parts);

    /// <summary>What a rule said.</summary>
    /// <param name="rule">Which.</param>
    /// <returns>Its state; pass for every rule of a no, whose states are not kept.</returns>
    public RuleState StateOf(MatchRule rule) => Judge.StateOf(States, rule);

    /// <summary>An advisor's verdict, or back to the rules'.</summary>
    /// <param name="overall">Theirs; <see langword="null"/> for the rules'.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who.</param>
    /// <param name="name">Their name.</param>
    /// <param name="at">When.</param>
    public void SetOverride(Overall? overall, string? reason, Guid by, string name, DateTimeOffset at)
    {
        var isSet = overall is not null;
        (Override, OverrideReason) = (overall, isSet ? reason : null);
        OverriddenById = isSet ? by : null;
        OverriddenByName = isSet ? name : null;
        OverriddenAt = isSet ? at : null;
    }

    /// <summary>The city's answer.</summary>
    /// <param name="answer">What it says.</param>
    /// <param name="at">When.</param>
    public void SetAnswer(CityAnswer? answer, DateTimeOffset at) => (Answer, AnsweredAt) = (answer, answer is null ? null : at);

    /// <summary>An advisor confirms that the city is to hear of it. Said again, the first time stands.</summary>
    /// <param name="by">Who.</param>
    /// <param name="at">When.</param>
    public void Confirm(Guid by, DateTimeOffset at)
    {
        if (ConfirmedAt is null)
        {
            (ConfirmedAt, ConfirmedById) = (at, by);
        }
    }

    /// <summary>The city is not to hear of it after all.</summary>
    public void Unconfirm() => (ConfirmedAt, ConfirmedById) = (null, null);

    /// <summary>What a run found.</summary>
    internal void Take(Outcome outcome, DateTimeOffset at) =>
        (Overall, Lane, Score, States, Parts, ComputedAt) = (outcome.Overall, outcome.Lane, outcome.Score, outcome.States, outcome.Parts, at);
}

/// <summary>What a city answers to an alert.</summary>
public enum CityAnswer
{
    /// <summary>It wants to apply.</summary>
    Interested,

    /// <summary>It wants to join somebody who applies.</summary>
    PartnerOnly,

    /// <summary>It is not for the city.</summary>
    NotForUs,

    /// <summary>It wants help first.</summary>
    NeedHelp,
}

/// <summary>What the last run matched with: what differs now must be matched again. So nothing has to tell matching what it changed.</summary>
public sealed class MatchInput
{
    /// <summary>The opportunity, the city, or the hub for its settings.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>What <see cref="Id"/> is.</summary>
    public required MatchInputKind Kind { get; init; }

    /// <summary>A hash of everything that verdicts depend on.</summary>
    public long Fingerprint { get; set; }

    /// <summary>Of a city: the day it was there.</summary>
    public DateOnly? Day { get; set; }
}

/// <summary>What matching depends on.</summary>
public enum MatchInputKind
{
    /// <summary>An opportunity.</summary>
    Opportunity,

    /// <summary>A city with its profile, on a day.</summary>
    City,

    /// <summary>The hub's settings, and the rules themselves.</summary>
    Settings,
}
