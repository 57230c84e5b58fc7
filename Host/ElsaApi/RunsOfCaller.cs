using System.Security.Claims;
using StrongCities.Host.Identity;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Alterations;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.ElsaApi;

/// <summary>
/// The runs that a caller of the API may see. A person does not see those of cases that are hidden from them; a program that has a key sees all,
/// and so does the host's own work outside of requests.
/// </summary>
internal sealed class RunsOfCaller(HubDbFactory databases, IHttpContextAccessor http) : IRuntimeDbFactory
{
    // For whoever comes in neither by sign-in nor by key.
    private static readonly Viewer Nobody = new(Guid.Empty, Guid.Empty, null, Roles.None);

    public RuntimeDb Create() => databases.Create(http.HttpContext is { } call ? ViewerOf(call) : null);

    /// <summary>Which person a connection belongs to; <see langword="null"/> for a program.</summary>
    public static Guid? PersonOf(ClaimsPrincipal? caller) =>
        IsProgram(caller) ? null : Guid.TryParse(caller?.FindFirstValue(ClaimTypes.NameIdentifier), out var person) ? person : Guid.Empty;

    private static Viewer? ViewerOf(HttpContext call) => IsProgram(call.User) ? null : call.Features.Get<ViewerFound>()?.Viewer ?? Nobody;

    private static bool IsProgram(ClaimsPrincipal? caller) => caller?.Identity?.AuthenticationType == ElsaAccess.Name;
}

/// <summary>Puts the use cases by which the API looks at runs on <see cref="RunsOfCaller"/>.</summary>
internal static class RunsOfCallers
{
    /// <summary>To be called after the hub's own services, whose place these take.</summary>
    public static void AddRunsOfCaller(this IServiceCollection services)
    {
        services.AddSingleton<RunsOfCaller>();
        services.AddSingleton(provider => new FindInstances(provider.GetRequiredService<RunsOfCaller>()));
        services.AddSingleton(provider => new ReadJournal(provider.GetRequiredService<RunsOfCaller>()));
        services.AddSingleton(provider => new ReadActivityRecords(provider.GetRequiredService<RunsOfCaller>()));
        services.AddSingleton(provider => new FindAlterationPlan(provider.GetRequiredService<RunsOfCaller>()));
        services.AddSingleton(provider => new TransferInstances(provider.GetRequiredService<RunsOfCaller>(), provider.GetRequiredService<CommitQueue>()));
    }
}
