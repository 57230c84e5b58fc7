using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Practices;

/// <summary>How good practices are stored.</summary>
internal static class PracticesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Case>().HasDiscriminator<string>("Kind").HasValue<GoodPractice>("GoodPractice");
        model.Entity<GoodPractice>(practice =>
        {
            practice.Property(p => p.RequestId).HasColumnName("PracticeRequestId");
            practice.Property(p => p.Help).HasConversion<string>().HasColumnName("PracticeHelp");
            practice.Property(p => p.Text).AsJson().HasColumnName("PracticeText");
            practice.Property(p => p.TextVersion).HasColumnName("PracticeTextVersion");
            practice.Property(p => p.Pictures).AsJson().HasColumnName("PracticePictures");
            practice.Property(p => p.LastPicture).HasColumnName("PracticeLastPicture");
            practice.Property(p => p.Phase).HasConversion<string>().HasColumnName("PracticePhase");
            practice.Property(p => p.Release).AsOptionalJson().HasColumnName("PracticeRelease");
            practice.Property(p => p.Slug).HasColumnName("PracticeSlug");
            practice.Property(p => p.SharedAt).HasColumnName("PracticeSharedAt");
            practice.Property(p => p.TakenBackAt).HasColumnName("PracticeTakenBackAt");
            practice.Ignore(p => p.IsReleased);
            // One for each request.
            practice.HasIndex(p => p.RequestId).IsUnique();
            practice.HasIndex(p => new { p.HubId, p.Slug }).IsUnique().HasFilter("\"PracticeSlug\" IS NOT NULL");
        });
    }
}
