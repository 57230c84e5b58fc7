using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace StrongCities.Host.Start;

/// <summary>Tells a newcomer where to look and how to sign in. Development only.</summary>
internal static class Banner
{
    public static void Print(this WebApplication app)
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

        var sample = !app.Configuration.GetValue("SampleData", true) ? "" : $"""

              City of Kumanovo   {address}/sign-in         {SampleHub.Kumanovo} (the link arrives in the mailbox)
              Hub advisor        {address}/desk/sign-in    {SampleHub.Advisor}, password {app.Password()}
              Hub lead           {address}/desk/sign-in    {SampleHub.Lead}, password {app.Password()}

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
