using StrongCities.Hub.Matching.Rules;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Matching;

/// <summary>The fit score: six parts, each between nothing and its weight. What is unknown gives nothing, and its reason says so.</summary>
internal static class FitScore
{
    private const int MostWriters = 3;
    private const int OverlargeFactor = 4;

    public static ScorePart Part(ScoreKey key, in Pair pair) => key switch
    {
        ScoreKey.Theme => Theme(pair),
        ScoreKey.Amount => Amount(pair),
        ScoreKey.Capacity => Capacity(pair),
        ScoreKey.Past => Past(pair),
        ScoreKey.Partners => Partners(pair),
        _ => Time(pair),
    };

    // A theme that is a high risk counts twice: half the themes of an opportunity being the city's risks is a full fit.
    private static ScorePart Theme(in Pair pair)
    {
        var (opportunity, city, weight) = (pair.Opportunity, pair.City, pair.Settings.ThemeWeight);
        if (opportunity.ThemeCount == 0)
        {
            return new ScorePart(0, weight, "Score.Theme.Unknown");
        }

        var shared = opportunity.Themes.Shared(city.Wanted);
        var risks = opportunity.Themes.Shared(city.HighRisks);
        if (shared == 0)
        {
            return new ScorePart(0, weight, "Score.Theme.None");
        }

        var wanted = city.Profile.Priorities.Concat(city.Profile.HighRisks);
        return new ScorePart(Points(shared + risks, opportunity.ThemeCount, weight), weight, risks > 0 ? "Score.Theme.Risks" : "Score.Theme.Shared")
        {
            Text = pair.Explains ? string.Join(',', opportunity.Eligibility.Themes.Where(theme => wanted.Contains(theme, StringComparer.OrdinalIgnoreCase))) : null,
        };
    }

    private static ScorePart Amount(in Pair pair)
    {
        var (award, budget, settings) = (pair.Opportunity.Most, pair.City.Profile.Budget, pair.Settings);
        var weight = settings.AmountWeight;
        if (award is null || budget is null || budget.Amount <= 0)
        {
            return new ScorePart(0, weight, award is null ? "Score.Amount.Unknown" : "Score.Amount.UnknownCity");
        }

        if (award.Currency != budget.Currency)
        {
            return new ScorePart(0, weight, "Score.Amount.Currency") { Text = pair.Explains ? $"{award.Currency}, {budget.Currency}" : null };
        }

        var percent = award.Amount * MatchSettings.Whole / budget.Amount;
        var (points, reason) = percent < settings.SmallPercent ? (Points(percent, settings.SmallPercent, weight), "Score.Amount.Small")
            : percent <= settings.LargePercent ? (weight, "Score.Amount.Fits")
            : (Points((settings.LargePercent * (OverlargeFactor + 1)) - percent, settings.LargePercent * OverlargeFactor, weight), "Score.Amount.Large");
        return new ScorePart(points, weight, reason) { Number = (int)Math.Min(percent, 10_000) };
    }

    private static ScorePart Capacity(in Pair pair)
    {
        var (city, weight) = (pair.City, pair.Settings.CapacityWeight);
        return city.HasNoStaff ? new ScorePart(0, weight, "Score.Capacity.None")
            : city.Profile.Writers is not { } writers ? new ScorePart(0, weight, "Score.Capacity.Unknown")
            : new ScorePart(Points(writers, MostWriters, weight), weight, "Score.Capacity.Some") { Number = writers };
    }

    private static ScorePart Past(in Pair pair)
    {
        var (won, tried) = (0, 0);
        if (pair.Opportunity.Funder is { } funder)
        {
            foreach (var result in pair.City.Profile.Results)
            {
                if (funder.Equals(result.Funder, StringComparison.OrdinalIgnoreCase))
                {
                    tried++;
                    won += result.Outcome == ApplicationOutcome.Won ? 1 : 0;
                }
            }
        }

        var weight = pair.Settings.PastWeight;
        return won > 0 ? new ScorePart(weight, weight, "Score.Past.Won") { Number = won }
            : tried > 0 ? new ScorePart(Points(1, 2, weight), weight, "Score.Past.Tried") { Number = tried }
            : new ScorePart(0, weight, "Score.Past.None");
    }

    private static ScorePart Partners(in Pair pair)
    {
        var (asked, weight) = (pair.Opportunity.Eligibility, pair.Settings.PartnersWeight);
        if (asked.PartnersMin is null && asked.PartnerCountriesMin is null)
        {
            return new ScorePart(0, weight, "Score.Partners.Unknown");
        }

        var needed = Math.Max(asked.PartnersMin ?? 0, asked.PartnerCountriesMin ?? 0);
        return needed <= 0 ? new ScorePart(weight, weight, "Score.Partners.None")
            : pair.City.Profile.Partners is not { } atHand ? new ScorePart(0, weight, "Score.Partners.UnknownCity")
            : new ScorePart(Points(atHand.Count, needed, weight), weight, "Score.Partners.Some") { Number = atHand.Count };
    }

    private static ScorePart Time(in Pair pair)
    {
        var weight = pair.Settings.TimeWeight;
        return pair.Time.Day is null
            ? new ScorePart(0, weight, "Score.Time.Unknown")
            : new ScorePart(Points(Math.Max(0, pair.Time.Whole), pair.Settings.PlanDays, weight), weight, "Score.Time.Left") { Number = Math.Max(0, pair.Time.Left) };
    }

    private static int Points(decimal have, int whole, int weight) =>
        (int)Math.Round(Math.Clamp(have / whole, 0, 1) * weight, MidpointRounding.AwayFromZero);

    private static int Points(int have, int whole, int weight) => have <= 0 ? 0 : Math.Min(weight, ((2 * have * weight) + whole) / (2 * whole));
}
