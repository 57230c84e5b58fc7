using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Assistance.Process;

/// <summary>
/// <c>StrongCities.PlanVisit</c>: keeps when and where help takes place, and invites who takes part (C8) with an entry for their calendars. A visit
/// is refused when it is too soon or too long.
/// </summary>
public sealed class PlanVisit : Activity
{
    /// <summary>How long a visit lasts at most, in days.</summary>
    internal const int MostDays = 5;

    /// <summary>How many working days of the city lie before it, unless it is urgent.</summary>
    internal const int LeadTime = 15;

    private static readonly TimeOnly Begins = new(9, 0);
    private static readonly TimeOnly Ends = new(16, 0);

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.PlanVisit")
    {
        Category = "Case",
        DisplayName = "Plan the visit",
        Description = $"Keeps days, place and programme and invites who takes part. At least {LeadTime} working days ahead unless urgent, and {MostDays} days at most.",
        Inputs = [new("Answers", "Object") { Description = "The answers of a form: VisitFrom, VisitUntil, Place, Programme.", IsRequired = true }],
        Outputs = [new("Problem", "String", "Why it was refused, as a key of the hub's words.")],
        Outcomes = ["Planned", "Refused"],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (CaseClock.Read(context, out var problem) is not { } clock)
        {
            context.Fault(problem!);
            return;
        }

        var answers = context.Input<JsonObject>("Answers");
        if (Day("VisitFrom") is not { } from || Day("VisitUntil") is not { } until)
        {
            context.Fault("The input 'Answers' must have 'VisitFrom' and 'VisitUntil' as days such as 2026-10-20.");
            return;
        }

        var calendar = clock.Of(CaseParty.City);
        var earliest = clock.IsUrgent ? calendar.LocalDay(context.Now) : calendar.AddWorkingDays(calendar.LocalDay(context.Now), LeadTime);
        var refusal = until < from || until.DayNumber - from.DayNumber >= MostDays ? "Visit.TooLong" : from < earliest ? "Visit.TooSoon" : null;
        context.SetOutput("Problem", refusal);
        if (refusal is null)
        {
            var parts = (answers!["Programme"]?.ToString() ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            context.Emit(new VisitPlanned(new Visit(from, until, answers["Place"]?.ToString() ?? "", parts, calendar.At(from, Begins), calendar.At(until, Ends))));
        }

        context.Complete(refusal is null ? "Planned" : "Refused");

        DateOnly? Day(string key) =>
            DateOnly.TryParseExact(answers?[key]?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}

/// <summary>A visit has its days.</summary>
/// <param name="Visit">As planned.</param>
internal sealed record VisitPlanned(Visit Visit) : HostEffect;

internal sealed class VisitPlannedHandler(QueueMail queue) : EffectHandler<VisitPlanned>
{
    protected override async Task ApplyAsync(RuntimeDb db, VisitPlanned effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.Requests.SingleAsync(r => r.InstanceId == context.InstanceId, cancellation);
        about.Visit = effect.Visit;
        hub.Add(about.Line(context.Now, "Event.VisitPlanned", null, true, Text(effect.Visit.From), Text(effect.Visit.Until), effect.Visit.Place));
        var city = await hub.Cities.SingleAsync(c => c.Id == about.CityId, cancellation);
        foreach (var person in await PeopleAsync(hub, about, cancellation))
        {
            await queue.QueueAsync(db, await OrderAsync(hub, about, city, effect, person, context, cancellation), cancellation);
        }
    }

    private static async Task<IReadOnlyList<Person>> PeopleAsync(HubDb db, SupportRequest about, CancellationToken cancellation)
    {
        var people = new List<Person>();
        foreach (var role in new[] { CaseRole.Asker, CaseRole.Coordinator, CaseRole.Helper, CaseRole.Advisor })
        {
            people.AddRange(await CaseRoles.FindAsync(db, about, role, cancellation));
        }

        return [.. people.DistinctBy(person => person.Id)];
    }

    private static async Task<MailOrder> OrderAsync(
        HubDb db, SupportRequest about, City city, VisitPlanned effect, Person person, EffectContext context, CancellationToken cancellation)
    {
        var visit = effect.Visit;
        var topic = new MissionTopic(about.Title)
        {
            City = city.Name, Place = visit.Place, Days = visit.Until.DayNumber - visit.From.DayNumber + 1, StartsAt = visit.StartsAt, EndsAt = visit.EndsAt,
        };
        return new MailOrder(MailKind.Programme, about.HubId, person.Id, $"{effect.ActivityInstanceId}:{MailKind.Programme}:{person.Id}")
        {
            CaseId = about.Id,
            About = topic,
            Items = visit.Programme,
            Buttons = CaseMail.StatusButtons(about, person),
            Meeting = new MailMeeting(
                $"visit.{about.Id:N}.{person.Id:N}@strongcities",
                (int)Math.Clamp((context.Now - about.OpenedAt).TotalSeconds, 0, int.MaxValue),
                about.Title, visit.StartsAt, visit.EndsAt, visit.Place, about.CityPath),
            NotBefore = about.Form.Lane == Lane.Urgent ? null : await CaseMail.NextAllowedAsync(db, person, context.Now, cancellation),
        };
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
