using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Applications.Process;

/// <summary>How an application stands now. Looked up between two bursts, so that a process never has to trust what an event told it.</summary>
internal sealed record ApplicationNow
{
    /// <summary>What is so now: some of <see cref="WaitForApplication.Ways"/>.</summary>
    public IReadOnlyList<string> Is { get; init; } = [];

    /// <summary>Working days left in the city until each milestone, at least 1.</summary>
    public IReadOnlyDictionary<string, int> Days { get; init; } = new Dictionary<string, int>();

    /// <summary>When each milestone is due.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Due { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>When to look again although nothing happens: a deadline, the end of a reserve list.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>What still has to be done before it is in: steps of the plan, papers and partners, as keys of the hub's words or somebody's own.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>Partners that it can't do without and that have not signed.</summary>
    public IReadOnlyList<string> Unsigned { get; init; } = [];

    /// <summary>The partner that is named and to be asked next; <see langword="null"/> while none is.</summary>
    public PartnerToAsk? Invite { get; init; }

    /// <summary>By working days before the deadline: when offices open on that day.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Countdown { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>The funder's question that waits for an answer.</summary>
    public string? Question { get; init; }

    /// <summary>Working days left for it, one kept in hand; at least 1.</summary>
    public int QuestionDays { get; init; } = 1;

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, FactsJson.Options)!.AsObject();

    public static ApplicationNow FromJson(JsonNode node) => node.Deserialize<ApplicationNow>(FactsJson.Options)!;
}

/// <summary>A partner that somebody in the directory answers for.</summary>
/// <param name="Id">Which.</param>
/// <param name="ContactId">Who answers for it.</param>
/// <param name="Name">What it is called.</param>
internal sealed record PartnerToAsk(Guid Id, Guid ContactId, string Name);

internal sealed class ApplicationNowAnswerer(HubDbFactory databases, IOptions<ApplicationOptions> options, TimeProvider clock) : IQuestionAnswerer
{
    public const string QuestionName = "StrongCities.ApplicationNow";
    public const string CountdownArgument = "countdown";

