using StrongCities.Hub.People;

namespace StrongCities.Hub.Mail;

/// <summary>What a person can unsubscribe from. Whatever else comes is work on a case, asked of them by name.</summary>
public enum Subscription
{
    /// <summary>News that may wait, and their daily digest.</summary>
    Notices,

    /// <summary>Questions after the help.</summary>
    Surveys,
}

/// <summary>Which kinds of mail may wait, and which are bulk.</summary>
public static class MailClass
{
    private static readonly HashSet<string> Waiting = [MailKind.Accepted, MailKind.Closed, MailKind.ReplyNote];

    /// <summary>Whether a kind only tells something that is no worse tomorrow, so that its reader may choose a daily digest or none.</summary>
    /// <param name="kind">One of <see cref="MailKind"/>.</param>
    /// <returns>True for news.</returns>
    public static bool MayWait(string kind) => Waiting.Contains(kind);

    /// <summary>Whether a kind is about its reader's access and nothing else.</summary>
    /// <param name="kind">One of <see cref="MailKind"/>.</param>
    /// <returns>True for links to sign in by.</returns>
    public static bool IsAboutAccess(string kind) => kind is MailKind.SignIn or MailKind.Password;

    /// <summary>What one unsubscribes from by a mail of a kind. Only bulk mail says so in its headers (RFC 2369, RFC 8058).</summary>
    /// <param name="kind">One of <see cref="MailKind"/>.</param>
    /// <returns><see langword="null"/> for all that isn't bulk.</returns>
    public static Subscription? SubscriptionOf(string kind) => kind switch
    {
        MailKind.Digest or MailKind.Opportunity => Subscription.Notices,
        MailKind.Feedback or MailKind.FollowUp or MailKind.EventFeedback => Subscription.Surveys,
        _ => null,
    };

    /// <summary>How a person wants a kind.</summary>
    /// <param name="kind">One of <see cref="MailKind"/>.</param>
    /// <param name="reader">With their choices.</param>
    /// <returns>At once for everything that can't be chosen; what a saved search finds is a line of the digest or nothing.</returns>
    public static NoticeMails ChoiceOf(string kind, Person reader) =>
        MayWait(kind) ? reader.Notices
        : kind == MailKind.Find ? reader.Notices == NoticeMails.Never ? NoticeMails.Never : NoticeMails.Daily
        : SubscriptionOf(kind) switch
        {
            Subscription.Surveys when reader.RefusesSurveys => NoticeMails.Never,
            Subscription.Notices when kind != MailKind.Digest && reader.Notices == NoticeMails.Never => NoticeMails.Never,
            _ => NoticeMails.AtOnce,
        };
}
