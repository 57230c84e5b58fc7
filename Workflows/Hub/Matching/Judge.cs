using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Matching.Rules;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching;

/// <summary>
/// Judges one opportunity for one city: a pure function of what it is given. A run over all cities uses the same rules and gives up at the
/// first that fails, because a plain no is not stored.
/// </summary>
public static class Judge
{
    private const int BitsOfState = 2;
    private const int BitsOfPart = 8;

    private static readonly int RuleCount = Enum.GetValues<MatchRule>().Length;
    private static readonly int PartCount = Enum.GetValues<ScoreKey>().Length;

    /// <summary>The verdict, with every reason.</summary>
    /// <param name="facts">What the source says.</param>
    /// <param name="eligibility">What the advisor found out.</param>
    /// <param name="city">Its country, inhabitants and calendar.</param>
    /// <param name="profile">What it says of itself.</param>
    /// <param name="settings">The hub's.</param>
    /// <param name="now">The moment.</param>
    /// <param name="fastLane">The hub lead's consent to alert although little time is left.</param>
    /// <returns>The verdict.</returns>
    public static Verdict Of(
        OpportunityFacts facts, Eligibility eligibility, City city, CityProfile profile, MatchSettings settings, DateTimeOffset now, bool fastLane = false)
    {
        var index = new ThemeIndex();
        var opportunity = new OpportunitySide(new MatchSubject(Guid.Empty, facts, eligibility) { FastLane = fastLane }, index);
        var side = new CitySide(city, profile, index);
        return Explain(opportunity, side, TimeLeft.Of(opportunity.Closes, DayLine.At(side.Calendar, now)), settings);
    }

    /// <summary>The verdict, with every reason.</summary>
    internal static Verdict Explain(OpportunitySide opportunity, CitySide city, TimeLeft time, MatchSettings settings)
    {
        var pair = new Pair(opportunity, city, time, settings, Explains: true);
        var findings = new Finding[RuleCount];
        for (var rule = 0; rule < findings.Length; rule++)
        {
            findings[rule] = EveryRule.InOrder[rule](pair);
        }

        var parts = new ScorePart[PartCount];
        for (var part = 0; part < parts.Length; part++)
        {
            parts[part] = FitScore.Part((ScoreKey)part, pair);
        }

        var known = time.Day is not null;
        var overall = OverallOf(findings.Max(finding => Gravity(finding.State)));
        return new Verdict(
            overall, overall == Overall.No ? AlertLane.RecordOnly : TimeRule.LaneOf(pair), parts.Sum(part => part.Points), known ? time.Left : null, known ? time.Whole : null,
            findings, parts);
    }

    /// <summary>The verdict as it is stored; of a no, nothing but that.</summary>
    internal static Outcome Brief(OpportunitySide opportunity, CitySide city, TimeLeft time, MatchSettings settings)
    {
        var pair = new Pair(opportunity, city, time, settings, Explains: false);
        var (worst, states) = (0, 0);
        var rules = EveryRule.InOrder;
        for (var rule = 0; rule < rules.Length; rule++)
        {
            var state = rules[rule](pair).State;
            if (state == RuleState.Fail)
            {
                return Outcome.No;
            }

            worst = Math.Max(worst, Gravity(state));
            states |= (int)state << (rule * BitsOfState);
        }

        var (score, parts) = (0, 0L);
        for (var part = 0; part < PartCount; part++)
        {
            var points = FitScore.Part((ScoreKey)part, pair).Points;
            score += points;
            parts |= (long)points << (part * BitsOfPart);
        }

        return new Outcome(OverallOf(worst), TimeRule.LaneOf(pair), score, states, parts);
    }

    /// <summary>What a rule said, out of what is stored.</summary>
    internal static RuleState StateOf(int states, MatchRule rule) => (RuleState)((states >> ((int)rule * BitsOfState)) & ((1 << BitsOfState) - 1));

    /// <summary>What a part gave, out of what is stored.</summary>
    internal static int PointsOf(long parts, ScoreKey key) => (int)((parts >> ((int)key * BitsOfPart)) & ((1 << BitsOfPart) - 1));

    /// <summary>An explained verdict as it would be stored.</summary>
    internal static Outcome Brief(Verdict verdict)
    {
        if (verdict.Overall == Overall.No)
        {
            return Outcome.No;
        }

        var (states, parts) = (0, 0L);
        for (var rule = 0; rule < RuleCount; rule++)
        {
            states |= (int)verdict.Findings[rule].State << (rule * BitsOfState);
        }

        for (var part = 0; part < PartCount; part++)
        {
            parts |= (long)verdict.Parts[part].Points << (part * BitsOfPart);
        }

        return new Outcome(verdict.Overall, verdict.Lane, verdict.Score, states, parts);
    }

    // Which state decides when several are found: a fail before what can be mended, that before what is unknown.
    private static int Gravity(RuleState state) => state switch
    {
        RuleState.Pass => 0,
        RuleState.Unknown => 1,
        RuleState.Fixable => 2,
        _ => 3,
    };

    private static Overall OverallOf(int gravity) => gravity switch
    {
        0 => Overall.Yes,
        1 => Overall.Ask,
        2 => Overall.YesIf,
        _ => Overall.No,
    };
}

/// <summary>A verdict without its reasons.</summary>
/// <param name="Overall">All rules together.</param>
/// <param name="Lane">How the city would hear of it.</param>
/// <param name="Score">Fit.</param>
/// <param name="States">Two bits for each rule.</param>
/// <param name="Parts">Eight bits for each part of the score.</param>
internal readonly record struct Outcome(Overall Overall, AlertLane Lane, int Score, int States, long Parts)
{
    public static Outcome No { get; } = new(Overall.No, AlertLane.RecordOnly, 0, 0, 0);
}
