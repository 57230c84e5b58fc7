using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Experts;

/// <summary>How the pool and the candidates of cases are stored.</summary>
internal static class ExpertsModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Expert>(expert =>
        {
            expert.ToTable("Experts");
            expert.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId);
            expert.HasIndex(e => e.PersonId).IsUnique();
            expert.Property(e => e.Kind).HasConversion<string>();
            expert.Property(e => e.Languages).AsJson();
            expert.Property(e => e.Themes).AsJson();
            expert.Property(e => e.Countries).AsJson();
            expert.Property(e => e.Seat).AsJson();
        });
        model.Entity<Candidate>(candidate =>
        {
            candidate.ToTable("Candidates");
            candidate.HasOne<Case>().WithMany().HasForeignKey(c => c.CaseId);
            candidate.HasOne<Expert>().WithMany().HasForeignKey(c => c.ExpertId);
            candidate.Property(c => c.State).HasConversion<string>();
            candidate.Ignore(c => c.IsHelping);
            candidate.HasIndex(c => new { c.CaseId, c.ExpertId }).IsUnique();
            candidate.HasIndex(c => c.PersonId);
        });
    }
}
