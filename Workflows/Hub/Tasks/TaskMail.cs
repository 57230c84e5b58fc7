using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>Writes the mails of tasks. Each mints a grant of its own.</summary>
internal sealed class TaskMail(QueueMail queue, TellUnreachable unreachable, MailAddresses addresses, IOptions<TaskOptions> options)
{
    /// <summary>Asks, or asks again.</summary>
    public async Task AskAsync(
        HubDb db, Case about, HumanTask task, Person person, string kind, string step, DateTimeOffset now, CancellationToken cancellation)
    {
        var path = SitePaths.Task(Mint(db, task, person, now).Text);
        // Loaded first, so that those which this unit has just added count too.
        await db.Attachments.Where(file => file.CaseId == about.Id).LoadAsync(cancellation);
        var files = db.Attachments.Local.Where(file => file.CaseId == about.Id).ToList();
        var seat = task.Seats.SingleOrDefault(s => s.PersonId == person.Id);
        var hides = HidesCase(task, seat);
        var order = await OrderAsync(db, about, task, person, kind, step, now, cancellation) with
        {
            SilenceText = task.SilenceText,
            SilenceAt = task.SilenceAt,
            Steps = [.. StepsOf(task, seat, now)],
            Values = seat?.ForPersonId is { } absent ? new Dictionary<string, string> { ["for"] = await NameAsync(db, absent, cancellation) } : [],
            Deadline = DeadlineOf(task, person, now, isOver: false),
            Meeting = hides ? null : about.MeetingOf(kind, person.Id),
            InDigest = kind == MailKind.Opportunity && about is CaseOfOpportunity { Brief.IsUrgent: false },
            HidesCase = hides,
            Note = hides ? null : task.Note,
            Items = task.Kind == TaskKind.Completion ? about.Gaps(files.Count) : hides ? [] : await ApplicationLetter.ItemsAsync(db, about, kind, cancellation),
            ReplyTo = addresses.ForReplies(db, task.Id, person.Id, TaskPages.DigestOf(task, about, files), now),
            ReplyOptions = task.RepliesDecide ? [.. task.Options.Select(option => option.Key).Intersect(ReplyWords.Options.Values)] : [],
            Buttons =
            [
                new MailButton(MainButton(task), path, IsSecret: true),
                // A choice in the mail only fills the form in: the page still asks for the press of a button.
                .. task.Options.Count > 1 && !hides
                    ? task.Options.Select(option => new MailButton($"Option.{option.Key}", $"{path}?d={Uri.EscapeDataString(option.Key)}", IsSecret: true))
                    : [],
            ],
        };
        if (!await queue.QueueAsync(db, order, cancellation))
        {
            await unreachable.RunAsync(db, about, person, task.Id, TellUnreachable.DeedOf(task.Id, person), cancellation);
        }
    }

    /// <summary>Reminds everybody who may act; for whoever is away, only the substitute.</summary>
    public async Task RemindAsync(HubDb db, Case about, HumanTask task, string step, DateTimeOffset now, CancellationToken cancellation, string kind = MailKind.Reminder)
    {
        var away = (await Seating.FindAsync(db, about, task, now, cancellation))
            .Where(chair => chair.IsAway).Select(chair => chair.Person.Id).ToHashSet();
        var seated = task.Seats.Where(seat => seat.State == SeatState.Open && !away.Contains(seat.PersonId)).Select(seat => seat.PersonId).ToList();
        var survey = MailClass.SubscriptionOf(task.MailKind) == Subscription.Surveys;
        foreach (var person in await db.People.Where(p => seated.Contains(p.Id) && p.IsActive && !(survey && p.RefusesSurveys)).OrderBy(p => p.Name).ToListAsync(cancellation))
        {
            await AskAsync(db, about, task, person, kind, step, now, cancellation);
        }
    }

    /// <summary>Whether somebody must say first whether they have a personal interest.</summary>
    public static bool HidesCase(HumanTask task, TaskSeat? seat) => task.Conflicts == ConflictRule.MustDeclare && seat is { DeclaredAt: null };

    /// <summary>A link to a task for one more mail.</summary>
    public MailButton ButtonOf(HubDb db, HumanTask task, Person person, DateTimeOffset now) =>
        new(MainButton(task), SitePaths.Task(Mint(db, task, person, now).Text), IsSecret: true);

    /// <summary>Tells somebody that a task is overdue; they need not be the one to do it, so there is no grant.</summary>
    public async Task TellOverdueAsync(
        HubDb db, Case about, HumanTask task, Person person, string step, DateTimeOffset now, CancellationToken cancellation)
    {
        var order = await OrderAsync(db, about, task, person, MailKind.Overdue, step, now, cancellation) with
        {
            Buttons = person.CityId is null && person.Roles != Roles.None
                ? [new MailButton("Button.Manage", SitePaths.ManageTask(task.Id), IsSecret: false), CaseMail.StatusButton(about, person)]
                : CaseMail.StatusButtons(about, person),
        };
        await queue.QueueAsync(db, order, cancellation);
    }

