using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Risks;

/// <summary>How registers of risks are stored.</summary>
internal static class RisksModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Case>().HasDiscriminator<string>("Kind").HasValue<RiskRegister>("RiskRegister");
        model.Entity<RiskRegister>(register =>
        {
            register.Property(r => r.Phase).HasConversion<string>();
            register.Property(r => r.OpenNumbers).AsJson();
            register.Property(r => r.Pending).AsOptionalJson();
            // One case per city and cycle.
            register.HasIndex(r => new { r.CityId, r.Cycle }).IsUnique().HasFilter("\"Kind\" = 'RiskRegister'");
        });
        model.Entity<Risk>(risk =>
        {
            risk.HasOne<Case>().WithMany().HasForeignKey(r => r.CaseId);
            risk.HasIndex(r => new { r.CaseId, r.Number }).IsUnique();
            risk.HasIndex(r => new { r.HubId, r.CityId });
            risk.Property(r => r.Facts).AsJson();
            risk.Property(r => r.History).AsJson();
            risk.Property(r => r.Visibility).HasConversion<string>();
            risk.Property(r => r.CityTold).HasConversion<string>();
            risk.Property(r => r.HubTold).HasConversion<string>();
            risk.Ignore(r => r.Score);
        });
        model.Entity<RiskRating>(rating =>
        {
            rating.HasOne<Risk>().WithMany().HasForeignKey(r => r.RiskId);
            rating.HasIndex(r => new { r.TaskId, r.RiskId, r.PersonId }).IsUnique();
            rating.Ignore(r => r.Score);
        });
        model.Entity<RegisterEndorsement>(signed =>
        {
            signed.ToTable("RegisterEndorsements");
            signed.HasOne<Case>().WithMany().HasForeignKey(s => s.CaseId);
            signed.Property(s => s.Snapshot).AsJson();
        });
    }
}
