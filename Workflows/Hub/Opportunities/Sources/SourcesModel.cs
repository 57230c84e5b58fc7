using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>How sources, their runs and faults are stored.</summary>
internal static class SourcesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<OpportunitySource>(source =>
        {
            source.Property(s => s.Kind).HasConversion<string>();
            source.Property(s => s.Settings).AsJson();
            source.HasIndex(s => new { s.HubId, s.Key }).IsUnique();
            source.HasIndex(s => s.NextRunAt);
        });
        model.Entity<SourceRun>(run =>
        {
            run.Property(r => r.Outcome).HasConversion<string>();
            run.Property(r => r.Problem).HasConversion<string>();
            run.HasOne<OpportunitySource>().WithMany().HasForeignKey(r => r.SourceId);
            run.HasIndex(r => new { r.SourceId, r.StartedAt });
            run.HasIndex(r => r.Outcome);
        });
        model.Entity<SourceFault>(fault =>
        {
            fault.HasOne<SourceRun>().WithMany().HasForeignKey(f => f.RunId);
            fault.HasIndex(f => f.RunId);
        });
    }
}
