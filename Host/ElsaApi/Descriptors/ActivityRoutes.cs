using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Runtime.Definitions;

namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>The activity types: all of them, one, and the choices of one's input.</summary>
internal static class ActivityRoutes
{
    public static void MapActivities(this RouteGroupBuilder group)
    {
        group.MapGet("/descriptors/activities", ListAsync);
        group.MapGet("/descriptors/activities/{typeName}", Get);
        group.MapPost("/descriptors/activities/{typeName}/options/{propertyName}", GetOptions).OnlyLooks();
    }

    /// <summary>Everything that the designer may draw: also what stored definitions use and this host does not have.</summary>
    private static async Task<ElsaList<ActivityView>> ListAsync(ActivityCatalog catalog, FindMissingActivities missing, CancellationToken cancellation) =>
        new([.. catalog.Descriptors.Concat(await missing.FindAsync(cancellation)).Select(ActivityView.Of)]);

    private static IResult Get(string typeName, int? version, ActivityCatalog catalog) =>
        catalog.Find(typeName, version) is { } activity ? Results.Ok(ActivityView.Of(activity.Descriptor)) : Results.NotFound();

    /// <summary>The choices may depend on what was chosen elsewhere, which is why they are asked for by POST. Ours never do.</summary>
    private static IResult GetOptions(string typeName, string propertyName, ActivityCatalog catalog, JsonObject? _) =>
        catalog.Find(typeName)?.Descriptor is { } type && type.Inputs.FirstOrDefault(input => input.Name == propertyName) is { } input
            ? Results.Ok(new { Items = InputView.SpecificationsOf(type, input) })
            : Results.NotFound();
}
