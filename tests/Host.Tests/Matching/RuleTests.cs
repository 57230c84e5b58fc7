using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using Xunit;

namespace StrongCities.Host.Tests.Matching;

/// <summary>Each rule's states and reasons, beside a pair of which everything fits.</summary>
public sealed class RuleTests
{
    private static readonly DateOnly Monday = new(2026, 8, 24);

    [Fact]
    public void Where_everything_fits_the_answer_is_yes_and_the_score_is_full()
    {
        var verdict = MatchSamples.Judged();
        Assert.All(verdict.Findings, finding => Assert.Equal(RuleState.Pass, finding.State));
        Assert.Equal((Overall.Yes, AlertLane.Ordinary, 100), (verdict.Overall, verdict.Lane, verdict.Score));
        Assert.Equal(MatchSettings.Whole, verdict.Parts.Sum(part => part.Weight));
    }

    [Theory]
    [InlineData("kumanovo", "MK", "", "", RuleState.Pass, "Open")]
    [InlineData("kumanovo", "rs,mk", "", "", RuleState.Pass, "Open")]
    [InlineData("elbasan", "MK", "", "", RuleState.Fail, "Closed")]
    [InlineData("kumanovo", "MK", "MK", "", RuleState.Fail, "Excluded")]
    [InlineData("kumanovo", "MK", "", "MK", RuleState.Unknown, "Uncertain")]
    [InlineData("kumanovo", "MK", "MK", "MK", RuleState.Fail, "Excluded")]
    [InlineData("prizren", "", "", "XK", RuleState.Unknown, "Uncertain")]
    [InlineData("prizren", "", "", "", RuleState.Unknown, "Unknown")]
    public void Country(string city, string open, string excluded, string uncertain, RuleState state, string reason) => Check(
        MatchSamples.Judged(eligibility: e => e with { Countries = open.Length == 0 ? null : List(open), ExcludedCountries = List(excluded), UncertainCountries = List(uncertain) }, city: city),
        MatchRule.Country, state, reason);

    [Theory]
    [InlineData("government_municipal", RuleState.Pass, "Fits")]
    [InlineData("unrestricted", RuleState.Pass, "Fits")]
    [InlineData("individual,organization", RuleState.Pass, "Fits")]
    [InlineData("", RuleState.Unknown, "Unknown")]
    [InlineData("individual,custom:Others, see text", RuleState.Unknown, "Unknown")]
    [InlineData("individual,government_state", RuleState.Fail, "Others")]
    public void Applicant_type(string types, RuleState state, string reason) =>
        Check(MatchSamples.Judged(f => f with { ApplicantTypes = List(types) }), MatchRule.ApplicantType, state, reason);

    [Theory]
    [InlineData(null, null, RuleState.Unknown, "Unknown")]
    [InlineData(0, null, RuleState.Pass, "Fits")]
    [InlineData(76_275, 76_275, RuleState.Pass, "Fits")]
    [InlineData(76_276, null, RuleState.Fail, "Small")]
    [InlineData(null, 76_274, RuleState.Fail, "Large")]
    public void Population_band(int? least, int? most, RuleState state, string reason) =>
        Check(MatchSamples.Judged(eligibility: e => e with { MinPopulation = least, MaxPopulation = most }), MatchRule.Population, state, reason);

    [Theory]
    [InlineData(CityRole.Lead, RuleState.Pass, "Lead")]
    [InlineData(CityRole.PartnerOnly, RuleState.Fixable, "Partner")]
    [InlineData(CityRole.None, RuleState.Fail, "None")]
    [InlineData(CityRole.Unknown, RuleState.Unknown, "Unknown")]
    public void Role(CityRole role, RuleState state, string reason) =>
        Check(MatchSamples.Judged(eligibility: e => e with { CityRole = role }), MatchRule.Role, state, reason);

    [Theory]
    [InlineData(0.1, 10_000, "EUR", RuleState.Pass, "Covered")] // 90,000 is nine tenths: the rest is 10,000.
    [InlineData(0.1, 9_999, "EUR", RuleState.Fixable, "Short")]
    [InlineData(0.1, 10_000, "MKD", RuleState.Unknown, "Currency")]
    [InlineData(0, 0, "EUR", RuleState.Pass, "None")]
    [InlineData(1, 10_000, "EUR", RuleState.Unknown, "Unknown")]
    public void Co_financing(double rate, int own, string currency, RuleState state, string reason) => Check(
        MatchSamples.Judged(eligibility: e => e with { CoFinancingRate = (decimal)rate }, profile: p => p with { OwnContribution = new Money(own, currency) }),
        MatchRule.CoFinancing, state, reason);

