using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using StrongCities.Host.ElsaApi;

namespace StrongCities.Host.WorkflowCalls;

/// <summary>Says whether an endpoint takes a caller: a program with a key of the API, or somebody signed in whose own page sends the call.</summary>
internal sealed class AdmitCaller(IAuthorizationService authorization, IAuthorizationPolicyProvider policies)
{
    /// <summary>Says it. A policy that the host does not have admits nobody.</summary>
    /// <param name="http">The call.</param>
    /// <param name="settings">See <see cref="FindEndpoint.SettingsAsync"/>.</param>
    public async Task<bool> RunAsync(HttpContext http, JsonObject settings)
    {
        if (settings["authorize"]?.GetValue<bool>() != true)
        {
            return true;
        }

        if (await http.AuthenticateAsync(ElsaAccess.Name) is not { Succeeded: true, Principal: { } caller })
        {
            return false;
        }

        return settings["policy"]?.GetValue<string>() is not { } name
            || (await policies.GetPolicyAsync(name) is { } policy && (await authorization.AuthorizeAsync(caller, null, policy)).Succeeded);
    }
}
