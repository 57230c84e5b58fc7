using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Awards;

/// <summary>How awards and what is owed for them are stored.</summary>
internal static class AwardsModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Award>(award =>
        {
            award.HasOne<Application>().WithMany().HasForeignKey(a => a.ApplicationId);
            award.HasIndex(a => a.ApplicationId).IsUnique();
            award.Property(a => a.Requested).AsOptionalJson();
            award.Property(a => a.Awarded).AsJson();
            award.Property(a => a.OwnShare).AsOptionalJson();
            award.Property(a => a.Terms).AsJson();
            award.Property(a => a.End).HasConversion<string>();
        });
        model.Entity<Obligation>(owed =>
        {
            owed.HasOne<Case>().WithMany().HasForeignKey(o => o.CaseId);
            owed.HasIndex(o => new { o.CaseId, o.Kind, o.Number }).IsUnique();
            owed.Property(o => o.Kind).HasConversion<string>();
            owed.Property(o => o.State).HasConversion<string>();
            owed.Property(o => o.Told).HasConversion<string>();
        });
        model.Entity<Instalment>(part =>
        {
            part.HasOne<Case>().WithMany().HasForeignKey(i => i.CaseId);
            part.HasOne<Obligation>().WithMany().HasForeignKey(i => i.ObligationId);
            part.HasIndex(i => new { i.CaseId, i.Number }).IsUnique();
            part.Property(i => i.Kind).HasConversion<string>();
            part.Property(i => i.Amount).AsJson();
            part.Property(i => i.Paid).AsOptionalJson();
            part.Property(i => i.Told).HasConversion<string>();
        });
        model.Entity<Amendment>(change =>
        {
            change.HasOne<Case>().WithMany().HasForeignKey(a => a.CaseId);
            change.HasIndex(a => new { a.CaseId, a.Number }).IsUnique();
            change.Property(a => a.Told).HasConversion<string>();
        });
    }
}
