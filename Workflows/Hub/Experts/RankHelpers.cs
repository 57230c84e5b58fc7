using System.Globalization;

namespace StrongCities.Hub.Experts;

/// <summary>
/// Orders the pool for one case, each with reasons. A pure function: the same pool, need and weights give the same order. It proposes and never
/// decides.
/// </summary>
public static class RankHelpers
{
    private const double EarthRadius = 6_371;
    private const int BestResult = 5;

    // Whoever speaks one of these follows the others.
    private static readonly string[] Close = ["bs", "hr", "sr", "cnr"];

    /// <summary>Ranks.</summary>
    /// <param name="need">What the case needs.</param>
    /// <param name="pool">Who there is.</param>
    /// <param name="weights">How much counts what.</param>
    /// <returns>The best first; those who can't be asked last; the same score by name.</returns>
    public static IReadOnlyList<RankedHelper> Run(HelpNeed need, IEnumerable<HelperFacts> pool, ExpertOptions weights) =>
    [
        .. pool.Where(helper => helper.Expert.Kind != HelperKind.Contact).Select(helper => Rank(need, helper, weights))
            .OrderBy(ranked => ranked.Bar is not null).ThenByDescending(ranked => ranked.Score).ThenBy(ranked => ranked.Helper.Name, StringComparer.Ordinal),
    ];

    /// <summary>The way between two places as a bird flies, in kilometres; <see langword="null"/> where one is not known.</summary>
    /// <param name="from">One.</param>
    /// <param name="to">The other.</param>
    public static double? Kilometres(Seat from, Seat to)
    {
        if (from is not { Latitude: { } lat1, Longitude: { } lon1 } || to is not { Latitude: { } lat2, Longitude: { } lon2 })
        {
            return null;
        }

        var (north, east) = (double.DegreesToRadians(lat2 - lat1), double.DegreesToRadians(lon2 - lon1));
        var half = (Math.Sin(north / 2) * Math.Sin(north / 2))
            + (Math.Cos(double.DegreesToRadians(lat1)) * Math.Cos(double.DegreesToRadians(lat2)) * Math.Sin(east / 2) * Math.Sin(east / 2));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }

    private static RankedHelper Rank(HelpNeed need, HelperFacts helper, ExpertOptions weights)
    {
        (double Share, int Most, RankReason Reason)[] parts =
        [
            Part(ThemesOf(need, helper), weights.Themes),
            Part(LanguagesOf(need, helper), weights.Languages),
            Part(ResultsOf(helper), weights.Results),
            Part(LoadOf(helper), weights.Load),
            Part(DistanceOf(need, helper, weights), weights.Distance),
        ];
        var most = parts.Sum(part => part.Most);
        var score = most == 0 ? 0 : (int)Math.Round(parts.Sum(part => part.Share * part.Most) * 100 / most, MidpointRounding.AwayFromZero);
        return new RankedHelper(helper, score, [.. parts.Where(part => part.Most > 0).Select(part => part.Reason with { Points = (int)Math.Round(part.Share * part.Most), Most = part.Most })], BarOf(need, helper));

        static (double Share, int Most, RankReason Reason) Part((double Share, RankReason Reason) part, int most) => (part.Share, most, part.Reason);
    }

    private static RankReason? BarOf(HelpNeed need, HelperFacts helper) => helper switch
    {
        { Expert.IsActive: false } => new("Rank.Bar.Inactive"),
        { CityId: { } city } when city == need.CityId => new("Rank.Bar.OwnCity"),
        { Expert: { Countries: { Count: > 0 } countries } } when !countries.Contains(need.Seat.Country) => new("Rank.Bar.Country", string.Join(", ", countries)),
        _ when need.Barred.Contains(helper.Expert.PersonId) => new("Rank.Bar.Case"),
        _ when helper.OpenCases >= helper.Expert.MostCases => new("Rank.Bar.Full", Text(helper.OpenCases), Text(helper.Expert.MostCases)),
        _ => null,
    };

