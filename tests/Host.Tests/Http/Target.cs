using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StrongCities.Host.Tests.Http;

/// <summary>A server on this machine that workflows call. It remembers what it saw.</summary>
public sealed class Target : IAsyncDisposable
{
    private readonly WebApplication app;
    private int flaky;

    public Target()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://[::1]:0");
        app = builder.Build();
        app.Use(async (http, next) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            Saw.Enqueue(new Seen(
                http.Request.Method, http.Request.Path + http.Request.QueryString.Value, await reader.ReadToEndAsync(),
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await next();
        });
        app.Map("/json", (HttpContext http) => Write(http, "application/json", """{"ok":true,"n":1.5,"list":[1,2],"o":{"A":"b"}}"""));
        app.Map("/text", (HttpContext http) => Write(http, "text/plain", "hello"));
        app.Map("/html", (HttpContext http) => Write(http, "text/html", "<b>x</b>"));
        app.Map("/xml", (HttpContext http) => Write(http, "application/xml", "<a>1</a>"));
        app.Map("/bin", (HttpContext http) => Write(http, "application/octet-stream", "\u0001\u0002\u0003"));
        app.Map("/badjson", (HttpContext http) => Write(http, "application/json", "{bad"));
        app.Map("/nobody", (HttpContext http) => Write(http, null, ""));
        app.Map("/big", (HttpContext http) => Write(http, "text/plain", new string('x', 2000)));
        app.Map("/flaky", (HttpContext http) =>
        {
            http.Response.StatusCode = Interlocked.Increment(ref flaky) < 3 ? 503 : 200;
        });
        app.Map("/loop", (HttpContext http) => http.Response.Redirect("/loop"));
        app.Map("/redir", (HttpContext http) => http.Response.Redirect("/json"));
        app.Map("/to", (HttpContext http, string url, int status) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = url;
        });
        app.Map("/drop", (HttpContext http) =>
        {
            http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Both);
            http.Abort();
        });
        app.Map("/slow", (HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        ((IHost)app).Start();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = addresses.First(address => address.Contains("127.0.0.1", StringComparison.Ordinal));
        OtherAddress = addresses.First(address => address.Contains("[::1]", StringComparison.Ordinal));
    }

    public ConcurrentQueue<Seen> Saw { get; } = [];

    public string Address { get; }

    /// <summary>The same server as another host.</summary>
    public string OtherAddress { get; }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static Task Write(HttpContext http, string? type, string body)
    {
        var asked = http.Request.Query["s"].FirstOrDefault();
        http.Response.StatusCode = asked is not null ? int.Parse(asked, CultureInfo.InvariantCulture) : body.Length == 0 ? 204 : 200;
        if (http.Request.Path == "/json")
        {
            http.Response.Headers["x-my"] = "h1";
        }

        http.Response.ContentType = type;
        return body.Length == 0 ? Task.CompletedTask : http.Response.WriteAsync(body);
    }
}

public sealed record Seen(string Method, string Url, string Body, IReadOnlyDictionary<string, string> Headers);
