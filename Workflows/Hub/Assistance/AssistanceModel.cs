using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Assistance;

/// <summary>How requests are stored, beside what every case has.</summary>
internal static class AssistanceModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Case>().HasDiscriminator<string>("Kind").HasValue<SupportRequest>("Request");
        model.Entity<SupportRequest>(request =>
        {
            request.ComplexProperty(r => r.Form, form =>
            {
                form.Property(f => f.Lane).HasConversion<string>();
                // Every case has them: they are stored once.
                form.Ignore(f => f.Title);
                form.Ignore(f => f.Confidential);
            });
            request.Property(r => r.Status).HasConversion<string>();
            request.Property(r => r.Terms).AsOptionalJson();
            request.Property(r => r.Visit).AsOptionalJson();
            request.Property(r => r.Days).AsOptionalJson();
            request.Property(r => r.Override).AsOptionalJson();
            request.HasIndex(r => new { r.CityId, r.FormId }).IsUnique();
            request.HasIndex(r => new { r.HubId, r.Status });
        });
    }
}