    [Fact]
    public void Own_money_that_lacks_is_named_and_unknown_money_is_asked_for()
    {
        var shortfall = MatchSamples.Judged(profile: p => p with { OwnContribution = new Money(4_000, "EUR") }).Of(MatchRule.CoFinancing);
        Assert.Equal((new Money(6_000, "EUR"), 20), (shortfall.Amount, shortfall.Days));
        Check(MatchSamples.Judged(profile: p => p with { OwnContribution = null }), MatchRule.CoFinancing, RuleState.Unknown, "UnknownCity");
        Check(MatchSamples.Judged(eligibility: e => e with { CoFinancingRate = null }), MatchRule.CoFinancing, RuleState.Unknown, "Unknown");
        Check(MatchSamples.Judged(f => f with { Funding = new() }), MatchRule.CoFinancing, RuleState.Unknown, "NoAmount");
    }

    [Fact]
    public void A_registration_must_last_through_the_deadline()
    {
        Check(MatchSamples.Judged(profile: p => p with { Registrations = [new("pic", null)] }), MatchRule.Registration, RuleState.Pass, "Valid");
        Check(MatchSamples.Judged(profile: p => p with { Registrations = [new("PIC", new DateOnly(2026, 11, 29))] }), MatchRule.Registration, RuleState.Fixable, "Missing");
        Check(MatchSamples.Judged(profile: p => p with { Registrations = [] }), MatchRule.Registration, RuleState.Fixable, "Missing");
        Check(MatchSamples.Judged(profile: p => p with { Registrations = null }), MatchRule.Registration, RuleState.Unknown, "UnknownCity");
        Check(MatchSamples.Judged(f => f with { CloseDate = null }), MatchRule.Registration, RuleState.Unknown, "NoDeadline");
        Check(MatchSamples.Judged(eligibility: e => e with { Registrations = [] }), MatchRule.Registration, RuleState.Unknown, "Unknown");
        Check(MatchSamples.Judged(eligibility: e => e with { Registrations = [], NoRegistration = true }), MatchRule.Registration, RuleState.Pass, "None");
    }

    [Fact]
    public void What_can_be_mended_must_be_mended_in_time()
    {
        // Nine working days, and a registration takes ten.
        var verdict = MatchSamples.Judged(f => f with { CloseDate = new DayDate("Closes", new DateOnly(2026, 9, 4)) }, profile: p => p with { Registrations = [] });
        var finding = verdict.Of(MatchRule.Registration);
        Assert.Equal((RuleState.Fail, "Match.TooLate", 9, 10), (finding.State, finding.Reason, finding.Number, finding.Days));
        Assert.Equal(Overall.No, verdict.Overall);
    }

    [Fact]
    public void Language_and_partners()
    {
        Check(MatchSamples.Judged(eligibility: e => e with { Languages = ["fr"] }), MatchRule.Language, RuleState.Fixable, "Translate");
        Check(MatchSamples.Judged(eligibility: e => e with { Languages = null }), MatchRule.Language, RuleState.Unknown, "Unknown");
        Check(MatchSamples.Judged(profile: p => p with { Languages = null }), MatchRule.Language, RuleState.Unknown, "UnknownCity");
        Check(MatchSamples.Judged(profile: p => p with { Partners = ["MK"] }), MatchRule.Partners, RuleState.Fixable, "FewCountries");
        Check(MatchSamples.Judged(profile: p => p with { Partners = [] }), MatchRule.Partners, RuleState.Fixable, "Few");
        Check(MatchSamples.Judged(profile: p => p with { Partners = null }), MatchRule.Partners, RuleState.Unknown, "UnknownCity");
        Check(MatchSamples.Judged(eligibility: e => e with { PartnersMin = null, PartnerCountriesMin = null }), MatchRule.Partners, RuleState.Unknown, "Unknown");
        Check(MatchSamples.Judged(eligibility: e => e with { PartnersMin = 0, PartnerCountriesMin = null }, profile: p => p with { Partners = null }), MatchRule.Partners, RuleState.Pass, "None");
    }

