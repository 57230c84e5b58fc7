using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>
/// Where a mail's words stand that a hub may choose. Every kind's letter has the greeting, its text, one line more, and how to reply; a closing line
/// may be chosen only where it is a courtesy. Everywhere else it keeps the reader safe, or says what can't be read elsewhere.
/// </summary>
internal static class WordingSlots
{
    private const int Text = 1;
    private const int More = 2;

    /// <summary>A kind that is not named here keeps its closing line.</summary>
    private static readonly HashSet<string> Courteous =
    [
        MailKind.Accepted, MailKind.Answer, MailKind.Closed, MailKind.Countdown, MailKind.Declined, MailKind.Feedback, MailKind.FollowUp, MailKind.OpportunityChanged,
        MailKind.OpportunityUnanswered, MailKind.Overdue, MailKind.Plan, MailKind.PleaseComplete, MailKind.Programme, MailKind.Redirected, MailKind.Reminder,
        MailKind.ReplyNote, MailKind.RequestReceived, MailKind.Result, MailKind.Submitted,
    ];

    /// <summary>The places of a kind, in the order of the mail.</summary>
    /// <param name="kind">One of <see cref="MailKind"/>.</param>
    /// <returns>Three or four.</returns>
    public static IReadOnlyList<WordingSlot> Of(string kind) => Courteous.Contains(kind)
        ? [WordingSlot.Subject, WordingSlot.Heading, WordingSlot.Opening, WordingSlot.Closing]
        : [WordingSlot.Subject, WordingSlot.Heading, WordingSlot.Opening];

    /// <summary>Takes the words of all places out of a mail.</summary>
    /// <param name="content">The mail.</param>
    /// <param name="situation">What it was written from.</param>
    /// <returns>The words; a kind without a closing line to choose has none.</returns>
    public static WordingText Take(MailContent content, MailSituation situation) => new(
        content.Subject[Prefix(content, situation).Length..],
        content.Heading,
        content.Paragraphs[Text],
        Of(situation.Order.Kind).Contains(WordingSlot.Closing) ? content.Paragraphs[More] : null);

    /// <summary>Puts words into a mail.</summary>
    /// <param name="content">The mail with its built-in words.</param>
    /// <param name="situation">What it was written from.</param>
    /// <param name="words">Finished text, each <see langword="null"/> for what stands there.</param>
    /// <returns>The mail; everything else is as it was.</returns>
    public static MailContent Put(MailContent content, MailSituation situation, WordingText words) => content with
    {
        Subject = words.Subject is { } subject ? Prefix(content, situation) + subject : content.Subject,
        Heading = words.Heading ?? content.Heading,
        Paragraphs =
        [
            .. content.Paragraphs.Take(Text),
            .. words.Opening is { } opening ? Paragraphs(opening) : [content.Paragraphs[Text]],
            .. words.Closing is { } closing && Of(situation.Order.Kind).Contains(WordingSlot.Closing) ? Paragraphs(closing) : [content.Paragraphs[More]],
            .. content.Paragraphs.Skip(More + 1),
        ],
    };

    private static string[] Paragraphs(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // The case's number: replies and people find the case by it.
    private static string Prefix(MailContent content, MailSituation situation) =>
        situation.Case is { } about && $"[{about.Case.Number}] " is var number && content.Subject.StartsWith(number, StringComparison.Ordinal) ? number : "";
}
