namespace StrongCities.Hub.Risks;

/// <summary>One entry of a city's register of risks.</summary>
public sealed class Risk
{
    private const int MostMarks = 40;

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The register.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Its number in the register, from 1. What others hear of a risk that is the city's own is this number.</summary>
    public required int Number { get; init; }

    /// <summary>What the city says of it.</summary>
    public required RiskFacts Facts { get; set; }

    /// <summary>Who may read it besides the city.</summary>
    public RiskVisibility Visibility { get; set; }

    /// <summary>When it is to be looked at again.</summary>
    public required DateOnly ReviewDueOn { get; set; }

    /// <summary>When the city was last asked to; <see langword="null"/> when it has looked since.</summary>
    public DateOnly? AskedOn { get; set; }

    /// <summary>The highest colour of which the city was told; <see langword="null"/> for none.</summary>
    public RiskBand? CityTold { get; set; }

    /// <summary>The highest of which its hub was told.</summary>
    public RiskBand? HubTold { get; set; }

    /// <summary>How it was scored before, oldest first; the newest is what it is now.</summary>
    public IReadOnlyList<RiskMark> History { get; set; } = [];

    /// <summary>Since when it is no longer on the grid.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>From 1; tells two who save at once apart.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it was last changed or looked at.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>How high it is.</summary>
    public RiskScore Score => RiskScore.Of(Facts);

    /// <summary>Takes what is said of it now, with its place in history.</summary>
    internal void Take(RiskFacts facts, string byName, RiskOptions options, DateTimeOffset now, DateOnly today)
    {
        Facts = facts;
        ChangedAt = now;
        var score = Score;
        if (History is not [.., var last] || last.Score != score)
        {
            History = [.. History.TakeLast(MostMarks - 1), new RiskMark(now, score, byName)];
        }

        // What became less can be told of again when it rises again.
        var band = options.Bands.Of(score.Residual.Product);
        (CityTold, HubTold) = (Lower(CityTold, band), Lower(HubTold, band));
        Looked(options, today);
    }

    /// <summary>Somebody has looked at it.</summary>
    internal void Looked(RiskOptions options, DateOnly today) =>
        (ReviewDueOn, AskedOn) = (options.NextLook(options.Bands.Of(Score.Residual.Product), today), null);

    private static RiskBand? Lower(RiskBand? told, RiskBand now) => told > now ? now : told;
}

/// <summary>How a risk was scored once.</summary>
/// <param name="At">When.</param>
/// <param name="Score">How.</param>
/// <param name="ByName">By whom, as they were called then.</param>
public sealed record RiskMark(DateTimeOffset At, RiskScore Score, string ByName);
