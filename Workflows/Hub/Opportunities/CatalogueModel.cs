using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Opportunities;

/// <summary>How the catalogue is stored.</summary>
internal static class CatalogueModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Opportunity>(opportunity =>
        {
            opportunity.Property(o => o.Facts).AsFacts();
            opportunity.Property(o => o.Eligibility).AsFacts();
            opportunity.Property(o => o.State).HasConversion<string>();
            opportunity.Property(o => o.RejectReason).HasConversion<string>();
            opportunity.Property(o => o.Status).HasConversion<string>();
            opportunity.Property(o => o.TotalAmount).HasConversion<double?>();
            opportunity.Property(o => o.MinAmount).HasConversion<double?>();
            opportunity.Property(o => o.MaxAmount).HasConversion<double?>();
            opportunity.Property(o => o.Version).IsConcurrencyToken();
            opportunity.HasIndex(o => o.Row).IsUnique();
            opportunity.HasIndex(o => new { o.HubId, o.State, o.ClosesAt });
            opportunity.HasIndex(o => new { o.HubId, o.ChangedAt });
            opportunity.HasIndex(o => o.TitleKey);
            opportunity.HasIndex(o => o.NumberKey);
            opportunity.HasIndex(o => o.AddressKey);
        });
        model.Entity<OpportunityRecord>(record =>
        {
            record.Property(r => r.Facts).AsFacts();
            record.HasOne<Opportunity>().WithMany().HasForeignKey(r => r.OpportunityId);
            record.HasIndex(r => new { r.HubId, r.SourceKey, r.Key }).IsUnique();
            record.HasIndex(r => r.OpportunityId);
        });
        model.Entity<OpportunityChange>(change =>
        {
            change.HasOne<Opportunity>().WithMany().HasForeignKey(c => c.OpportunityId);
            change.HasIndex(c => new { c.OpportunityId, c.Id });
        });
        model.Entity<OpportunityLikeness>(likeness =>
        {
            likeness.Property(l => l.Why).HasConversion<string>();
            likeness.HasOne<Opportunity>().WithMany().HasForeignKey(l => l.OpportunityId);
            likeness.HasOne<Opportunity>().WithMany().HasForeignKey(l => l.OtherId);
            likeness.HasIndex(l => new { l.OpportunityId, l.OtherId }).IsUnique();
        });
        model.Entity<SavedSearch>(search =>
        {
            search.Property(s => s.Filter).AsFacts();
            search.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
            search.HasIndex(s => new { s.PersonId, s.Name }).IsUnique();
        });
    }
}
