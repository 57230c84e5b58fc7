namespace StrongCities.Hub.Mail;

/// <summary>A mail to write and send, once.</summary>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="HubId">The hub that writes.</param>
/// <param name="ToPersonId">To whom; address and language come from the directory.</param>
/// <param name="Key">The same deed has the same key, and is mailed once: task, kind and step.</param>
public sealed record MailOrder(string Kind, Guid HubId, Guid ToPersonId, string Key)
{
    /// <summary>The case it is about.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The task it is about.</summary>
    public string? TaskId { get; init; }

    /// <summary>Not sent before; <see langword="null"/> for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether it is to be a line of the reader's digest of the day, with a link of its own, also for who chose no digest.</summary>
    public bool InDigest { get; init; }

    /// <summary>When the reader should be done.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Puts <see cref="DueAt"/> into the reader's calendar, or takes it out.</summary>
    public MailDeadline? Deadline { get; init; }

    /// <summary>Invites the reader to a meeting, or calls it off; then there is no entry for the deadline.</summary>
    public MailMeeting? Meeting { get; init; }

    /// <summary>Days of a plan: lines of the list before <see cref="Items"/>, and a calendar file. Then there is no entry for the deadline.</summary>
    public IReadOnlyList<MailDay> Days { get; init; } = [];

    /// <summary>What happens when the reader stays silent: a key of the hub's words.</summary>
    public string? SilenceText { get; init; }

    /// <summary>When that happens.</summary>
    public DateTimeOffset? SilenceAt { get; init; }

    /// <summary>What happens before that, in order.</summary>
    public IReadOnlyList<MailStep> Steps { get; init; } = [];

    /// <summary>What it is about besides the case, or in its place.</summary>
    public MailTopic? About { get; init; }

    /// <summary>Whether the reader must say first that they have no personal interest: then the mail tells nothing of the request.</summary>
    public bool HidesCase { get; init; }

    /// <summary>A code to type in, for this mail only: where the mail is kept, it is left out.</summary>
    public string? Code { get; init; }

    /// <summary>One line that says what is asked, in words or a key of the hub's words.</summary>
    public string? TaskTitle { get; init; }

    /// <summary>An advisor's own words, shown as text.</summary>
    public string? Note { get; init; }

    /// <summary>A list, such as gaps: keys of the hub's words.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>
    /// More facts to show, by name. A name that is a key of the mail's words under <c>Fact.</c> gets that label: <c>helper</c>,
    /// <c>programme</c>, <c>alternative</c>, <c>reason</c>, <c>assignee</c>, <c>for</c>, <c>verdict</c>. Days and moments as ISO 8601 has them are
    /// put into the reader's words.
    /// </summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Where a reply goes, when not to the hub; then the mail says how to decide by reply.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Options that a reply may name, of the mail's words under <c>Command.</c>; without them a reply is a note.</summary>
    public IReadOnlyList<string> ReplyOptions { get; init; } = [];

    /// <summary>The Message-ID of the message that this mail answers. Such a mail has the null sender, so that nothing answers it (RFC 3834).</summary>
    public string? AnswersTo { get; init; }

    /// <summary>Buttons, the main one first.</summary>
    public IReadOnlyList<MailButton> Buttons { get; init; } = [];
}

/// <summary>A deadline as a calendar entry (RFC 5545, RFC 5546).</summary>
/// <param name="Uid">The same for all mails about it to one reader.</param>
/// <param name="Sequence">Rises with each mail, so that the newest counts.</param>
/// <param name="Path">Where it is done, from the site's root; calendars are shared, so no secret.</param>
/// <param name="IsOver">Whether it is to be taken out.</param>
public sealed record MailDeadline(string Uid, int Sequence, string Path, bool IsOver = false);

/// <summary>A day of a plan.</summary>
/// <param name="Uid">Of its calendar entry: the same in all mails and feeds.</param>
/// <param name="Title">A key of the hub's words.</param>
/// <param name="At">When.</param>
/// <param name="Path">Its page, from the site's root; calendars are shared, so no secret.</param>
public sealed record MailDay(string Uid, string Title, DateTimeOffset At, string Path);

