namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>What the designer may choose from.</summary>
internal static class DescriptorRoutes
{
    public static void MapDescriptors(this RouteGroupBuilder group)
    {
        group.MapActivities();
        group.MapExpressions();
        group.MapFeatures();
        group.MapStrategies();
        group.MapVariables();
    }
}
