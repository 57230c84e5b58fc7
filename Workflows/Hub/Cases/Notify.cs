using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Cases;

/// <summary><c>StrongCities.Notify</c>: sends a mail that asks for nothing.</summary>
public sealed class Notify : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.Notify")
    {
        Category = "People and mail",
        DisplayName = "Send a mail",
        Description = "Sends a mail to everybody in a role, in their language, and goes on at once.",
        Inputs =
        [
            new("MailKind", "String") { DisplayName = "Mail text", Description = "Which mail.", UIHint = "dropdown", Options = MailKinds.All, OptionTexts = MailKinds.Texts, IsRequired = true },
            new("To", "String") { DisplayName = "Who gets it", Description = "Everybody in this role.", UIHint = "dropdown", Options = CaseRoles.Names, OptionTexts = CaseRoles.Texts, Default = nameof(CaseRole.Asker) },
            new("AlsoTo", "String[]") { DisplayName = "Who gets it too", Description = "More roles, by name: type one such as HubLead and press Enter. Nobody gets it twice. May stay empty.", UIHint = "multitext" },
            new("Title", "String") { DisplayName = "What it is about", Description = "Your own text, or a key of the hub's words. May stay empty." },
            new("Note", "String") { DisplayName = "Words to pass on", Description = "Somebody's own words, such as a reason or an answer. May stay empty.", UIHint = "multiline" },
            new("Helper", "String") { DisplayName = "Who helps", Description = "For the mail that says so. May stay empty." },
            new("Facts", "Object") { DisplayName = "Facts to show", Description = "An object: each name is a label, such as programme, or one of your own; each value a text. Days (2026-12-05) and moments (2026-12-05T12:00:00+01:00) are put into the reader's words. May stay empty.", UIHint = "json-editor" },
            new("Items", "String[]") { DisplayName = "List", Description = "Such as milestones or papers: your own texts, or keys of the hub's words. The mail says how many there are. May stay empty.", UIHint = "multitext" },
            new("NextStepInWorkingDays", "Int32?") { DisplayName = "Next step in (working days)", Description = "Tells the reader when to expect the hub's next step, counted in the hub's calendar. May stay empty." },
            new("AtOnce", "Boolean") { DisplayName = "At once", Description = "Send it even outside the reader's office hours. Urgent requests are always told at once.", UIHint = "checkbox", Default = false },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (CaseClock.Read(context, out var problem) is not { } clock)
        {
            context.Fault(problem!);
            return;
        }

        var kind = context.Input<string>("MailKind");
        if (kind is null || !MailKinds.All.Contains(kind) || !Enum.TryParse<CaseRole>(context.Input<string>("To"), out var to))
        {
            context.Fault($"The input 'MailKind' must be one of: {string.Join(", ", MailKinds.All)}; and 'To' one of: {string.Join(", ", CaseRoles.Names)}.");
            return;
        }

        var also = context.Input<string[]>("AlsoTo") ?? [];
        if (also.FirstOrDefault(name => !CaseRoles.Names.Contains(name)) is { } unknown)
        {
            context.Fault($"The input 'AlsoTo' names '{unknown}'. Use some of: {string.Join(", ", CaseRoles.Names)}.");
            return;
        }

        context.Emit(new MailWanted(kind, to)
        {
            AlsoTo = [.. also.Select(Enum.Parse<CaseRole>)],
            Title = context.Input<string>("Title"),
            Note = context.Input<string>("Note"),
            Helper = context.Input<string>("Helper"),
            Facts = [.. (context.Input<JsonObject>("Facts") ?? []).Select(fact => KeyValuePair.Create(fact.Key, fact.Value?.ToString() ?? ""))],
            Items = context.Input<string[]>("Items") ?? [],
            NextStepAt = context.Input<int>("NextStepInWorkingDays") is var days and > 0 ? clock.Of(CaseParty.Hub).DueAfter(context.Now, days) : null,
            AtOnce = clock.IsUrgent || context.Input<bool>("AtOnce"),
        });
        context.Complete();
    }
}

/// <summary>A mail that a process sends.</summary>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="To">Who gets it.</param>
internal sealed record MailWanted(string Kind, CaseRole To) : HostEffect
{
    public IReadOnlyList<CaseRole> AlsoTo { get; init; } = [];

    public string? Title { get; init; }

    public string? Note { get; init; }

    public string? Helper { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    public IReadOnlyList<string> Items { get; init; } = [];

    public DateTimeOffset? NextStepAt { get; init; }

    public bool AtOnce { get; init; }
}

internal sealed class MailWantedHandler(QueueMail queue) : EffectHandler<MailWanted>
{
    protected override async Task ApplyAsync(RuntimeDb db, MailWanted effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.CaseOfAsync(context, cancellation);
        var readers = new List<Person>();
        foreach (var role in effect.AlsoTo.Prepend(effect.To))
        {
            readers.AddRange((await CaseRoles.FindAsync(hub, about, role, cancellation)).Where(found => readers.All(known => known.Id != found.Id)));
        }

        foreach (var person in readers)
        {
            await queue.QueueAsync(
                db,
                await ApplicationLetter.FillAsync(hub, about, new MailOrder(effect.Kind, about.HubId, person.Id, $"{effect.ActivityInstanceId}:{effect.Kind}:{person.Id}")
                {
                    CaseId = about.Id,
                    TaskTitle = NullIfEmpty(effect.Title),
                    Note = NullIfEmpty(effect.Note),
                    DueAt = effect.NextStepAt,
                    Values = FactsOf(effect),
                    Items = effect.Items,
                    Buttons = CaseMail.StatusButtons(about, person),
                    NotBefore = effect.AtOnce ? null : await CaseMail.NextAllowedAsync(hub, person, context.Now, cancellation),
                }, cancellation),
                cancellation);
        }
    }

    // Whoever helps has an input of their own, which counts where both are given.
    private static Dictionary<string, string> FactsOf(MailWanted effect)
    {
        var facts = new Dictionary<string, string>(effect.Facts);
        if (NullIfEmpty(effect.Helper) is { } helper)
        {
            facts["helper"] = helper;
        }

        return facts;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
