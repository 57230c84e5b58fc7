using System.Globalization;

namespace StrongCities.Hub.People;

/// <summary>The languages that every page and mail speaks.</summary>
public static class Languages
{
    /// <summary>The language everything falls back to.</summary>
    public const string Default = "en";

    private const string Arabic = "ar";

    /// <summary>English, Albanian, Bosnian, Serbian in both scripts, Macedonian, Arabic. BCP 47 tags.</summary>
    public static IReadOnlyList<string> All { get; } = [Default, "sq", "bs", "sr-Latn", "sr-Cyrl", "mk", Arabic];

    private static readonly Dictionary<string, CultureInfo> Cultures = All.ToDictionary(tag => tag, Create, StringComparer.Ordinal);

    /// <summary>The language as a culture for texts, dates and numbers.</summary>
    /// <param name="tag">Any text.</param>
    /// <returns>One of <see cref="All"/>.</returns>
    public static string Known(string? tag) => All.Contains(tag) ? tag! : Default;

    /// <summary>A language's culture.</summary>
    /// <param name="tag">Any text; an unknown one is the default.</param>
    /// <returns>With the Gregorian calendar and digits from 0 to 9, whatever the system's data say.</returns>
    public static CultureInfo CultureOf(string? tag) => Cultures[Known(tag)];

    /// <summary>How a language is written.</summary>
    /// <param name="tag">Any text; an unknown one is the default.</param>
    /// <returns><c>ltr</c> or <c>rtl</c>, as HTML has it.</returns>
    public static string Direction(string? tag) => IsRightToLeft(tag) ? "rtl" : "ltr";

    /// <summary>Whether a language is written from right to left.</summary>
    /// <param name="tag">Any text; an unknown one is the default.</param>
    /// <returns>True for Arabic.</returns>
    public static bool IsRightToLeft(string? tag) => CultureOf(tag).TextInfo.IsRightToLeft;

    private static CultureInfo Create(string tag)
    {
        var culture = new CultureInfo(tag, useUserOverride: false);
        if (tag == Arabic)
        {
            // Both names of each month, as they are called in the east and in the west of the Arab world.
            string[] months =
            [
                "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو", "تموز/يوليو", "آب/أغسطس",
                "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر", "",
            ];
            culture.DateTimeFormat.Calendar = new GregorianCalendar();
            culture.DateTimeFormat.MonthNames = months;
            culture.DateTimeFormat.MonthGenitiveNames = months;
            culture.NumberFormat.NumberDecimalSeparator = ".";
            culture.NumberFormat.NumberGroupSeparator = ",";
            culture.NumberFormat.NegativeSign = "-";
        }

        return CultureInfo.ReadOnly(culture);
    }
}
