using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities;

/// <summary>How cases of opportunities are stored, beside what every case has.</summary>
internal static class OpportunityCasesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CaseOfOpportunity>(about =>
        {
            about.Property(c => c.Brief).AsJson();
            about.Property(c => c.Stage).HasConversion<string>();
            // One of each kind, city and round. Where the city is nobody, this index lets many pass: the hub's own has one of its own below.
            about.HasIndex("HubId", "OpportunityId", "CityId", "Kind", "Round").IsUnique();
        });
        model.Entity<Case>().HasDiscriminator<string>("Kind")
            .HasValue<OpportunityCase>("Opportunity").HasValue<CityOpportunity>("CityOpportunity").HasValue<Application>("Application").HasValue<Award>("Award");
        model.Entity<OpportunityCase>().HasIndex(c => new { c.HubId, c.OpportunityId }).IsUnique().HasFilter("\"Kind\" = 'Opportunity'");
        model.Entity<CityOpportunity>().HasOne<OpportunityCase>().WithMany().HasForeignKey(c => c.ParentCaseId);
    }
}
