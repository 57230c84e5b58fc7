namespace StrongCities.Hub.Opportunities.Process;

/// <summary>What a sheet of rated factors says of a chance.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Band">The same as a word.</param>
public sealed record GoNoGoSheet(int Score, GoNoGoBand Band)
{
    /// <summary>The most that a factor can be rated.</summary>
    public const int MostPoints = 10;

    /// <summary>Weighs ratings. What is not rated, or weighs nothing, does not count.</summary>
    /// <param name="ratings">0 to 10 by factor.</param>
    /// <param name="weights">Above 0 by factor.</param>
    /// <returns>The sheet; <see langword="null"/> when nothing that weighs was rated.</returns>
    public static GoNoGoSheet? Of(IReadOnlyDictionary<string, int> ratings, IReadOnlyDictionary<string, decimal> weights)
    {
        var rated = weights.Where(weight => weight.Value > 0 && ratings.ContainsKey(weight.Key)).ToList();
        if (rated.Count == 0)
        {
            return null;
        }

        var share = rated.Sum(weight => weight.Value * Math.Clamp(ratings[weight.Key], 0, MostPoints)) / (MostPoints * rated.Sum(weight => weight.Value));
        var score = (int)decimal.Round(share * 100, MidpointRounding.AwayFromZero);
        return new GoNoGoSheet(score, BandOf(score));
    }

    /// <summary>The word for a score.</summary>
    /// <param name="score">0 to 100.</param>
    /// <returns>Its band.</returns>
    public static GoNoGoBand BandOf(int score) => score switch
    {
        < 30 => GoNoGoBand.HighlyUnlikely,
        < 38 => GoNoGoBand.Unlikely,
        < 47 => GoNoGoBand.Minimal,
        < 59 => GoNoGoBand.Borderline,
        < 76 => GoNoGoBand.Moderate,
        _ => GoNoGoBand.High,
    };
}

/// <summary>How likely it is that going for something pays.</summary>
public enum GoNoGoBand
{
    /// <summary>Below 30.</summary>
    HighlyUnlikely,

    /// <summary>30 to 37.</summary>
    Unlikely,

    /// <summary>38 to 46.</summary>
    Minimal,

    /// <summary>47 to 58: the sheet does not say; people talk.</summary>
    Borderline,

    /// <summary>59 to 75.</summary>
    Moderate,

    /// <summary>76 and more.</summary>
    High,
}
