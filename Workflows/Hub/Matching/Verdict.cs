using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching;

/// <summary>What the rules say of one opportunity for one city, with every reason.</summary>
/// <param name="Overall">All rules together.</param>
/// <param name="Lane">How the city would hear of it.</param>
/// <param name="Score">Fit, 0 to 100: the sum of <paramref name="Parts"/>.</param>
/// <param name="WorkingDays">How many of the city's working days are left, the closing day counted; <see langword="null"/> without a closing date.</param>
/// <param name="WholeDays">The same without a closing day that ends before the offices do; the rules go by these.</param>
/// <param name="Findings">One for each <see cref="MatchRule"/>, in that order.</param>
/// <param name="Parts">One for each <see cref="ScoreKey"/>, in that order.</param>
public sealed record Verdict(
    Overall Overall, AlertLane Lane, int Score, int? WorkingDays, int? WholeDays, IReadOnlyList<Finding> Findings, IReadOnlyList<ScorePart> Parts)
{
    /// <summary>What one rule found.</summary>
    /// <param name="rule">Which.</param>
    /// <returns>Its finding.</returns>
    public Finding Of(MatchRule rule) => Findings[(int)rule];

    /// <summary>One part of the score.</summary>
    /// <param name="key">Which.</param>
    /// <returns>The part.</returns>
    public ScorePart Of(ScoreKey key) => Parts[(int)key];
}

/// <summary>All rules together: any fail is no; else any fixable is yes-if; else any unknown is ask the advisor; else yes.</summary>
public enum Overall
{
    /// <summary>It is for this city.</summary>
    Yes,

    /// <summary>It is, if something is mended in time.</summary>
    YesIf,

    /// <summary>Something is not known.</summary>
    Ask,

    /// <summary>It is not.</summary>
    No,
}

/// <summary>How a city hears of an opportunity.</summary>
public enum AlertLane
{
    /// <summary>As usual.</summary>
    Ordinary,

    /// <summary>Little time: only with the hub lead's consent.</summary>
    Fast,

    /// <summary>Too little time, or over: nobody is alerted.</summary>
    RecordOnly,

    /// <summary>Only announced yet: watched until it opens.</summary>
    Watching,
}

/// <summary>The rules, in the order in which they are shown and asked.</summary>
public enum MatchRule
{
    /// <summary>The city's country.</summary>
    Country,

    /// <summary>Whether municipalities may apply.</summary>
    ApplicantType,

    /// <summary>Inhabitants.</summary>
    Population,

    /// <summary>Lead or partner.</summary>
    Role,

    /// <summary>The city's own refusals.</summary>
    NotForUs,

    /// <summary>Time left.</summary>
    Time,

    /// <summary>Own money.</summary>
    CoFinancing,

    /// <summary>Registrations valid through the deadline.</summary>
    Registration,

    /// <summary>The application's language.</summary>
    Language,

    /// <summary>Partners that are needed.</summary>
    Partners,

    /// <summary>Nothing is paid twice.</summary>
    DoubleFunding,

    /// <summary>How many applications of one city are allowed.</summary>
    MaxPerCity,
}

/// <summary>What one rule says.</summary>
public enum RuleState
{
    /// <summary>Fulfilled.</summary>
    Pass,

    /// <summary>Can be fulfilled in time.</summary>
    Fixable,

    /// <summary>Nobody knows yet.</summary>
    Unknown,

    /// <summary>Not fulfilled.</summary>
    Fail,
}

/// <summary>What one rule found, with its reason: a key of the hub's words whose places are filled by <see cref="Text"/>, <see cref="Number"/>, <see cref="Days"/> and <see cref="Amount"/>, in this order.</summary>
/// <param name="State">What it says.</param>
/// <param name="Reason">A key of the hub's words.</param>
public readonly record struct Finding(RuleState State, string Reason)
{
    /// <summary>A name or a list of names with commas between; theme keys among them are put into words.</summary>
    public string? Text { get; init; }

    /// <summary>A count.</summary>
    public int Number { get; init; }

    /// <summary>Working days that it takes to mend.</summary>
    public int Days { get; init; }

    /// <summary>An amount.</summary>
    public Money? Amount { get; init; }
}

/// <summary>The parts of the fit score.</summary>
public enum ScoreKey
{
    /// <summary>Themes shared with priorities and open high risks.</summary>
    Theme,

    /// <summary>The amount against the city's size.</summary>
    Amount,

    /// <summary>Staff able to write.</summary>
    Capacity,

    /// <summary>Earlier success with the funder.</summary>
    Past,

    /// <summary>Partners at hand.</summary>
    Partners,

    /// <summary>Time left.</summary>
    Time,
}

/// <summary>One part of the fit score. Its reason's places are filled as those of a <see cref="Finding"/>.</summary>
/// <param name="Points">What it gives.</param>
/// <param name="Weight">What it could give.</param>
/// <param name="Reason">A key of the hub's words.</param>
public readonly record struct ScorePart(int Points, int Weight, string Reason)
{
    /// <summary>As in <see cref="Finding.Text"/>.</summary>
    public string? Text { get; init; }

    /// <summary>As in <see cref="Finding.Number"/>.</summary>
    public int Number { get; init; }
}
