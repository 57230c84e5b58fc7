namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>What the designer may choose from.</summary>
internal static class DescriptorRoutes
{
    public static void MapDescriptors(this RouteGroupBuilder group)
    {
        group.MapGet("/features/installed", () => new ElsaList<string>([]));
    }
}
