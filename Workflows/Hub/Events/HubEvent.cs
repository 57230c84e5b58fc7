using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Events;

/// <summary>Something to which a hub invites people of its cities: a workshop, a meeting, a talk. A case of the hub's own; the invited cities read it too.</summary>
public sealed class HubEvent : Case
{
    /// <summary>The series of its numbers.</summary>
    internal const string Series = "E";

    /// <summary>Where it stands.</summary>
    public EventPhase Phase { get; set; }

    /// <summary>What it is for, where, and in which languages.</summary>
    public required EventPlan Plan { get; set; }

    /// <summary>The dates that the poll offers, in order.</summary>
    public IReadOnlyList<EventDate> Dates { get; set; } = [];

    /// <summary>What was answered to the poll, oldest first.</summary>
    public IReadOnlyList<DateVote> Poll { get; set; } = [];

    /// <summary>When it begins; <see langword="null"/> until the advisor has chosen.</summary>
    public DateTimeOffset? StartsAt { get; set; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>Its parts, by time.</summary>
    public IReadOnlyList<ProgrammeItem> Programme { get; set; } = [];

    /// <summary>Rises with each change of date, place or programme after the invitation, so that calendars take the newest.</summary>
    public int Sequence { get; set; }

    /// <summary>The newest sequence of which those who come were told.</summary>
    public int ToldSequence { get; set; }

    /// <summary>When the advisor asked for the next step: the poll of an idea, or the invitations of a programme.</summary>
    public DateTimeOffset? WantedAt { get; set; }

    /// <summary>Since when the date is as it is, for those invited. Reminders that lie before it are left out.</summary>
    public DateTimeOffset? PlacedAt { get; set; }

    /// <summary>When the reminder of the week before was sent, for this date.</summary>
    public DateTimeOffset? WeekTold { get; set; }

    /// <summary>When the reminder of the day before was.</summary>
    public DateTimeOffset? DayTold { get; set; }

    /// <summary>When it was first said who came.</summary>
    public DateTimeOffset? ListedAt { get; set; }

    /// <summary>The advisor's minutes.</summary>
    public string Minutes { get; set; } = "";

    /// <summary>When the advisor wished to write the report though something promised is still open.</summary>
    public DateTimeOffset? ReportWantedAt { get; set; }

    /// <summary>The report, in the advisor's words.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The request from whose help it grew, or <see langword="null"/>.</summary>
    public Guid? FromCaseId { get; init; }

    /// <inheritdoc/>
    public override MailTopic Topic => new EventTopic(Title)
    {
        Purpose = Plan.Purpose, Place = Plan.Place, Languages = Plan.Languages, Dates = StartsAt is null ? [.. Dates.Select(date => date.StartsAt)] : [], StartsAt = StartsAt, EndsAt = EndsAt,
    };

    /// <inheritdoc/>
    public override string CityPath => SitePaths.Event(Id);

    /// <inheritdoc/>
    internal override object Matter => new { Plan, Dates, StartsAt, EndsAt, Programme };

    /// <summary>Whether a reader in an invited city may still say something else.</summary>
    /// <param name="now">The present.</param>
    /// <returns>False once it has begun.</returns>
    public bool TakesAnswers(DateTimeOffset now) => Phase == EventPhase.Invited && now < StartsAt;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> ItemsOf(string mailKind) =>
        mailKind is MailKind.EventInvitation or MailKind.EventChanged or MailKind.EventReminder ? [.. Programme.Select(item => item.Line)] : [];

    /// <inheritdoc/>
    internal override MailMeeting? MeetingOf(string mailKind, Guid personId) =>
        mailKind is MailKind.EventInvitation or MailKind.EventChanged or MailKind.EventReminder or MailKind.EventOff && StartsAt is { } from && EndsAt is { } until
            ? new MailMeeting($"event.{Id:N}.{personId:N}@strongcities", Sequence, Title, from, until, Plan.Place, CityPath, IsOff: mailKind == MailKind.EventOff)
            : null;

    /// <inheritdoc/>
    internal override Task HearAsync(HubDb db, HumanTask task, TaskDecision vote, CancellationToken cancellation) => HearEvent.RunAsync(db, this, task, vote, cancellation);

    /// <inheritdoc/>
    internal override void Blank()
    {
        base.Blank();
        (Plan, Programme, Poll, Dates, Minutes, Summary) = (new EventPlan("", "", []), [], [], [], "", "");
    }
}

/// <summary>Where an event stands. Words know them as <c>HubEvent.Phase.Poll</c>.</summary>
public enum EventPhase
{
    /// <summary>Only the hub knows of it.</summary>
    Idea,

    /// <summary>The invited say which dates suit.</summary>
    Poll,

    /// <summary>The advisor chooses the date.</summary>
    Date,

    /// <summary>The advisor writes the programme.</summary>
    Programme,

    /// <summary>People are invited, and answer.</summary>
    Invited,

    /// <summary>It is over; who came?</summary>
    Attendance,

    /// <summary>Those who came say what it was worth.</summary>
    Feedback,

    /// <summary>What was promised is followed.</summary>
    FollowUp,

    /// <summary>The report is out.</summary>
    Closed,

    /// <summary>It does not take place.</summary>
    Cancelled,
}