/// <summary>
/// A meeting as an invitation (RFC 5546 section 3.2.2). The reader's program shows it as one; who comes is said on the page, where
/// others see it too, so no answer is asked of the program.
/// </summary>
/// <param name="Uid">The same for all mails about it to one reader.</param>
/// <param name="Sequence">Rises with each mail, so that the newest counts.</param>
/// <param name="Title">What it is, as text.</param>
/// <param name="StartsAt">From.</param>
/// <param name="EndsAt">Until; after <paramref name="StartsAt"/>.</param>
/// <param name="Place">Where, as text; empty when that is open.</param>
/// <param name="Path">Its page, from the site's root; calendars are shared, so no secret.</param>
/// <param name="IsOff">Whether it does not take place.</param>
public sealed record MailMeeting(
    string Uid, int Sequence, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Place, string Path, bool IsOff = false);

/// <summary>Something that happens while nobody answers.</summary>
/// <param name="Word">A key of the mail's words, with a place for the time.</param>
/// <param name="At">When.</param>
public sealed record MailStep(string Word, DateTimeOffset At);

/// <summary>A button of a mail.</summary>
/// <param name="Label">A key of the hub's words or of the mail's words (<c>Button.Review</c>), or the text itself.</param>
/// <param name="Path">From the site's root, such as <c>/t/…</c>.</param>
/// <param name="IsSecret">Whether the path holds a token: then it is redacted wherever the mail is kept.</param>
public sealed record MailButton(string Label, string Path, bool IsSecret)
{
    /// <summary>What it is about, as text after the label, where a mail has the same button more than once.</summary>
    public string? About { get; init; }
}

/// <summary>The kinds of mail there are. The catalogue's ids where it has one.</summary>
public static class MailKind
{
    /// <summary>C1: request received.</summary>
    public const string RequestReceived = "C1";

    /// <summary>C2: please complete.</summary>
    public const string PleaseComplete = "C2";

    /// <summary>C7: approval.</summary>
    public const string Approval = "C7";

    /// <summary>C10: feedback.</summary>
    public const string Feedback = "C10";

    /// <summary>A1: a new opportunity fits the city.</summary>
    public const string Opportunity = "A1";

    /// <summary>A3: an opportunity changed.</summary>
    public const string OpportunityChanged = "A3";

    /// <summary>A4: nobody has said whether an opportunity interests.</summary>
    public const string OpportunityUnanswered = "A4";

    /// <summary>A5: go or no go.</summary>
    public const string GoNoGo = "A5";

    /// <summary>B1: the plan of an application.</summary>
    public const string Plan = "B1";

    /// <summary>B2: invitation to be a partner.</summary>
    public const string Partner = "B2";

    /// <summary>B3: papers are missing.</summary>
    public const string Paper = "B3";

    /// <summary>B4: an application to be reviewed.</summary>
    public const string Review = "B4";

    /// <summary>B5: an application to be signed.</summary>
    public const string SignOff = "B5";

    /// <summary>B6: an item for the council.</summary>
    public const string Council = "B6";

    /// <summary>B7: days left until an application must be in.</summary>
    public const string Countdown = "B7";

    /// <summary>B8: proof that an application was submitted.</summary>
    public const string Submitted = "B8";

    /// <summary>B9: the funder asks.</summary>
    public const string Clarification = "B9";

    /// <summary>B10: what the funder decided.</summary>
    public const string Result = "B10";

    /// <summary>B10-partner: to partners, how an application ended without money.</summary>
    public const string PartnerNews = "B10-partner";

    /// <summary>B11: something is owed to the funder.</summary>
    public const string Obligation = "B11";

    /// <summary>B11-news: money of an award, or a change of its agreement.</summary>
    public const string AwardNews = "B11-news";

    /// <summary>C3: the week's requests to be judged.</summary>
    public const string Triage = "C3";

    /// <summary>C4: an opinion is asked for.</summary>
    public const string Consultation = "C4";

    /// <summary>C5: terms of reference to be agreed.</summary>
    public const string Terms = "C5";

