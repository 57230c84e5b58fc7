using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;

namespace StrongCities.Hub.Similarity;

/// <summary>How introductions are stored.</summary>
internal static class SimilarityModel
{
    public static void Map(ModelBuilder model) => model.Entity<Introduction>(one =>
    {
        one.HasOne<City>().WithMany().HasForeignKey(i => i.FirstId);
        one.HasOne<City>().WithMany().HasForeignKey(i => i.SecondId);
        one.HasIndex(i => new { i.HubId, i.FirstId, i.SecondId });
        one.Ignore(i => i.HaveMet);
        one.Ignore(i => i.State);
    });
}
