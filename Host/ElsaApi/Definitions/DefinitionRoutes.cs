using Microsoft.Extensions.Options;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>Everything about definitions but running them.</summary>
internal static class DefinitionRoutes
{
    public static void AddDefinitionsApi(this IServiceCollection services)
    {
        services.AddOptions<DefinitionApiOptions>().BindConfiguration("ElsaApi:Definitions").ValidateDataAnnotations().ValidateOnStart()
            .Validate(options => options.DefaultPageSize <= options.MaxPageSize, "ElsaApi:Definitions:DefaultPageSize must not be above MaxPageSize.");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DefinitionApiOptions>>().Value);
        services.AddSingleton<DefinitionLinks>();
        services.AddSingleton<DefinitionView>();
    }

    public static void MapDefinitions(this RouteGroupBuilder group)
    {
        group.MapDefinitionQueries();
        group.MapDefinitionChanges();
        group.MapDefinitionBulkActions();
        group.MapDefinitionTransfers();
        group.MapDefinitionTrees();
    }
}