    public string Name => QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Cases.OfType<Application>().AsNoTracking().SingleOrDefaultAsync(c => c.InstanceId == instanceId, cancellation)
            ?? throw new InvalidOperationException("This activity works only in a process that carries an application.");
        var now = clock.GetUtcNow();
        var key = await db.Cities.Where(city => city.Id == about.CityId).Select(city => city.Calendar).SingleAsync(cancellation);
        var calendar = WorkingCalendars.Get(key);
        var steps = await db.Milestones.AsNoTracking().Where(step => step.CaseId == about.Id).ToListAsync(cancellation);
        var partners = await db.Partners.AsNoTracking().Where(partner => partner.CaseId == about.Id).ToListAsync(cancellation);
        var asked = await db.Clarifications.AsNoTracking().Where(asked => asked.CaseId == about.Id && asked.AnsweredAt == null).OrderBy(asked => asked.Id).ToListAsync(cancellation);
        var question = asked.Find(one => one.ByFunder);
        var grace = ProofGrace.Until(about, calendar, options.Value);
        var conceptGrace = ProofGrace.UntilOfConcept(about, calendar, options.Value);
        IReadOnlyList<string> unsigned =
            [.. partners.Where(partner => partner.IsRequired && partner.Mandate is not (MandateState.Signed or MandateState.Dropped)).Select(partner => partner.Name)];
        DateTimeOffset?[] wakes =
        [
            about.ConceptReceipt is null ? about.ConceptClosesAt?.AddMinutes(1) : null, about.Receipt is null ? about.Brief.ClosesAt?.AddMinutes(1) : null,
            about.Receipt is null ? grace : null, about.ConceptReceipt is null ? conceptGrace : null, about.ReserveUntil,
        ];
        return new ApplicationNow
        {
            Is = [.. WaysOf(about, partners, now, grace, conceptGrace), .. AskedWays(steps, asked, now)],
            Days = steps.ToDictionary(step => step.Kind.ToString(), step => DaysUntil(calendar, now, LastOf(calendar, step.DueAt))),
            Due = steps.ToDictionary(step => step.Kind.ToString(), step => step.DueAt),
            WakeAt = wakes.Where(wake => wake > now).Min(),
            Open = [.. await OpenAsync(db, about, steps, cancellation), .. unsigned],
            Unsigned = unsigned,
            Invite = await InviteAsync(db, about, partners, cancellation),
            Countdown = about.Brief.ClosesAt is { } deadline
                ? Numbers(arguments).ToDictionary(days => $"{days}", days => calendar.At(calendar.AddWorkingDays(calendar.LocalDay(deadline), -days), OfficeHours.Default.Opens))
                : [],
            Question = question?.Question,
            QuestionDays = question?.DueAt is { } due ? Math.Max(1, DaysUntil(calendar, now, calendar.LocalDay(due)) - 1) : 1,
        }.ToJson();
    }

    private IEnumerable<string> WaysOf(Application about, List<Partner> partners, DateTimeOffset now, DateTimeOffset? grace, DateTimeOffset? conceptGrace)
    {
        var isLate = about.Outcome is null && IsOver(about.Brief.ClosesAt, about.Receipt);
        var isConceptLate = about.Outcome is null && IsOver(about.ConceptClosesAt, about.ConceptReceipt);
        (string Way, bool Holds)[] ways =
        [
            (WaitForApplication.Withdrawn, about.Outcome == ApplicationOutcome.Withdrawn),
            (WaitForApplication.Overrun, isLate && grace > now),
            (WaitForApplication.Lapsed, (isLate && !(grace > now)) || (isConceptLate && !(conceptGrace > now))),
            (WaitForApplication.Moved, about.Brief.ClosesAt != about.Brief.PlannedFor),
            (WaitForApplication.Awarded, about.Outcome == ApplicationOutcome.Awarded),
            (WaitForApplication.Reserve, about.Outcome == ApplicationOutcome.Reserve && !(about.ReserveUntil <= now)),
            (WaitForApplication.Refused, about.Outcome == ApplicationOutcome.Refused || (about.Outcome == ApplicationOutcome.Reserve && about.ReserveUntil <= now)),
            (WaitForApplication.Proven, about.Receipt is not null),
            (WaitForApplication.ConceptProven, about.ConceptReceipt is not null),
            (WaitForApplication.TwoStage, about.ConceptClosesAt is not null),
            (WaitForApplication.PartnersReady, partners.All(partner => !partner.IsRequired || partner.Mandate is MandateState.Signed or MandateState.Dropped)),
            (WaitForApplication.NeedsCouncil, ApplicationTerms.NeedsCouncil(about, options.Value)),
            (WaitForApplication.Otherwise, true),
        ];
        return ways.Where(way => way.Holds).Select(way => way.Way);

        // The deadline's own minute still counts.
        bool IsOver(DateTimeOffset? deadline, Receipt? receipt) => receipt is null && deadline?.AddMinutes(1) <= now;
    }

    private static IEnumerable<string> AskedWays(List<Milestone> steps, List<Clarification> open, DateTimeOffset now)
    {
        (string Way, bool Holds)[] ways =
        [
            (WaitForApplication.Asked, open.Exists(asked => asked.ByFunder)),
            (WaitForApplication.QuestionsOpen, steps.Exists(step => step is { Kind: MilestoneKind.QuestionsClose, DoneAt: null } && step.DueAt > now)),
            (WaitForApplication.QuestionsAnswered, !open.Exists(asked => asked is { ByFunder: false, SentAt: not null })),
        ];
        return ways.Where(way => way.Holds).Select(way => way.Way);
    }

    // Whoever answers for two of them is asked about one at a time.
    private static async Task<PartnerToAsk?> InviteAsync(HubDb db, Application about, List<Partner> partners, CancellationToken cancellation)
    {
        var named = partners.Where(partner => partner is { Mandate: MandateState.Named, ContactId: not null }).OrderBy(partner => partner.Id).ToList();
        if (named.Count == 0 || about.ClosedAt is not null)
        {
            return null;
        }

        var busy = await db.Tasks.Where(task => task.CaseId == about.Id && task.MailKind == MailKind.Partner && task.State == TaskState.Open)
            .Select(task => task.AssigneePersonId).ToListAsync(cancellation);
        return named.Find(partner => !busy.Contains(partner.ContactId)) is { } next ? new PartnerToAsk(next.Id, next.ContactId!.Value, next.Name) : null;
    }

    // The funder's own days are nobody's to do.
    private static async Task<IReadOnlyList<string>> OpenAsync(HubDb db, Application about, List<Milestone> steps, CancellationToken cancellation)
    {
        var papers = await db.Papers
            .Where(paper => paper.CaseId == about.Id && paper.IsRequired && !db.PaperVersions.Any(version => version.PaperId == paper.Id))
            .OrderBy(paper => paper.Position).Select(paper => paper.Name).ToListAsync(cancellation);
        return
        [
            .. steps.Where(step => step.DoneAt is null && step.Kind is not (MilestoneKind.QuestionsClose or MilestoneKind.AnswersOut or MilestoneKind.Deadline))
                .OrderBy(step => step.DueAt).Select(step => $"Milestone.{step.Kind}"),
            .. papers,
        ];
    }

    private static IEnumerable<int> Numbers(JsonObject arguments) => (arguments[CountdownArgument]?.AsArray() ?? []).Select(days => days!.GetValue<int>());

    // A moment before offices close leaves the day before as the last whole one.
    private static DateOnly LastOf(WorkingCalendar calendar, DateTimeOffset due) =>
        calendar.LocalDay(due) is var day && due < calendar.At(day, OfficeHours.Default.Closes) ? day.AddDays(-1) : day;

    private static int DaysUntil(WorkingCalendar calendar, DateTimeOffset now, DateOnly last) => Math.Max(1, calendar.WorkingDaysBetween(calendar.LocalDay(now), last));
}
