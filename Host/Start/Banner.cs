using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StrongCities.Hub.SampleData;

namespace StrongCities.Host.Start;

/// <summary>Tells a newcomer where to look and how to sign in. Development only.</summary>
internal static class Banner
{
    public static void PrintBanner(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.Lifetime.ApplicationStarted.Register(() => Print(app.Services));
        }
    }

    private static void Print(IServiceProvider services)
    {
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (addresses.FirstOrDefault()?.TrimEnd('/') is not { } address)
        {
            return;
        }

        var signIns = services.GetService<SamplePassword>() is not { } password ? "" : $"""

              City of Kumanovo   {address}/sign-in         {SamplePeople.CoordinatorOf("kumanovo")}, the link arrives in the mailbox
              Hub advisor        {address}/desk/sign-in    advisor@example.org, password {password.Read()}
              Hub lead           {address}/desk/sign-in    lead@example.org, password {password.Read()}

            """;
        Console.WriteLine($"""

            StrongCities is ready.

              Portal             {address}/
              Desk               {address}/desk
              Mailbox            {address}/mailbox         every mail that is sent
            {signIns}
            """);
    }
}
