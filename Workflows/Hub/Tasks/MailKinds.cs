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
}
