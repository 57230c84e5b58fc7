using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Assistance;

/// <summary>How requests, their files and their timelines are stored.</summary>
internal static class AssistanceModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<SupportRequest>(request =>
        {
            request.ComplexProperty(r => r.Form, form => form.Property(f => f.Lane).HasConversion<string>());
            request.Property(r => r.Status).HasConversion<string>();
            request.HasIndex(r => r.Number).IsUnique();
            request.HasIndex(r => new { r.CityId, r.FormId }).IsUnique();
            request.HasIndex(r => r.InstanceId).IsUnique();
            request.HasIndex(r => new { r.HubId, r.Status });
        });
        model.Entity<CaseSeries>(series => series.HasKey(s => new { s.HubId, s.Year }));
        model.Entity<Attachment>(file =>
        {
            file.HasOne<SupportRequest>().WithMany().HasForeignKey(f => f.RequestId);
            file.HasIndex(f => f.Sha256);
        });
        model.Entity<CaseRecusal>(recusal =>
        {
            recusal.HasOne<SupportRequest>().WithMany().HasForeignKey(r => r.RequestId);
            recusal.HasIndex(r => new { r.RequestId, r.PersonId }).IsUnique();
            recusal.HasIndex(r => r.PersonId);
        });
        model.Entity<CaseEvent>(line =>
        {
            line.HasOne<SupportRequest>().WithMany().HasForeignKey(e => e.RequestId);
            line.Property(e => e.Values).AsJson();
        });
    }
}