    /// <summary>Tells those who had been asked that a task was taken back, so that its deadline leaves their calendars.</summary>
    public async Task TellWithdrawnAsync(HubDb db, Case about, HumanTask task, DateTimeOffset now, CancellationToken cancellation)
    {
        var open = task.Seats.Where(seat => seat.State == SeatState.Open).Select(seat => seat.PersonId).ToList();
        var asked = await db.People
            .Where(person => open.Contains(person.Id)
                && db.Mails.Any(mail => mail.CaseId == task.CaseId && mail.TaskId == task.Id && mail.ToPersonId == person.Id && mail.State == MailState.Sent))
            .OrderBy(person => person.Name)
            .ToListAsync(cancellation);
        foreach (var person in asked)
        {
            var order = await OrderAsync(db, about, task, person, MailKind.Withdrawn, "end", now, cancellation) with
            {
                Deadline = DeadlineOf(task, person, now, isOver: true),
                HidesCase = HidesCase(task, task.Seats.Single(seat => seat.PersonId == person.Id)),
                Buttons = CaseMail.StatusButtons(about, person),
            };
            await queue.QueueAsync(db, order, cancellation);
        }
    }

    private MailDeadline DeadlineOf(HumanTask task, Person person, DateTimeOffset now, bool isOver) => new(
        $"deadline.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{task.Id}:{person.Id}")))[..24]}@{addresses.Domain}",
        (int)Math.Clamp((now - task.OpenedAt).TotalSeconds, 0, int.MaxValue),
        SitePaths.TaskOf(task.Id),
        isOver);

    // Of the mail that asks; a mail that only tells has none that fits.
    private static string MainButton(HumanTask task) => (MailCatalogue.Find(task.MailKind) as PlainMail)?.Button is { } own && own != "Button.Status" ? own : task.Kind switch
    {
        TaskKind.Completion => "Button.Complete",
        TaskKind.Decision => "Button.Review",
        _ => "Button.Task",
    };

    // A substitute reads of no substitutes.
    private static IEnumerable<MailStep> StepsOf(HumanTask task, TaskSeat? seat, DateTimeOffset now)
    {
        var steps = new (string Word, DateTimeOffset? At)[]
        {
            ("Step.Substitute", seat?.ForPersonId is null ? task.Ladder.SubstituteAt : null),
            ("Step.Escalate", task.Ladder.EscalateAt),
            ("Step.Park", task.Ladder.ParkAt),
        };
        return steps.Where(step => step.At > now).Select(step => new MailStep(step.Word, step.At!.Value));
    }

    private static async Task<string> NameAsync(HubDb db, Guid personId, CancellationToken cancellation) =>
        await db.People.IgnoreQueryFilters().Where(p => p.Id == personId).Select(p => p.Name).SingleAsync(cancellation);

    private static async Task<MailOrder> OrderAsync(
        HubDb db, Case about, HumanTask task, Person person, string kind, string step, DateTimeOffset now, CancellationToken cancellation) =>
        new(kind, about.HubId, person.Id, $"{task.Id}:{kind}:{step}:{person.Id}")
        {
            CaseId = about.Id,
            TaskId = task.Id,
            About = PartnerLetter.IsFor(about, person) ? await PartnerLetter.TopicAsync(db, (Application)about, task.AssigneePersonId, cancellation) : null,
            TaskTitle = task.Title,
            DueAt = task.DueAt,
            NotBefore = task.IsUrgent ? null : await CaseMail.NextAllowedAsync(db, person, now, cancellation),
        };

    private CapabilityToken Mint(HubDb db, HumanTask task, Person person, DateTimeOffset now)
    {
        var token = CapabilityToken.Mint();
        db.Add(new TaskGrant
        {
            PublicId = token.PublicId,
            SecretHash = token.SecretHash,
            TaskId = task.Id,
            PersonId = person.Id,
            IssuedAt = now,
            ExpiresAt = Expiry(task, now),
        });
        return token;
    }

    // Some time after the deadline, so that a late reader still learns what became of it; never before silence would end the task.
    private DateTimeOffset Expiry(HumanTask task, DateTimeOffset now)
    {
        var longest = now + options.Value.LongestGrant;
        var wanted = task.DueAt is { } due ? due + options.Value.GrantAfterDue : longest;
        wanted = task.SilenceAt > wanted ? task.SilenceAt.Value : wanted;
        return wanted < longest ? wanted : longest;
    }
}
