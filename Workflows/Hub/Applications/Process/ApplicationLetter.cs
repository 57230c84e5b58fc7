using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary>What a mail about an application lists, where its process names nothing: the days of the plan, the partners whose papers are missing, what is still open.</summary>
internal static class ApplicationLetter
{
    /// <summary>The same mail with its list.</summary>
    public static async Task<MailOrder> FillAsync(HubDb db, Case about, MailOrder order, CancellationToken cancellation) =>
        about is not Application application || order.Items.Count > 0 || order.Days.Count > 0 ? order
        : order.Kind == MailKind.Plan ? order with { Days = [.. (await OpenAsync(db, application, cancellation)).Select(step => DayOf(application, step))] }
        : order with { Items = await ItemsAsync(db, application, order.Kind, cancellation) };

    /// <summary>What a kind of mail lists besides days; empty for most kinds.</summary>
    public static async Task<IReadOnlyList<string>> ItemsAsync(HubDb db, Case about, string kind, CancellationToken cancellation) => (about, kind) switch
    {
        (Application application, MailKind.Countdown) => [.. (await OpenAsync(db, application, cancellation)).Select(step => $"Milestone.{step.Kind}")],
        (Application application, MailKind.Paper) => await db.Partners
            .Where(partner => partner.CaseId == application.Id && partner.IsRequired && partner.Mandate != MandateState.Signed && partner.Mandate != MandateState.Dropped)
            .OrderBy(partner => partner.Name).Select(partner => partner.Name).ToListAsync(cancellation),
        _ => about.ItemsOf(kind),
    };

    /// <summary>A step as a day of the plan: the entry that calendar feeds have for it, too.</summary>
    public static MailDay DayOf(Application about, Milestone step) => new($"{step.Id:N}@strongcities", $"Milestone.{step.Kind}", step.DueAt, about.CityPath);

    private static async Task<IReadOnlyList<Milestone>> OpenAsync(HubDb db, Application about, CancellationToken cancellation) =>
        [.. (await db.Milestones.Where(step => step.CaseId == about.Id && step.DoneAt == null).ToListAsync(cancellation)).OrderBy(step => step.DueAt)];
}
