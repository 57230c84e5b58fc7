using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StrongCities.Hub.SampleData;

namespace StrongCities.Host.Start;

/// <summary>Tells a newcomer where to look and how to sign in. Development only.</summary>
internal static class Banner
{
    public static void PrintBanner(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        var addresses = app.Services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (addresses.FirstOrDefault() is not { } address)
        {
            return;
        }

        var sample = !app.HasSampleData() ? "" : $"""

              City of Kumanovo   {address}/sign-in         {SamplePeople.CoordinatorOf("kumanovo")}, the link arrives in the mailbox
              Hub advisor        {address}/desk/sign-in    advisor@example.org, password {app.SamplePassword()}
              Hub lead           {address}/desk/sign-in    lead@example.org, password {app.SamplePassword()}

            """;
        Console.WriteLine($"""

            StrongCities is ready.

              Portal             {address}/
              Desk               {address}/desk
              Mailbox            {address}/mailbox         every mail that is sent
            {sample}
            """);
    }
}