    /// <summary>C6: invitation to help a city.</summary>
    public const string Expert = "C6";

    /// <summary>C6-veto: the city's refusal of who was to help counts, and somebody else is sought; to the city.</summary>
    public const string VetoTaken = "C6-veto";

    /// <summary>C8: programme of a visit or workshop.</summary>
    public const string Programme = "C8";

    /// <summary>C9: a report to be accepted.</summary>
    public const string Report = "C9";

    /// <summary>C10-later: what has become of it, half a year after the help.</summary>
    public const string FollowUp = "C10-later";

    /// <summary>D1: risks to be rated.</summary>
    public const string RateRisks = "D1";

    /// <summary>D2: the register of risks to be endorsed.</summary>
    public const string Register = "D2";

    /// <summary>D3: a risk has become high.</summary>
    public const string RedRisk = "D3";

    /// <summary>D3-news: a risk has become red or orange, or the hub offers its help; to the city.</summary>
    public const string RiskNews = "D3-news";

    /// <summary>D4: the hub would like two cities to meet; to both.</summary>
    public const string Introduction = "D4";

    /// <summary>D4-met: both said yes; to each with the other's address.</summary>
    public const string Introduced = "D4-met";

    /// <summary>E1: which dates of an event suit.</summary>
    public const string EventDates = "E1";

    /// <summary>E2: invitation to an event.</summary>
    public const string EventInvitation = "E2";

    /// <summary>E3: an event has another date, place or programme.</summary>
    public const string EventChanged = "E3";

    /// <summary>E4: an event comes near.</summary>
    public const string EventReminder = "E4";

    /// <summary>E5: an event does not take place.</summary>
    public const string EventOff = "E5";

    /// <summary>E6: what an event was worth; to who came.</summary>
    public const string EventFeedback = "E6";

    /// <summary>E7: is done what was promised at an event?</summary>
    public const string Commitment = "E7";

    /// <summary>E8: the report of an event.</summary>
    public const string EventReport = "E8";

    /// <summary>C11: a good practice to be released, to its city.</summary>
    public const string PracticeRelease = "C11";

    /// <summary>C11-review: a good practice to be published, to the hub's lead.</summary>
    public const string PracticeReview = "C11-review";

    /// <summary>C11-news: what became of a good practice.</summary>
    public const string PracticeNews = "C11-news";

    /// <summary>C11-offer: help has worked, and could become a good practice; to the advisor.</summary>
    public const string PracticeOffer = "C11-offer";

    /// <summary>Z1: something went wrong in a process: to whoever runs the system, never to a city.</summary>
    public const string Fault = "Z1";

    /// <summary>Any other task.</summary>
    public const string Task = "task";

    /// <summary>A reminder of a task.</summary>
    public const string Reminder = "reminder";

    /// <summary>A task is overdue: to the case's owner.</summary>
    public const string Overdue = "overdue";

    /// <summary>The hub took the request up, and who helps.</summary>
    public const string Accepted = "accepted";

    /// <summary>The hub's answer, in the advisor's words.</summary>
    public const string Answer = "answer";

    /// <summary>Not taken up, with the reason.</summary>
    public const string Declined = "declined";

    /// <summary>Sent on to another programme.</summary>
    public const string Redirected = "redirected";

    /// <summary>Closed because it was not completed; how to reopen.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>Closed.</summary>
    public const string Closed = "closed";

    /// <summary>What became of a reply: to who wrote it.</summary>
    public const string ReplyTaken = "reply-taken";

    /// <summary>Somebody wrote about a case: to its advisor.</summary>
    public const string ReplyNote = "reply-note";

    /// <summary>A person can't be reached: to the case's advisor.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The code for a signature.</summary>
    public const string StepUp = "step-up";

    /// <summary>A task was taken back: to who was asked.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>A2: news of a day.</summary>
    public const string Digest = "A2";

    /// <summary>A saved search found something: a line of A2.</summary>
    public const string Find = "A2-find";

    /// <summary>A sign-in link.</summary>
    public const string SignIn = "sign-in";

    /// <summary>A link by which staff choose a password, the first or a new one.</summary>
    public const string Password = "password";
}
