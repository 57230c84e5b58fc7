using StrongCities.Hub.Mail;

namespace StrongCities.Hub.Tasks;

/// <summary>Kinds of mail that a designer may choose.</summary>
internal static class MailKinds
{
    /// <summary>All that are about a case.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        MailKind.RequestReceived, MailKind.PleaseComplete, MailKind.Approval, MailKind.Feedback, MailKind.Task, MailKind.Overdue, MailKind.Accepted,
        MailKind.Answer, MailKind.Declined, MailKind.Redirected, MailKind.Unanswered, MailKind.Closed,
    ];

    /// <summary>What a designer reads instead of their ids.</summary>
    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>
    {
        [MailKind.RequestReceived] = "Request received",
        [MailKind.PleaseComplete] = "Please complete your request",
        [MailKind.Approval] = "Please approve",
        [MailKind.Feedback] = "How did it go?",
        [MailKind.Task] = "Please decide or answer",
        [MailKind.Overdue] = "A task is overdue",
        [MailKind.Accepted] = "The hub helps, and who",
        [MailKind.Answer] = "The hub's answer",
        [MailKind.Declined] = "The hub can't help, and why",
        [MailKind.Redirected] = "Another programme fits better",
        [MailKind.Unanswered] = "Closed because nobody answered",
        [MailKind.Closed] = "The case is closed",
    };
}
