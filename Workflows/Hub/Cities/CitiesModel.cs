using Microsoft.EntityFrameworkCore;

namespace StrongCities.Hub.Cities;

/// <summary>How hubs and cities are stored.</summary>
internal static class CitiesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<RegionalHub>(hub =>
        {
            hub.HasIndex(h => h.Key).IsUnique();
            hub.HasIndex(h => h.NumberPrefix).IsUnique();
        });
        model.Entity<City>(city => city.HasIndex(c => new { c.HubId, c.Key }).IsUnique());
    }
}
