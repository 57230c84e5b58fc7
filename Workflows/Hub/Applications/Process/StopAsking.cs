using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Applications.Process;

/// <summary>Takes back what partners of an application are being asked. Steps beside the work are not ended by what ends the work.</summary>
internal static class StopAsking
{
    /// <param name="db">The unit's context.</param>
    /// <param name="about">The application.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="contactId">Who answers for the one that is no longer asked; <see langword="null"/> for all.</param>
    public static async Task RunAsync(HubDb db, Application about, DateTimeOffset now, CancellationToken cancellation, Guid? contactId = null)
    {
        var asked = await db.Tasks
            .Where(task => task.CaseId == about.Id && task.MailKind == MailKind.Partner && task.State == TaskState.Open && (contactId == null || task.AssigneePersonId == contactId))
            .Select(task => task.Id).ToListAsync(cancellation);
        foreach (var step in asked.Select(id => new TaskToWithdraw(id)))
        {
            var (key, row) = ($"not-asked:{step.TaskId}", $"{OpportunityStep.OutboxKind}:not-asked:{step.TaskId}");
            if (!db.Outbox.Local.Any(known => known.Key == row) && !await db.Outbox.AnyAsync(known => known.Key == row, cancellation))
            {
                step.Put(db, key, now);
            }
        }
    }
}
