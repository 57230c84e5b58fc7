using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using StrongCities.Host.ElsaApi.Alterations;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Host.ElsaApi.Descriptors;
using StrongCities.Host.ElsaApi.Execution;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Host.ElsaApi.Links;
using StrongCities.Host.ElsaApi.Live;
using StrongCities.Host.ElsaApi.Scripting;
using StrongCities.Host.Identity;

namespace StrongCities.Host.ElsaApi;

/// <summary>Everything below <c>/elsa/api</c>: what Elsa Studio and programs written for Elsa 3.8 call.</summary>
internal static class ElsaRoutes
{
    public static void AddElsaApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ElsaApiOptions>().BindConfiguration("ElsaApi").ValidateDataAnnotations().ValidateOnStart()
            .Validate(options => !options.Open || builder.Environment.IsDevelopment(), "ElsaApi:Open is allowed in Development only: it lets in whoever is on this machine. Configure ElsaApi:Keys.");
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ElsaAccess>(ElsaAccess.Name, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(ElsaAccess.Name, policy => policy
                .AddAuthenticationSchemes(ElsaAccess.Name)
                .RequireOneOf(SignedIn.Viewers))
            .AddPolicy(Looking.ChangePolicy, policy => policy
                .AddAuthenticationSchemes(ElsaAccess.Name)
                .RequireOneOf(SignedIn.Designers));
        builder.Services.AddDefinitionsApi();
        builder.Services.AddInstancesApi();
        builder.Services.AddRunsOfCaller();
        builder.Services.AddLinks();
        builder.Services.AddCompressedAnswers();
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<LiveWatchers>();
        builder.Services.AddHostedService<PushUpdates>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });
    }

    public static void MapElsaApi(this WebApplication app)
    {
        var group = app.MapGroup("/elsa/api").RequireAuthorization(ElsaAccess.Name);
        group.KeepViewersFromChanging();
        group.MapDescriptors();
        group.MapDefinitions();
        group.MapInstances();
        group.MapExecution();
        group.MapAlterations();
        group.MapScripting();
        app.MapLinks();
        app.MapHub<InstanceHub>(InstanceHub.Path).RequireAuthorization(ElsaAccess.Name);
    }
}