    private static (double Share, RankReason Reason) ThemesOf(HelpNeed need, HelperFacts helper)
    {
        if (need.Themes.Count == 0)
        {
            return (0.5, new("Rank.Theme.Unknown"));
        }

        var known = need.Themes.Intersect(helper.Expert.Themes).ToList();
        return known.Count == 0 ? (0, new("Rank.Theme.None")) : ((double)known.Count / need.Themes.Count, new("Rank.Theme.Shared", string.Join(',', known)));
    }

    private static (double Share, RankReason Reason) LanguagesOf(HelpNeed need, HelperFacts helper)
    {
        var spoken = helper.Expert.Languages;
        return need.Languages.Intersect(spoken).FirstOrDefault() is { } same ? (1, new("Rank.Language.Same", same))
            : need.Languages.Intersect(Close).Any() && spoken.Intersect(Close).FirstOrDefault() is { } near ? (0.9, new("Rank.Language.Close", near))
            : spoken.Contains("en") ? (0.3, new("Rank.Language.English"))
            : (0, new RankReason("Rank.Language.None"));
    }

    private static (double Share, RankReason Reason) ResultsOf(HelperFacts helper) => helper.Results.Count == 0
        ? (0.5, new("Rank.Result.None"))
        : ((helper.Results.Average() - 1) / (BestResult - 1), new("Rank.Result.Known", helper.Results.Average().ToString("0.0", CultureInfo.InvariantCulture), Text(helper.Results.Count)));

    private static (double Share, RankReason Reason) LoadOf(HelperFacts helper) =>
        (Math.Clamp(1 - ((double)helper.OpenCases / helper.Expert.MostCases), 0, 1), new("Rank.Load", Text(helper.OpenCases), Text(helper.Expert.MostCases)));

    private static (double Share, RankReason Reason) DistanceOf(HelpNeed need, HelperFacts helper, ExpertOptions weights)
    {
        if (Kilometres(need.Seat, helper.Expert.Seat) is { } way)
        {
            var span = Math.Max(weights.FarKilometres - weights.NearKilometres, 1);
            return (Math.Clamp((weights.FarKilometres - way) / span, 0, 1), new("Rank.Distance.Known", Text((int)Math.Round(way))));
        }

        return need.Seat.Country == helper.Expert.Seat.Country ? (0.75, new("Rank.Distance.Country")) : (0.25, new("Rank.Distance.Abroad"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a case needs of who helps.</summary>
/// <param name="CityId">The city that asks.</param>
/// <param name="Seat">Where it lies.</param>
/// <param name="Languages">What is spoken there: ISO 639-1.</param>
/// <param name="Themes">Keys of <c>HubThemes</c>; none where nobody has said.</param>
/// <param name="Barred">Persons who can't be asked about this case: stepped aside, vetoed, said no, or were asked before.</param>
public sealed record HelpNeed(Guid? CityId, Seat Seat, IReadOnlyList<string> Languages, IReadOnlyList<string> Themes, IReadOnlyList<Guid> Barred);

/// <summary>What is known of somebody in the pool.</summary>
/// <param name="Expert">The entry.</param>
/// <param name="Name">The person's name, or the city's for a peer city.</param>
/// <param name="CityId">Their city, for a peer city.</param>
/// <param name="OpenCases">Cases in which they help now.</param>
/// <param name="Results">What cities said of their help, each 1 to 5.</param>
public sealed record HelperFacts(Expert Expert, string Name, Guid? CityId, int OpenCases, IReadOnlyList<int> Results);

/// <summary>Somebody with their place.</summary>
/// <param name="Helper">Who.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Reasons">Part by part.</param>
/// <param name="Bar">Why they can't be asked, or <see langword="null"/>.</param>
public sealed record RankedHelper(HelperFacts Helper, int Score, IReadOnlyList<RankReason> Reasons, RankReason? Bar);

/// <summary>Why somebody has the points they have.</summary>
/// <param name="Key">A key of the hub's words.</param>
/// <param name="Values">Fill its places.</param>
public sealed record RankReason(string Key, params IReadOnlyList<string> Values)
{
    /// <summary>Points reached.</summary>
    public int Points { get; init; }

    /// <summary>Points that could be reached.</summary>
    public int Most { get; init; }
}