    [Theory]
    [InlineData("2026-08-21", null, RuleState.Fail, "Over", AlertLane.RecordOnly)]
    [InlineData("2026-08-28", null, RuleState.Fail, "Short", AlertLane.RecordOnly)] // Four days.
    [InlineData("2026-08-31", "15:59", RuleState.Fail, "ShortLastDay", AlertLane.RecordOnly)] // Five, the last not whole.
    [InlineData("2026-08-31", "16:00", RuleState.Unknown, "Fast", AlertLane.Fast)]
    [InlineData("2026-09-11", null, RuleState.Unknown, "Fast", AlertLane.Fast)] // Thirteen: 8 September is a holiday in Kumanovo.
    [InlineData("2026-09-15", null, RuleState.Pass, "Enough", AlertLane.Ordinary)] // Fifteen.
    public void Time(string day, string? hour, RuleState state, string reason, AlertLane lane)
    {
        var time = hour is null ? (TimeOnly?)null : TimeOnly.Parse(hour, System.Globalization.CultureInfo.InvariantCulture);
        var closes = new DayDate("Closes", DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), time, "Europe/Skopje");
        var verdict = MatchSamples.Judged(f => f with { CloseDate = closes });
        Check(verdict, MatchRule.Time, state, reason);
        Assert.Equal(lane, verdict.Lane);
    }

    [Fact]
    public void Time_of_concepts_forecasts_and_what_has_no_date()
    {
        FactDictionary<KeyDate> Concept(int days) => new([new("conceptClose", new DayDate("Concept", Monday.AddDays(days)))]);
        Check(MatchSamples.Judged(f => f with { OtherDates = Concept(11) }, e => e with { Stages = 2 }), MatchRule.Time, RuleState.Unknown, "Fast");
        Check(MatchSamples.Judged(f => f with { OtherDates = Concept(14) }, e => e with { Stages = 2 }), MatchRule.Time, RuleState.Pass, "Enough");
        Check(MatchSamples.Judged(f => f with { OtherDates = Concept(1) }), MatchRule.Time, RuleState.Pass, "Enough");
        Check(MatchSamples.Judged(f => f with { CloseDate = new TextDate("Closes", "ongoing") }), MatchRule.Time, RuleState.Unknown, "Unknown");
        Check(MatchSamples.Judged(f => f with { Status = OpportunityStatus.Closed }), MatchRule.Time, RuleState.Fail, "Over");
        Check(MatchSamples.Judged(f => f with { CloseDate = new DayDate("Closes", new DateOnly(2026, 9, 10)) }, fastLane: true), MatchRule.Time, RuleState.Pass, "Consented");
        Assert.Equal(AlertLane.Watching, MatchSamples.Judged(f => f with { Status = OpportunityStatus.Forecasted }).Lane);
        Assert.NotNull(MatchSamples.Judged(f => f with { CloseDate = new DayDate("Closes", new DateOnly(9999, 12, 31), new TimeOnly(23, 59), "America/New_York") }).WorkingDays);
    }

    [Fact]
    public void Nothing_is_paid_twice_and_one_application_is_one()
    {
        CityProfile With(CityProfile profile, PastResult result) => profile with { Results = [result] };
        var running = new PastResult("A fund", 2025, ApplicationOutcome.Won, null, new DateOnly(2027, 1, 1)) { Themes = ["youth"] };
        Check(MatchSamples.Judged(profile: p => With(p, running)), MatchRule.DoubleFunding, RuleState.Unknown, "Look");
        Check(MatchSamples.Judged(profile: p => With(p, running with { Until = new DateOnly(2026, 11, 29) })), MatchRule.DoubleFunding, RuleState.Pass, "None");
        Check(MatchSamples.Judged(profile: p => With(p, running with { Themes = ["health"] })), MatchRule.DoubleFunding, RuleState.Pass, "None");
        Check(MatchSamples.Judged(profile: p => With(p, running with { Number = "safe-1" })), MatchRule.DoubleFunding, RuleState.Fail, "Same");
        var waiting = new PastResult("A fund", 2026, ApplicationOutcome.Waiting, "SAFE-1");
        Check(MatchSamples.Judged(profile: p => With(p, waiting)), MatchRule.MaxPerCity, RuleState.Unknown, "Unknown");
        Check(MatchSamples.Judged(eligibility: e => e with { MaxPerCity = 1 }, profile: p => With(p, waiting)), MatchRule.MaxPerCity, RuleState.Fail, "Used");
        Check(MatchSamples.Judged(eligibility: e => e with { MaxPerCity = 2 }, profile: p => With(p, waiting)), MatchRule.MaxPerCity, RuleState.Pass, "Free");
    }

    [Fact]
    public void What_the_city_refused_is_a_no_unless_a_priority_is_touched_as_well()
    {
        CityProfile Taught(CityProfile profile, Refusal refusal, FactList<string>? priorities = null) => profile with { Refusals = [refusal], Priorities = priorities ?? [] };
        Refusal Of(RefusalKind kind, string? value = null) => new(kind, value, Monday);
        Check(MatchSamples.Judged(profile: p => Taught(p, Of(RefusalKind.Theme, "youth"))), MatchRule.NotForUs, RuleState.Fail, "Theme");
        Check(MatchSamples.Judged(profile: p => Taught(p, Of(RefusalKind.Theme, "youth"), ["prevention"])), MatchRule.NotForUs, RuleState.Pass, "Nothing");
        Check(MatchSamples.Judged(profile: p => Taught(p, Of(RefusalKind.Theme, "health"))), MatchRule.NotForUs, RuleState.Pass, "Nothing");
        Check(MatchSamples.Judged(profile: p => Taught(p, Of(RefusalKind.Funder, "a FUND"))), MatchRule.NotForUs, RuleState.Fail, "Funder");
        Check(MatchSamples.Judged(profile: p => Taught(p, Of(RefusalKind.Size) with { From = new Money(90_000, "EUR") })), MatchRule.NotForUs, RuleState.Fail, "Size");
        Check(MatchSamples.Judged(profile: p => Taught(p, Of(RefusalKind.Size) with { From = new Money(1, "USD") })), MatchRule.NotForUs, RuleState.Pass, "Nothing");
        Check(MatchSamples.Judged(profile: p => Taught(p, Of(RefusalKind.NoMoney))), MatchRule.CoFinancing, RuleState.Fixable, "Short");
        Assert.Equal((0, "Score.Capacity.None"), (MatchSamples.Judged(profile: p => Taught(p, Of(RefusalKind.NoStaff))).Of(ScoreKey.Capacity) is var part ? (part.Points, part.Reason) : default));
    }

    [Fact]
    public void A_fail_decides_before_what_can_be_mended_and_that_before_what_is_unknown()
    {
        Eligibility Unknown(Eligibility e) => e with { Languages = null };
        CityProfile Mend(CityProfile p) => p with { Partners = [] };
        Assert.Equal(Overall.Ask, MatchSamples.Judged(eligibility: Unknown).Overall);
        Assert.Equal(Overall.YesIf, MatchSamples.Judged(profile: Mend).Overall);
        Assert.Equal(Overall.YesIf, MatchSamples.Judged(eligibility: Unknown, profile: Mend).Overall);
        Assert.Equal(Overall.No, MatchSamples.Judged(eligibility: Unknown, profile: Mend, city: "elbasan").Overall);
    }

    [Fact]
    public void The_score_is_the_sum_of_its_parts_and_unknown_gives_nothing()
    {
        var nothing = MatchSamples.Judged(f => f with { CloseDate = null, Funding = new() }, e => e with { Themes = [], PartnersMin = null, PartnerCountriesMin = null }, _ => CityProfile.Empty);
        Assert.Equal(0, nothing.Score);
        Assert.Equal(["Score.Theme.Unknown", "Score.Amount.Unknown", "Score.Capacity.Unknown", "Score.Past.None", "Score.Partners.Unknown", "Score.Time.Unknown"], nothing.Parts.Select(part => part.Reason));

        var half = MatchSamples.Judged(profile: p => p with { Priorities = ["youth"], Writers = 1 });
        Assert.Equal((20, 5), (half.Of(ScoreKey.Theme).Points, half.Of(ScoreKey.Capacity).Points));
        Assert.Equal(half.Parts.Sum(part => part.Points), half.Score);
        Assert.Equal(40, MatchSamples.Judged(profile: p => p with { Priorities = [], HighRisks = ["youth"] }).Of(ScoreKey.Theme).Points);
        Assert.Equal((0, "Score.Amount.Currency"), MatchSamples.Judged(profile: p => p with { Budget = new Money(1_800_000, "MKD") }).Of(ScoreKey.Amount) is var part ? (part.Points, part.Reason) : default);
        Assert.Equal(60, MatchSamples.Judged(settings: MatchSettings.Default with { ThemeWeight = 60, AmountWeight = 0, CapacityWeight = 10 }).Of(ScoreKey.Theme).Points);
    }

    [Fact]
    public void Settings_that_do_not_add_up_are_refused()
    {
        Assert.Empty(MatchSettings.Default.Problems());
        Assert.Equal("Problem.Weights", Assert.Single((MatchSettings.Default with { ThemeWeight = 41 }).Problems()).Key);
        Assert.Equal("AlertDays", Assert.Single((MatchSettings.Default with { AlertDays = 11 }).Problems()).Field);
        Assert.Equal(["PlanDays", "SmallPercent", "LargePercent"], (MatchSettings.Default with { PlanDays = 0, SmallPercent = 0, LargePercent = 101 }).Problems().Select(problem => problem.Field));
    }

    private static FactList<string> List(string items) => [.. items.Split(',', StringSplitOptions.RemoveEmptyEntries)];

    private static void Check(Verdict verdict, MatchRule rule, RuleState state, string reason) =>
        Assert.Equal((state, $"Match.{rule}.{reason}"), (verdict.Of(rule).State, verdict.Of(rule).Reason));
}
