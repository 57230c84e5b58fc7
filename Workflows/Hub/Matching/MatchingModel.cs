using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Matching;

/// <summary>How profiles, settings and matches are stored.</summary>
internal static class MatchingModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ProfileOfCity>(profile =>
        {
            profile.ToTable("CityProfiles");
            profile.HasKey(p => p.CityId);
            profile.HasOne<City>().WithOne().HasForeignKey<ProfileOfCity>(p => p.CityId);
            profile.Property(p => p.Profile).AsJson();
            profile.HasIndex(p => p.HubId);
        });
        model.Entity<SettingsOfHub>(settings =>
        {
            settings.ToTable("MatchSettings");
            settings.HasKey(s => s.HubId);
            settings.Property(s => s.Settings).AsJson();
        });
        model.Entity<Match>(match =>
        {
            match.ToTable("Matches");
            match.HasKey(m => new { m.OpportunityId, m.CityId });
            match.Ignore(m => m.Effective);
            match.Ignore(m => m.IsPlainNo);
            match.Ignore(m => m.Outcome);
            match.Property(m => m.Overall).HasConversion<string>().HasMaxLength(16);
            match.Property(m => m.Lane).HasConversion<string>().HasMaxLength(16);
            match.Property(m => m.Override).HasConversion<string>().HasMaxLength(16);
            match.Property(m => m.Answer).HasConversion<string>().HasMaxLength(16);
            match.HasIndex(m => new { m.CityId, m.Overall });
            match.HasIndex(m => m.HubId);
        });
        model.Entity<MatchInput>(input =>
        {
            input.ToTable("MatchInputs");
            input.HasKey(i => new { i.HubId, i.Kind, i.Id });
            input.Property(i => i.Kind).HasConversion<string>().HasMaxLength(16);
        });
    }
}
