namespace StrongCities.Hub.Words;

/// <summary>How a language says a number of things (CLDR's cardinal categories). Whole numbers only: we count things.</summary>
public enum PluralCategory
{
    /// <summary>Every other number.</summary>
    Other,

    /// <summary>None.</summary>
    Zero,

    /// <summary>One; in Slavic languages also 21, 31, …</summary>
    One,

    /// <summary>A pair.</summary>
    Two,

    /// <summary>A few.</summary>
    Few,

    /// <summary>Many.</summary>
    Many,
}

/// <summary>Which category a number has.</summary>
public static class PluralRules
{
    /// <summary>The categories that a language tells apart, so that a translator knows which forms to write.</summary>
    /// <param name="language">A BCP 47 tag.</param>
    /// <returns>Always with <see cref="PluralCategory.Other"/>.</returns>
    public static IReadOnlyList<PluralCategory> Of(string language) => Family(language) switch
    {
        "ar" => [PluralCategory.Zero, PluralCategory.One, PluralCategory.Two, PluralCategory.Few, PluralCategory.Many, PluralCategory.Other],
        "bs" or "sr" => [PluralCategory.One, PluralCategory.Few, PluralCategory.Other],
        _ => [PluralCategory.One, PluralCategory.Other],
    };

    /// <summary>A number's category.</summary>
    /// <param name="language">A BCP 47 tag.</param>
    /// <param name="number">How many; the sign doesn't matter.</param>
    /// <returns>One of <see cref="Of(string)"/>.</returns>
    public static PluralCategory Of(string language, long number)
    {
        var n = number == long.MinValue ? 0 : Math.Abs(number);
        return Family(language) switch
        {
            "ar" => Arabic(n),
            "bs" or "sr" => IsOne(n) ? PluralCategory.One : n % 10 is >= 2 and <= 4 && n % 100 is not (>= 12 and <= 14) ? PluralCategory.Few : PluralCategory.Other,
            "mk" => IsOne(n) ? PluralCategory.One : PluralCategory.Other,
            _ => n == 1 ? PluralCategory.One : PluralCategory.Other,
        };
    }

    private static PluralCategory Arabic(long n) => (n, n % 100) switch
    {
        (0, _) => PluralCategory.Zero,
        (1, _) => PluralCategory.One,
        (2, _) => PluralCategory.Two,
        (_, >= 3 and <= 10) => PluralCategory.Few,
        (_, >= 11 and <= 99) => PluralCategory.Many,
        _ => PluralCategory.Other,
    };

    private static bool IsOne(long n) => n % 10 == 1 && n % 100 != 11;

    private static string Family(string language) => language.Split('-')[0];
}
