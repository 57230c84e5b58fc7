using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Events;

/// <summary>How events are stored.</summary>
internal static class EventsModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Case>().HasDiscriminator<string>("Kind").HasValue<HubEvent>("HubEvent");
        model.Entity<HubEvent>(about =>
        {
            about.Property(e => e.Phase).HasConversion<string>();
            about.Property(e => e.Plan).AsJson();
            about.Property(e => e.Dates).AsJson();
            about.Property(e => e.Poll).AsJson();
            about.Property(e => e.Programme).AsJson();
        });
        model.Entity<EventInvitation>(invitation =>
        {
            invitation.ToTable("EventInvitations");
            invitation.HasKey(i => new { i.CaseId, i.PersonId });
            invitation.HasOne<Case>().WithMany().HasForeignKey(i => i.CaseId);
            invitation.HasIndex(i => new { i.CityId, i.CaseId });
            invitation.Property(i => i.Answer).HasConversion<string>();
        });
        model.Entity<Commitment>(promised =>
        {
            promised.ToTable("Commitments");
            promised.HasOne<Case>().WithMany().HasForeignKey(c => c.CaseId);
            promised.Property(c => c.State).HasConversion<string>();
        });
    }
}
