using MediatR;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Host.Start;

/// <summary>How an empty installation gets the person who adds all others.</summary>
internal static class FirstLead
{
    /// <summary>
    /// <c>dotnet StrongCities.Host.dll add-lead ana@example.org "Ana Example"</c>, once, after <c>migrate</c>: prints the link by which the
    /// lead chooses a password.
    /// </summary>
    /// <returns>The exit code: 0 when the lead was added.</returns>
    public static async Task<int> AddLeadAsync(this WebApplication app, string email, string name)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new AddFirstLead(email, name), app.Lifetime.ApplicationStopping);
        switch (result)
        {
            case FirstLeadAdded added:
                Console.WriteLine($"Added. Their password is chosen here, once: {app.Services.GetRequiredService<IOptions<MailOptions>>().Value.Link(added.Path)}");
                return 0;
            case FirstLeadInvalid invalid:
                await Console.Error.WriteLineAsync($"Not added. Mend: {string.Join(", ", invalid.Problems.Select(problem => $"{problem.Field} ({problem.Key})"))}");
                return 1;
            default:
                await Console.Error.WriteLineAsync("Not added: there is a hub lead already, who adds people at /desk/people/new.");
                return 1;
        }
    }
}
