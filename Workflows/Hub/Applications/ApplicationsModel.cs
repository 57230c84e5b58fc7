using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications.Feeds;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Applications;

/// <summary>How applications and what hangs on them are stored.</summary>
internal static class ApplicationsModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Application>(about =>
        {
            about.HasOne<CityOpportunity>().WithMany().HasForeignKey(a => a.InterestCaseId);
            about.HasOne<Application>().WithMany().HasForeignKey(a => a.ResubmitsId);
            about.Property(a => a.Proposal).AsJson();
            about.Property(a => a.Concept).AsOptionalJson();
            about.Property(a => a.ConceptReceipt).AsOptionalJson();
            about.Property(a => a.Receipt).AsOptionalJson();
            about.Property(a => a.Evaluation).AsOptionalJson();
            about.Property(a => a.Outcome).HasConversion<string>();
        });
        model.Entity<Milestone>(step =>
        {
            step.HasOne<Case>().WithMany().HasForeignKey(m => m.CaseId);
            step.HasIndex(m => new { m.CaseId, m.Kind }).IsUnique();
            step.Property(m => m.Kind).HasConversion<string>();
            step.Property(m => m.Owner).HasConversion<string>();
        });
        model.Entity<Partner>(partner =>
        {
            partner.HasOne<Case>().WithMany().HasForeignKey(p => p.CaseId);
            partner.Property(p => p.Mandate).HasConversion<string>();
        });
        model.Entity<Paper>().HasOne<Case>().WithMany().HasForeignKey(p => p.CaseId);
        model.Entity<PaperVersion>(version =>
        {
            version.HasOne<Paper>().WithMany().HasForeignKey(v => v.PaperId);
            version.HasOne<Attachment>().WithMany().HasForeignKey(v => v.AttachmentId);
            version.HasIndex(v => new { v.PaperId, v.Number }).IsUnique();
        });
        model.Entity<CalendarFeed>(feed =>
        {
            feed.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId);
            feed.HasOne<Case>().WithMany().HasForeignKey(f => f.CaseId);
            feed.HasIndex(f => f.PublicId).IsUnique();
        });
        model.Entity<Clarification>().HasOne<Case>().WithMany().HasForeignKey(c => c.CaseId);
    }
}
