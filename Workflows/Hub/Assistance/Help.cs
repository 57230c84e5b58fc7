namespace StrongCities.Hub.Assistance;

/// <summary>What help was agreed between city and hub. Texts at most 4,000 characters.</summary>
public sealed record TermsOfReference
{
    /// <summary>What shall be different afterwards.</summary>
    public string Objective { get; init; } = "";

    /// <summary>What the city gets.</summary>
    public string Deliverables { get; init; } = "";

    /// <summary>Days of work, 1 to 250.</summary>
    public int Days { get; init; } = 1;

    /// <summary>By when.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>In which language, in words.</summary>
    public string? Language { get; init; }

    /// <summary>To what and whom the city gives access.</summary>
    public string? Access { get; init; }

    /// <summary>What the hub spends on it, in whole euro; the city never receives money.</summary>
    public int Budget { get; init; }

    /// <summary>By what one sees that it has worked.</summary>
    public string? SuccessTest { get; init; }

    /// <summary>When the city agreed; <see langword="null"/> while it has not.</summary>
    public DateTimeOffset? AgreedAt { get; init; }
}

/// <summary>A mission, workshop or study visit.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day.</param>
/// <param name="Place">Where; or how, when it is remote.</param>
/// <param name="Programme">Its parts, one a line.</param>
/// <param name="StartsAt">When the first day begins.</param>
/// <param name="EndsAt">When the last day ends.</param>
public sealed record Visit(DateOnly From, DateOnly Until, string Place, IReadOnlyList<string> Programme, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>A day on which help was given.</summary>
/// <param name="Day">The day.</param>
/// <param name="What">What was done, at most 500 characters.</param>
/// <param name="ByName">Who wrote it down.</param>
public sealed record HelpDay(DateOnly Day, string What, string ByName);

/// <summary>An advisor's own score of a request.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Sentence">Why, 10 to 500 characters.</param>
/// <param name="ByName">Who.</param>
/// <param name="At">When.</param>
public sealed record ScoreOverride(int Score, string Sentence, string ByName, DateTimeOffset At);
