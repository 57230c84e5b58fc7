using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace StrongCities.Host.Tests.Pages;

/// <summary>Gives the requests of a test an address to come from: this machine's, unless a header says another.</summary>
public sealed class Caller : IStartupFilter
{
    public const string Header = "Test-Caller";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, following) =>
        {
            http.Connection.RemoteIpAddress = IPAddress.TryParse(http.Request.Headers[Header], out var told) ? told : IPAddress.Loopback;
            return following();
        });
        next(app);
    };
}
