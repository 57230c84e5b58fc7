using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.TellOfChange</c>: tells the cities whose verdict, date or money changed, and nobody else.</summary>
public sealed class TellOfChange : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.TellOfChange")
    {
        Category = ProcessActivities.Category,
        DisplayName = "Tell of a change",
        Description = "Compares what each city with an open case was told with what holds now. Where verdict, close date or money differ, its coordinators get mail A3 with old and new, and its own process plans anew.",
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        context.Emit(new ChangeToTell());
        context.Complete();
    }
}

/// <summary>An opportunity changed, and was matched again.</summary>
internal sealed record ChangeToTell : HostEffect;

internal sealed class ChangeToTellHandler(QueueMail queue) : EffectHandler<ChangeToTell>
{
    protected override async Task ApplyAsync(RuntimeDb db, ChangeToTell effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var parent = await hub.OpportunityCaseOfAsync(context, cancellation);
        var opportunity = await hub.Opportunities.SingleAsync(o => o.Id == parent.OpportunityId, cancellation);
        var open = await hub.Cases.OfType<CaseOfOpportunity>()
            .Where(c => c.HubId == parent.HubId && c.OpportunityId == opportunity.Id && c.CityId != null && c.ClosedAt == null).ToListAsync(cancellation);
        var verdicts = await hub.Matches.Where(match => match.OpportunityId == opportunity.Id).ToDictionaryAsync(match => match.CityId, match => match.Effective, cancellation);
        var told = false;
        foreach (var about in open)
        {
            var (before, now) = (about.Brief, OpportunityBrief.Of(opportunity));
            now = now with { Why = before.Why, Sheet = before.Sheet, PlannedFor = before.PlannedFor, Verdict = verdicts.GetValueOrDefault(about.CityId!.Value, Overall.No) };
            var changes = Changes(before, now).ToList();
            if (changes.Count == 0)
            {
                continue;
            }

            told = true;
            (about.Title, about.Brief) = (opportunity.Title, now);
            hub.Add(about.Line(context.Now, "Event.OpportunityChanged", null, true));
            await TellAsync(hub, about, changes, effect.ActivityInstanceId, context.Now, cancellation);
        }

        if (told)
        {
            new OpportunityTouched(parent.HubId, opportunity.Id).Put(db, $"{opportunity.Id:N}:told:{effect.ActivityInstanceId}", context.Now);
        }
    }

    private async Task TellAsync(HubDb hub, CaseOfOpportunity about, List<ChangeFact> changes, string key, DateTimeOffset now, CancellationToken cancellation)
    {
        var changed = changes.Select(change => change.Label).ToHashSet(StringComparer.Ordinal);
        var topic = about.Brief.TopicOf(about.Title);
        topic = topic with
        {
            Changes = changes,
            ClosesAt = changed.Contains("ClosesAt") ? null : topic.ClosesAt,
            Support = changed.Contains("Support") ? null : topic.Support,
            OwnShare = changed.Contains("OwnShare") ? null : topic.OwnShare,
        };
        foreach (var person in await CaseRoles.FindAsync(hub, about, CaseRole.Coordinator, cancellation))
        {
            var order = new MailOrder(MailKind.OpportunityChanged, about.HubId, person.Id, $"{key}:{about.Id:N}:{person.Id}")
            {
                CaseId = about.Id,
                About = topic,
                Buttons = [new MailButton("Button.Changes", about.CityPath, IsSecret: false)],
                NotBefore = await CaseMail.NextAllowedAsync(hub, person, now, cancellation),
            };
            await queue.QueueAsync(hub, order, cancellation);
        }
    }

    private static IEnumerable<ChangeFact> Changes(OpportunityBrief before, OpportunityBrief now)
    {
        if (before.Verdict != now.Verdict && before.Verdict is not null)
        {
            yield return new(new TextFact("Fit", $"Overall.{before.Verdict}"), new TextFact("Fit", $"Overall.{now.Verdict}"));
        }

        if (before.ClosesAt != now.ClosesAt)
        {
            yield return new(new MomentFact("ClosesAt", before.ClosesAt), new MomentFact("ClosesAt", now.ClosesAt));
        }

        if (before.Support != now.Support)
        {
            yield return new(Amount("Support", before.Support), Amount("Support", now.Support));
        }

        if (before.OwnShare != now.OwnShare)
        {
            yield return new(Amount("OwnShare", before.OwnShare), Amount("OwnShare", now.OwnShare));
        }
    }

    private static MoneyFact Amount(string label, Money? money) => new(label, money?.Amount, money?.Currency ?? "");
}
