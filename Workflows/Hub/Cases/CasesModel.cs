using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Cases;

/// <summary>How cases of all kinds, their files and their timelines are stored: one table, so that whatever hangs on a case hangs on one key.</summary>
internal static class CasesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Case>(about =>
        {
            about.ToTable("Cases");
            about.HasDiscriminator<string>("Kind");
            about.Ignore(c => c.Topic);
            about.Ignore(c => c.Matter);
            about.Ignore(c => c.CityPath);
            about.HasIndex(c => c.Number).IsUnique();
            about.HasIndex(c => c.InstanceId).IsUnique();
        });
        model.Entity<CaseSeries>(series => series.HasKey(s => new { s.HubId, s.Series, s.Year }));
        model.Entity<Attachment>(file =>
        {
            file.HasOne<Case>().WithMany().HasForeignKey(f => f.CaseId);
            file.HasIndex(f => f.Sha256);
        });
        model.Entity<CaseRecusal>(recusal =>
        {
            recusal.HasOne<Case>().WithMany().HasForeignKey(r => r.CaseId);
            recusal.HasIndex(r => new { r.CaseId, r.PersonId }).IsUnique();
            recusal.HasIndex(r => r.PersonId);
        });
        model.Entity<CaseEvent>(line =>
        {
            line.HasOne<Case>().WithMany().HasForeignKey(e => e.CaseId);
            line.Property(e => e.Values).AsJson();
        });
    }
}
