using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StrongCities.Host.Tests.Mail;

/// <summary>Gives tokens to whom knows the secret, and tells a mail server whose they are.</summary>
public sealed class TokenServer : IAsyncDisposable
{
    public const string ClientId = "hub-client";
    public const string ClientSecret = "hub client's secret";
    public const string User = "hub@hub.test";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, bool> good = [];
    private int given;

    private TokenServer(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        app.MapPost("/token", (HttpRequest request) => Give(request.Form));
        app.MapGet("/info", (string access_token) => good.ContainsKey(access_token)
            ? Results.Json(new { email = User, expires_in = 3600 })
            : Results.Json(new { error = "invalid_token" }, statusCode: 400));
    }

    /// <summary>How many were given.</summary>
    public int Given => given;

    public string Endpoint => $"{app.Urls.Single()}/token";

    public string Info => $"{app.Urls.Single()}/info";

    public static async Task<TokenServer> StartAsync(int port = 0)
    {
        var server = new TokenServer(port);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>Takes all tokens back.</summary>
    public void Revoke() => good.Clear();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private IResult Give(IFormCollection form)
    {
        if (form["grant_type"] != "client_credentials" || form["client_id"] != ClientId || form["client_secret"] != ClientSecret || form["scope"] != "mail.send")
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        }

        var token = $"token-{Interlocked.Increment(ref given)}";
        good[token] = true;
        return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = 3600 });
    }
}
