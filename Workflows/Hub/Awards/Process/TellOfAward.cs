using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Awards.Process;

/// <summary><c>StrongCities.TellOfAward</c>: takes one step about an award: tells people, and remembers that it did.</summary>
public sealed class TellOfAward : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.TellOfAward")
    {
        Category = OpenAward.Category,
        DisplayName = "Tell of the award",
        Description = "Sends mail B11 about something owed, or news of money or of a change of the agreement, and remembers that this step is taken.",
        Inputs =
        [
            new("Step", "Object") { Description = "What 'Wait for the award' said is to be done.", IsRequired = true },
            new("To", "String[]") { DisplayName = "Who gets it", Description = "Roles, by name: Coordinator, Finance, Signatory, Advisor, HubLead. Type one and press Enter.", UIHint = "multitext", IsRequired = true },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (AwardStep.FromJson(context.Input<JsonObject>("Step")) is not { } step)
        {
            context.Fault("The input 'Step' must be the output of 'Wait for the award'.");
            return;
        }

        var roles = (context.Input<string[]>("To") ?? []).Select(name => Enum.TryParse<CaseRole>(name, out var role) ? role : CaseRole.Nobody).ToList();
        if (roles.Count == 0 || roles.Contains(CaseRole.Nobody))
        {
            context.Fault($"The input 'To' must name roles: {string.Join(", ", CaseRoles.Names.Skip(1))}.");
            return;
        }

        context.Emit(new AwardTold(step, roles));
        context.Complete();
    }
}

/// <summary>People are told of an award.</summary>
/// <param name="Step">Of what.</param>
/// <param name="To">Who.</param>
internal sealed record AwardTold(AwardStep Step, IReadOnlyList<CaseRole> To) : HostEffect;

internal sealed class AwardToldHandler(QueueMail queue) : EffectHandler<AwardTold>
{
    protected override async Task ApplyAsync(RuntimeDb db, AwardTold effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var award = await hub.Cases.OfType<Award>().SingleAsync(about => about.InstanceId == context.InstanceId, cancellation);
        var told = await TakeAsync(hub, award, effect.Step, cancellation);
        hub.Add(award.Line(context.Now, "Award.Event.Told", null, true, [told.Name, told.Number, told.StepWord]));
        foreach (var person in await ReadersAsync(hub, award, effect.To, cancellation))
        {
            var order = new MailOrder(told.MailKind, award.HubId, person.Id, $"{effect.ActivityInstanceId}:{told.MailKind}:{person.Id}")
            {
                CaseId = award.Id,
                TaskTitle = told.StepWord,
                DueAt = told.DueAt,
                Note = told.Note,
                About = told.Topic,
                Buttons = [AwardMail.Button(award, person)],
                NotBefore = told.AtOnce ? null : await CaseMail.NextAllowedAsync(hub, person, context.Now, cancellation),
            };
            await queue.QueueAsync(db, order, cancellation);
        }
    }

    private static async Task<Told> TakeAsync(HubDb db, Award award, AwardStep step, CancellationToken cancellation)
    {
        switch (step.Kind)
        {
            case WaitForAward.Obligation:
                var owed = await db.Obligations.SingleAsync(one => one.Id == step.Id, cancellation);
                owed.Told = Enum.Parse<ObligationStep>(step.What);
                return new Told(MailKind.Obligation, owed.Title, $"{owed.Number}", $"Obligation.Step.{step.What}")
                {
                    DueAt = owed.DueAt,
                    // On the last day there is no later.
                    AtOnce = owed.Told == ObligationStep.Due,
                    Topic = AwardMail.TopicOf(award) with { Obligation = owed.Title, ObligationNumber = owed.Name is null ? owed.Number : null },
                };
            case WaitForAward.Instalment:
                var part = await db.Instalments.SingleAsync(one => one.Id == step.Id, cancellation);
                part.Told = Enum.Parse<InstalmentStep>(step.What);
                return new Told(MailKind.AwardNews, $"Instalment.{part.Kind}", $"{part.Number}", $"Instalment.Step.{step.What}")
                {
                    Topic = AwardMail.TopicOf(award) with { Amount = part.Amount.Amount, Currency = part.Amount.Currency, NextOn = part.ExpectedOn },
                };
            default:
                var change = await db.Amendments.SingleAsync(one => one.Id == step.Id, cancellation);
                change.Told = Enum.Parse<AmendmentStep>(step.What);
                var word = change.Told == AmendmentStep.Answered ? $"Amendment.Step.{(change.IsGranted == true ? "Granted" : "Refused")}" : $"Amendment.Step.{step.What}";
                return new Told(MailKind.AwardNews, "Amendment.Name", $"{change.Number}", word)
                {
                    Note = change.Change,
                    Topic = AwardMail.TopicOf(award) with { NextOn = change.HoldsFrom },
                };
        }
    }

    // Each person once, however many of the roles they hold.
    private static async Task<IReadOnlyList<Person>> ReadersAsync(HubDb db, Award award, IReadOnlyList<CaseRole> roles, CancellationToken cancellation)
    {
        var found = new List<Person>();
        foreach (var role in roles)
        {
            found.AddRange(await CaseRoles.FindAsync(db, award, role, cancellation));
        }

        return [.. found.DistinctBy(person => person.Id)];
    }

    private sealed record Told(string MailKind, string Name, string Number, string StepWord)
    {
        public DateTimeOffset? DueAt { get; init; }

        public bool AtOnce { get; init; }

        public string? Note { get; init; }

        public required ApplicationTopic Topic { get; init; }
    }
}

/// <summary>What mails about awards share.</summary>
internal static class AwardMail
{
    /// <summary>The award as mails tell of it.</summary>
    public static ApplicationTopic TopicOf(Award award) => new(award.Title, "");

    /// <summary>A link to the award's page, in the city or at the hub.</summary>
    public static MailButton Button(Award award, Person reader) => reader.CityId is null
        ? new("Button.Case", SitePaths.DeskAward(award.Id), IsSecret: false)
        : new("Button.Status", SitePaths.Award(award.Id), IsSecret: false);
}
