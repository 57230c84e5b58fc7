using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>How wordings are stored: versions are added and never changed.</summary>
internal static class WordingModel
{
    public static void Map(ModelBuilder model)
    {
        var entity = model.Entity<Wording>();
        entity.ToTable("MailWordings");
        entity.HasKey(wording => wording.Id);
        entity.Ignore(wording => wording.Text);

        // Also what tells two who save at once apart.
        entity.HasIndex(wording => new { wording.HubId, wording.Kind, wording.Language, wording.Version }).IsUnique();
        entity.Property(wording => wording.Kind).HasMaxLength(32);
        entity.Property(wording => wording.Language).HasMaxLength(16);
        foreach (var property in entity.Metadata.GetProperties())
        {
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }
}
