namespace StrongCities.Hub.Similarity;

/// <summary>What is compared of a city. Of its risks only what whoever compares may read.</summary>
/// <param name="CityId">The city.</param>
/// <param name="Population">Inhabitants; 0 for unknown.</param>
public sealed record CityTraits(Guid CityId, int Population)
{
    /// <summary>The highest residual product of its risks, 1 to 25, by theme.</summary>
    public IReadOnlyDictionary<string, int> Risks { get; init; } = new Dictionary<string, int>();

    /// <summary>Keys of themes that matter most to it.</summary>
    public IReadOnlySet<string> Themes { get; init; } = new HashSet<string>();

    /// <summary>Two-letter codes.</summary>
    public IReadOnlySet<string> Languages { get; init; } = new HashSet<string>();

    /// <summary>What it dealt with before: names by id of the opportunity.</summary>
    public IReadOnlyDictionary<Guid, string> Cases { get; init; } = new Dictionary<Guid, string>();
}

/// <summary>In what respect cities are similar. Words know it as <c>Similar.Risks</c>.</summary>
public enum SimilarPart
{
    /// <summary>High risks in common.</summary>
    Risks,

    /// <summary>Priorities in common.</summary>
    Themes,

    /// <summary>They dealt with the same opportunity.</summary>
    Cases,

    /// <summary>About as big.</summary>
    Size,

    /// <summary>A language in common.</summary>
    Languages,
}

/// <summary>Why two cities are similar.</summary>
/// <param name="Part">In what respect.</param>
/// <param name="Points">What it counts; more than 0.</param>
/// <param name="What">What they have in common: keys of themes, names of cases, languages, or both numbers of inhabitants.</param>
public sealed record SimilarReason(SimilarPart Part, int Points, IReadOnlyList<string> What);

/// <summary>How similar two cities are: 0 to 100, with a reason for every point of it. It orders, and never decides.</summary>
/// <param name="Reasons">The weightiest first.</param>
public sealed record CitySimilarity(IReadOnlyList<SimilarReason> Reasons)
{
    /// <summary>All reasons together.</summary>
    public int Points => Reasons.Sum(reason => reason.Points);

    /// <summary>Whether they face something in common, and not only are about as big or speak alike.</summary>
    public bool SharesChallenge => Reasons.Any(reason => reason.Part is SimilarPart.Risks or SimilarPart.Themes or SimilarPart.Cases);

    /// <summary>Compares. The order of the two makes no difference.</summary>
    /// <param name="one">A city.</param>
    /// <param name="other">Another.</param>
    /// <param name="options">What counts how much.</param>
    /// <returns>What they have in common.</returns>
    public static CitySimilarity Of(CityTraits one, CityTraits other, SimilarityOptions options)
    {
        var risks = Common(one.Risks.Keys, other.Risks.Keys);
        var themes = Common(one.Themes, other.Themes);
        var cases = one.Cases.Keys.Where(other.Cases.ContainsKey).Select(id => one.Cases[id]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var languages = Common(one.Languages, other.Languages);
        SimilarReason[] all =
        [
            new(SimilarPart.Risks, Counted(RisksOf(one, other), options.RiskWeight), risks),
            new(SimilarPart.Themes, Counted(Part(themes.Count, one.Themes.Union(other.Themes).Count()), options.ThemeWeight), themes),
            // Two in common say as much as many.
            new(SimilarPart.Cases, Counted(cases.Count / 2m, options.CaseWeight), cases),
            new(SimilarPart.Size, Counted(SizeOf(one.Population, other.Population), options.SizeWeight), [.. new[] { one.Population, other.Population }.Order().Select(number => $"{number}")]),
            new(SimilarPart.Languages, Counted(languages.Count, options.LanguageWeight), languages),
        ];
        return new CitySimilarity([.. all.Where(reason => reason.Points > 0).OrderByDescending(reason => reason.Points).ThenBy(reason => reason.Part)]);
    }

    // How much of what either has to fear both have, the high ones weighing more.
    private static decimal RisksOf(CityTraits one, CityTraits other)
    {
        var themes = one.Risks.Keys.Union(other.Risks.Keys).ToList();
        var both = themes.Sum(theme => Math.Min(one.Risks.GetValueOrDefault(theme), other.Risks.GetValueOrDefault(theme)));
        return Part(both, themes.Sum(theme => Math.Max(one.Risks.GetValueOrDefault(theme), other.Risks.GetValueOrDefault(theme))));
    }

    // Half as big or more is alike; a tenth or less is not.
    private static decimal SizeOf(int one, int other)
    {
        const decimal Alike = 0.5m;
        const decimal Unlike = 0.1m;
        return one <= 0 || other <= 0 ? 0 : Math.Clamp((Part(Math.Min(one, other), Math.Max(one, other)) - Unlike) / (Alike - Unlike), 0, 1);
    }

    private static List<string> Common(IEnumerable<string> one, IEnumerable<string> other) =>
        [.. one.Intersect(other, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static decimal Part(int have, int whole) => whole == 0 ? 0 : (decimal)have / whole;

    private static int Counted(decimal part, int weight) => (int)Math.Round(Math.Min(part, 1) * weight, MidpointRounding.AwayFromZero);
}
