namespace StrongCities.Hub.Mail.Kinds;

/// <summary>What a saved search found.</summary>
/// <param name="Name">What its funder calls the opportunity; for the rest, what its reader calls the search.</param>
/// <param name="Search">What its reader calls the search.</param>
public sealed record FindTopic(string Name, string Search) : MailTopic(Name)
{
    /// <summary>When it closes.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>That so many more were found, which are not told one by one.</summary>
    public int? Rest { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<MailFact> Facts => [new MomentFact("ClosesAt", ClosesAt)];
}

/// <summary>A line of the digest: something that a saved search found. It never goes out by itself.</summary>
internal static class FindMail
{
    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.Find, "Find", _ => [])
        {
            Heading = HeadingOf,
            Button = "Button.Catalogue",
            Shows = order => order with { About = new FindTopic("Green rivers in old towns", "rivers") { ClosesAt = new(2026, 12, 5, 11, 0, 0, TimeSpan.Zero) } },
        },
    ];

    private static string? HeadingOf(MailSituation mail) => mail.Order.About switch
    {
        FindTopic { Rest: { } rest } => mail.Language.Word("Find.Rest", rest.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        FindTopic { ClosesAt: { } closes } find => mail.Language.Word("Find.Closing", find.Search, mail.Language.Time(closes)),
        FindTopic find => mail.Language.Word("Find.Open", find.Search),
        _ => null,
    };
}
