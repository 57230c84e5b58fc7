using System.ComponentModel.DataAnnotations;
using StrongCities.Engine.Expressions;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>Limits of the words that hubs write for their mails. Section <c>Mail:Wordings</c>.</summary>
public sealed class WordingOptions
{
    /// <summary>How much longer than its text a template may be: conditions and names take room too.</summary>
    private const int SourceFactor = 4;

    /// <summary>Longest subject, without the case's number. A longer one of a real case is shortened.</summary>
    /// <value>Characters. Default 120; 40 to 250.</value>
    [Range(40, 250)]
    public int MaxSubject { get; set; } = 120;

    /// <summary>Longest heading.</summary>
    /// <value>Characters. Default 160; 40 to 250.</value>
    [Range(40, 250)]
    public int MaxHeading { get; set; } = 160;

    /// <summary>Longest opening, all its paragraphs together.</summary>
    /// <value>Characters. Default 2,000; 200 to 8,000.</value>
    [Range(200, 8_000)]
    public int MaxOpening { get; set; } = 2_000;

    /// <summary>Longest closing line.</summary>
    /// <value>Characters. Default 400; 100 to 1,000.</value>
    [Range(100, 1_000)]
    public int MaxClosing { get; set; } = 400;

    /// <summary>Turns of a loop; none may stand within another.</summary>
    /// <value>Count. Default 200; 10 to 10,000.</value>
    [Range(10, 10_000)]
    public int MaxIterations { get; set; } = 200;

    /// <summary>How long the writing of one text may take. The limits above should strike first; this is the backstop.</summary>
    /// <value>Default 2 s; 100 ms to 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:10")]
    public TimeSpan MaxTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many recent cases a preview offers.</summary>
    /// <value>Count. Default 30; 1 to 200.</value>
    [Range(1, 200)]
    public int RecentCases { get; set; } = 30;

    /// <summary>The longest text of a place.</summary>
    internal int Longest(WordingSlot slot) => slot switch
    {
        WordingSlot.Subject => MaxSubject,
        WordingSlot.Heading => MaxHeading,
        WordingSlot.Opening => MaxOpening,
        _ => MaxClosing,
    };

    /// <summary>The longest template of a place.</summary>
    internal int LongestSource(WordingSlot slot) => SourceFactor * Longest(slot);

    /// <summary>Where writing stops. With a real case, whose title may be long, only far beyond what was taken with sample facts.</summary>
    internal TextLimits Limits(WordingSlot slot) => new(SourceFactor * Longest(slot), MaxIterations, MaxTime);
}
