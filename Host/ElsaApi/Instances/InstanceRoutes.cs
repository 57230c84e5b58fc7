using Microsoft.Extensions.Options;
using StrongCities.Host.ElsaApi.Execution;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>Looking at instances, and ending them.</summary>
internal static class InstanceRoutes
{
    public static void AddInstancesApi(this IServiceCollection services)
    {
        services.AddOptions<InstanceApiOptions>().BindConfiguration("ElsaApi:Instances").ValidateDataAnnotations().ValidateOnStart()
            .Validate(options => options.DefaultPageSize <= options.MaxPageSize, "ElsaApi:Instances:DefaultPageSize must not be above MaxPageSize.");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<InstanceApiOptions>>().Value);
        services.AddSingleton<InstanceStateView>();
        services.AddSingleton<RunActs>();
        services.AddSingleton<ExecuteRoutes.ExecuteServices>();
    }

    public static void MapInstances(this RouteGroupBuilder group)
    {
        group.MapInstanceList();
        group.MapInstanceQueries();
        group.MapInstanceChanges();
        group.MapInstanceTransfers();
        group.MapJournal();
        group.MapActivityExecutions();
        group.MapRetries();
    }
}
